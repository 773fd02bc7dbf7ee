/** The head of an HTTP/1.x message in text of one character per byte: start line and headers. */
import { stripBlanks } from '../../core/signature.js'
import type { RawHeader } from '../record.js'

/** A head, and where it ends. */
export interface Head {
  start: StartLine
  headers: RawHeader[]
  /** Where the body begins. */
  end: number
  /** Whether the empty line that ends a head is there. */
  complete: boolean
  /** Whether every line ends in CR LF. */
  crlf: boolean
  notes: string[]
}

/** What the first line says. */
export type StartLine = { end: number; version: string } & (
  | { kind: 'request'; method: string; target: string }
  | { kind: 'response'; status: number }
)

const REQUEST = /([A-Za-z][A-Za-z-]{1,19}) ([!-~\u0080-\u00ff]{1,8192}) HTTP\/(\d(?:\.\d)?)[ \t]{0,8}(?:\r?\n|$)/y
const RESPONSE = /HTTP\/(\d(?:\.\d)?) ([1-5]\d\d)(?: [^\r\n]{0,400})?(?:\r?\n|$)/y
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/

/** The start line at a position, if there is one. */
export function startLineAt(text: string, at: number): StartLine | undefined {
  REQUEST.lastIndex = at
  const request = REQUEST.exec(text)
  if (request) {
    return {
      kind: 'request',
      method: request[1]!,
      target: request[2]!,
      version: request[3]!,
      end: at + request[0].length,
    }
  }
  RESPONSE.lastIndex = at
  const response = RESPONSE.exec(text)
  if (!response) return undefined
  return { kind: 'response', status: Number(response[2]), version: response[1]!, end: at + response[0].length }
}

/** The next position, from one on and before a limit, where a line begins with a start line. */
export function nextStart(text: string, from: number, limit: number): number | undefined {
  for (let at = nextLine(text, from); at < limit; at = nextLine(text, at)) {
    if (startLineAt(text, at)) return at
  }
  return undefined
}

/** Where the line after a position begins; the length of the text when there is none. */
export function nextLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed === -1 ? text.length : feed + 1
}

/** Reads the headers that follow a start line. */
export function readHead(text: string, start: StartLine): Head {
  const head: Head = {
    start,
    headers: [],
    end: start.end,
    complete: false,
    crlf: endsInCrlf(text, start.end),
    notes: [],
  }
  let folded = false
  while (head.end < text.length) {
    const next = nextLine(text, head.end)
    const line = withoutEnd(text.slice(head.end, next))
    if (startLineAt(text, head.end)) break
    const isLine = text[next - 1] === '\n'
    if (isLine) head.crlf &&= endsInCrlf(text, next)
    head.end = next
    if (line === '' && isLine) {
      head.complete = true
      break
    }
    folded = addLine(head, line) || folded
  }
  if (folded) head.notes.push('a header stands on several lines; they were joined by a space')
  if (!head.complete) head.notes.push('the head has no end: the recording is cut off there')
  return head
}

/** Adds a line of the head; says whether it continues the header before. */
function addLine(head: Head, line: string): boolean {
  const last = head.headers.at(-1)
  if (last && (line[0] === ' ' || line[0] === '\t')) {
    head.headers[head.headers.length - 1] = [last[0], `${last[1]} ${stripBlanks(line)}`]
    return true
  }
  const colon = line.indexOf(':')
  const name = stripBlanks(line.slice(0, Math.max(0, colon)))
  if (NAME.test(name)) head.headers.push([name, stripBlanks(line.slice(colon + 1))])
  else if (!head.notes.includes(NO_HEADER)) head.notes.push(NO_HEADER)
  return false
}

const NO_HEADER = 'the head has a line that is no header; it was left out'

const endsInCrlf = (text: string, end: number) => text[end - 2] === '\r'

/** Drops one line break at the end. */
export function withoutEnd(line: string): string {
  if (!line.endsWith('\n')) return line
  return line.slice(0, line.endsWith('\r\n') ? -2 : -1)
}
