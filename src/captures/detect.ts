/** Which format a file has, by looking at it. */
import { asBuffer } from '../core/bytes.js'
import type { CaptureFormat } from './delivery.js'
import { MAX_IN_MEMORY, plainFile, uncoloured } from './encoding.js'
import { foreignFile } from './foreign.js'
import { CURL_COMMAND } from './formats/curl.js'
import { jsonOutline } from './json/outline.js'
import { parsed } from './json/parsed.js'
import { findBufferObjects } from './log/buffer-object.js'
import { findBodies } from './log/find.js'
import { findInFields } from './log/in-fields.js'
import { findPasted } from './log/pasted.js'
import { isOwnText } from './own.js'
import { badCapture, FORMATS_HINT } from './problems.js'

const HEAD = 1024 ** 2
const OUTLINE = 8 * 1024 ** 2

const HAR = /^\s{0,999}\{\s{0,999}"log"\s{0,999}:\s{0,999}\{/
const PRINTED_STREAM =
  /^(?:\d\d:\d\d:\d\d\.\d{6} )?(?:\[\d{1,10}-\d{1,10}\] )?=> Send header, \d{1,12} bytes|^Follow: [a-z0-9]{2,10},[a-z0-9-]{2,20}\r?$/m
const REQUEST_LINE = /^(?:> )?[A-Za-z][A-Za-z-]{1,19} [!-~\u0080-\u00ff]{1,8192} HTTP\/\d(?:\.\d)?[ \t]{0,8}\r?$/m

/** Members that tell a format: one of them is enough, at the root or in each item of a list there. */
const AWS = [
  'requestContext',
  'httpMethod',
  'rawPath',
  'routeKey',
  'multiValueHeaders',
  'isBase64Encoded',
  'detail-type',
  'TopicArn',
]
const AWS_RECORDS = ['eventSource', 'EventSource', 'Sns', 'receiptHandle', 'messageId'].map(name => `Records[].${name}`)
const NGROK = ['requests[].request', 'request.raw', 'request.uri']
const WEBHOOK_SITE = ['data[].token_id', 'data[].content', 'token_id', 'custom_action_output']
const LOG_MEMBERS = ['level', 'msg', 'message', 'time', 'timestamp', '@timestamp', 'severity', 'hostname', 'logger']

/**
 * The format of a file, from its content alone.
 *
 * @throws CvHookError `bad-capture` for a file that is no capture, with the list of formats
 */
export function detectFormat(bytes: Uint8Array, name = 'the file'): CaptureFormat {
  const plain = plainFile(bytes).bytes
  const head = latin1(plain, HEAD)
  if (head.trim() === '' && plain.length <= HEAD) throw badCapture(name, 'is empty', [FORMATS_HINT])
  const foreign = foreignFile(latin1(bytes, 256))
  if (foreign) throw badCapture(name, foreign.what, [foreign.hint, FORMATS_HINT])
  if (isOwnText(head)) return 'cv-hook'
  const first = head.trimStart()[0]
  const format = (first === '{' || first === '[' ? jsonFormat(plain) : undefined) ?? textFormat(plain, head)
  if (format) return format
  throw badCapture(name, 'is no capture of a delivery that can be recognised', [
    FORMATS_HINT,
    'a file that is the body itself, damaged or not, needs --format body or --signature',
  ])
}

/** The format of a file that can be read piece by piece, from its first 64 KiB or so; UTF-16 cannot. */
export function streamedFormat(head: Uint8Array): 'cv-hook' | 'har' | undefined {
  const { bytes, converted } = plainFile(head)
  if (converted) return undefined
  const text = latin1(bytes, HEAD)
  if (isOwnText(text)) return 'cv-hook'
  return HAR.test(text) ? 'har' : streamedOutline(jsonOutline(bytes, HEAD))
}

/** The format of a file whose signature is given beside it, from its first bytes: the body, unless it begins as no body does. */
export function formatBeside(head: Uint8Array): CaptureFormat {
  const streamed = streamedFormat(head)
  if (streamed) return streamed
  const start = latin1(plainFile(head).bytes, 1024)
  if (/^[A-Z]{3,20} [!-~]{1,900} HTTP\/\d(?:\.\d)?\r?\n/.test(start)) return 'http'
  if (/^\s{0,20}curl(?:\.exe)?\s/.test(start)) return 'curl'
  const inSentence = /^[\s\ufeff]{0,20}[^\s{[]/.test(start) && findPasted(uncoloured(head), []).length > 0
  return inSentence ? 'text' : 'body'
}

function streamedOutline(paths: ReadonlySet<string>): 'cv-hook' | 'har' | undefined {
  if (paths.has('cvHookCapture') || paths.has('cvHookAnswer')) return 'cv-hook'
  return paths.has('log.entries') || paths.has('log.creator') ? 'har' : undefined
}

function jsonFormat(bytes: Uint8Array): CaptureFormat | undefined {
  const paths = jsonOutline(bytes, OUTLINE)
  const streamed = streamedOutline(paths)
  if (streamed) return streamed
  const has = (path: string) => paths.has(path) || paths.has(`[].${path}`)
  if (AWS.some(has) || AWS_RECORDS.some(has)) return 'aws'
  if (NGROK.some(has)) return 'ngrok'
  if (WEBHOOK_SITE.some(has) || (has('uuid') && has('content'))) return 'webhook-site'
  const isBody = paths.has('event') && paths.has('payload') && !LOG_MEMBERS.some(member => paths.has(member))
  return isBody && (bytes.length > MAX_IN_MEMORY || parsed(Buffer.from(bytes).toString('utf8'))) ? 'body' : undefined
}

function textFormat(bytes: Uint8Array, head: string): CaptureFormat | undefined {
  if (PRINTED_STREAM.test(head)) return 'http'
  const request = head.search(REQUEST_LINE)
  const command = head.search(CURL_COMMAND)
  if (command !== -1 && (request === -1 || command < request)) return 'curl'
  if (request !== -1) return 'http'
  const holdsBody = (text: string) =>
    findBodies(text).bodies.length > 0 ||
    findPasted(text, []).length > 0 ||
    findBufferObjects(text).length > 0 ||
    findInFields(text).bodies.length > 0
  const size = bytes.length > MAX_IN_MEMORY ? HEAD : bytes.length
  const text = uncoloured(bytes.subarray(0, size))
  return holdsBody(text.slice(0, HEAD)) || (text.length > HEAD && holdsBody(text)) ? 'text' : undefined
}

const latin1 = (bytes: Uint8Array, limit: number) => asBuffer(bytes).toString('latin1', 0, limit)
