/** Format `curl`: pasted curl commands, between any other text. */
import { asBuffer } from '../../core/bytes.js'
import { CvHookError } from '../../core/errors.js'
import type { CapturedDelivery } from '../delivery.js'
import { makeDelivery, pathOf } from '../draft.js'
import { parsed } from '../json/parsed.js'
import { mayDeliver } from '../looks-like.js'
import { badCapture, FORMATS_HINT } from '../problems.js'
import type { CaptureInput, CaptureReader } from '../reader.js'
import { readCommand } from '../shell/command.js'
import { CurlFault } from '../shell/curl-fault.js'
import { type CurlRequest, curlRequests } from '../shell/curl-request.js'
import { undoControls } from '../shell/expansion.js'
import { ShellText } from '../shell/quotes.js'
import type { Command } from '../shell/word.js'

/** Where a command may begin: at the start of a line, behind a prompt or an operator; a path and `sudo` may stand before it. */
export const CURL_COMMAND =
  /(?:^|[\n;|&])[ \t]{0,40}(?:[$%>#] {1,4})?(?:(?:sudo|time|env) {1,4})?(?:\/[\w/.-]{0,60}\/)?curl(?:\.exe)?(?=[ \t\r\n\\^`]|$)/g

/** What is not closed runs to the end of the file: so often the commands behind it are read all the same. */
const MAX_PASSES = 8

/** Reads every command that sends data or a signature. */
export const readCurl: CaptureReader = (input, notices) => {
  const { bytes, name } = input
  const text = asBuffer(bytes).toString('latin1')
  const shell = new ShellText(text)
  const deliveries: CapturedDelivery[] = []
  let fault: CurlFault | undefined
  let number = 0
  let passes = 0
  for (let at = 0; ; ) {
    CURL_COMMAND.lastIndex = at
    const start = CURL_COMMAND.exec(text)
    if (!start) break
    const from = start.index + start[0].length
    const command = readCommand(shell, from)
    at = command.end
    if (command.unclosed) at = ++passes < MAX_PASSES ? from : text.length
    const where = `command ${++number}`
    try {
      for (const request of requestsOf(command, input)) {
        const delivery = toDelivery(request, `${name}, ${where}`, command)
        if (delivery) deliveries.push(delivery)
        else notices.add(where, 'sends no data; skipped')
      }
    } catch (error) {
      if (!(error instanceof CurlFault)) throw error
      fault ??= error
      notices.add(where, `${error.why}; skipped`)
    }
  }
  if (number === 0) throw badCapture(name, 'has no curl command', [FORMATS_HINT])
  if (deliveries.length === 0 && fault) throw badCapture(name, `the command ${fault.why}`, fault.hints)
  return deliveries
}

function requestsOf(command: Command, { readReferenced }: CaptureInput): CurlRequest[] {
  if (command.fault !== undefined) throw new CurlFault(command.fault)
  let expanded = false
  const requests = curlRequests(command.words, path => {
    if (path === '-' && command.stdin) {
      expanded = command.stdin.expanded
      return command.stdin.text
    }
    if (path === '-') throw new CurlFault('sends its standard input, which the paste does not show')
    if (!readReferenced) {
      throw new CurlFault('sends a file (@...), which is read only where that is allowed', [
        '--files <folder> allows the files of a folder to be read',
      ])
    }
    return Buffer.from(referenced(readReferenced, path)).toString('latin1')
  })
  return requests.map(one => ({ ...one, expanded: one.expanded || expanded }))
}

function referenced(read: (path: string) => Uint8Array, path: string): Uint8Array {
  try {
    return read(Buffer.from(path, 'latin1').toString('utf8'))
  } catch (error) {
    const why = error instanceof CvHookError ? `: ${error.message}` : ''
    throw new CurlFault(`sends a file (@...) that cannot be read${why}`, [
      'a relative path begins at the folder given by --files',
    ])
  }
}

function toDelivery(request: CurlRequest, source: string, command: Command): CapturedDelivery | undefined {
  const { headers, notes } = request
  const data = request.data === undefined ? undefined : asMeant(request.data, notes)
  const method = (request.method ?? (data === undefined ? 'GET' : 'POST')).toUpperCase()
  if (!mayDeliver(method, headers)) return undefined
  if (data === undefined) notes.push('the command has no data')
  if (command.typographic) notes.push('typographic quotes were taken for the quotes of the shell')
  return makeDelivery({
    source,
    format: 'curl',
    trust: 'typed',
    method,
    path: pathOf(withScheme(request.url ?? '')),
    headers,
    body: data === undefined ? undefined : Buffer.from(data, 'latin1'),
    complete: data !== undefined,
    lossy: request.expanded
      ? 'a variable or the output of a command stands in the data: only the shell knew it'
      : undefined,
    notes,
  })
}

/** mitmproxy up to version 8 writes control characters as `\xNN`, which no shell undoes and JSON does not know. */
function asMeant(data: string, notes: string[]): string {
  const undone = undoControls(data)
  if (undone === data || parsed(data) || !parsed(undone)) return data
  notes.push('control characters stood there as \\xNN, as mitmproxy writes them: they were put back')
  return undone
}

/** curl guesses the scheme where a URL has none. */
const withScheme = (url: string) => (url.includes('://') ? url : `http://${url}`)
