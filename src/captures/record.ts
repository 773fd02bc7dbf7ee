/** cv-hook's own capture: NDJSON with a receipt line for each delivery and, once it was answered, an answer line. */
import { isUtf8 } from 'node:buffer'
import { asBuffer } from '../core/bytes.js'
import { percentDecoded } from '../core/percent.js'
import { looksSecret } from '../core/secrets.js'

/** One header as it stood on the wire; values are latin1 code points. */
export type RawHeader = readonly [name: string, value: string]

/** How the recording that a redacted copy was made of had the delivery. */
export interface RecordedAs {
  format: string
  /** How far its bytes could be trusted. */
  bytes: string
  /** Whether they could not be those that were sent. */
  lossy?: true
}

/** What a receipt line says of a delivery. */
export interface Receipt {
  direction: 'in' | 'out'
  id: string
  /** Epoch milliseconds; for a delivery that went out, when it was sent; `undefined` where nobody knows. */
  receivedAt: number | undefined
  method: string
  path: string
  httpVersion: string
  headers: readonly RawHeader[]
  body: Uint8Array
  /** Whether the whole body is there. */
  complete: boolean
  verdict?: string
  code?: string
  secret?: string | undefined
  findings?: unknown[]
  /** Of a redacted copy. */
  recordedAs?: RecordedAs
  /** Of a redacted copy: what was found of the original, without any value of it. */
  original?: object
}

/** What an answer line says. */
export interface AnswerNote {
  id: string
  status: number
  durationMs: number
  forward?: unknown[]
}

/** Stands for a value that may not be kept. */
export const MASKED = '<masked>'

const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/**
 * A path and query as a capture may hold it: the value of a query parameter is masked where its name looks secret.
 * For deliveries that went out, whose URL is the user's own; what came in is kept as it came.
 */
export function keptPath(path: string): string {
  const at = path.indexOf('?')
  if (at < 0) return path
  return (
    path.slice(0, at) +
    path
      .slice(at)
      .replace(/([?&][^&=]*=)[^&]+/g, (pair, start: string) =>
        looksSecret(percentDecoded(start.slice(1, -1))) ? start + MASKED : pair,
      )
  )
}

/**
 * The receipt line as bytes, with its newline. The body's UTF-8 is never decoded: each byte passes as one latin1 character,
 * of which JSON escapes the same ones as of the text.
 *
 * @param secretHeaders lower-case names of further headers whose values are secrets (static ones)
 */
export function receiptBytes(receipt: Receipt, secretHeaders: ReadonlySet<string> = NONE): Uint8Array {
  const { body, headers, receivedAt, ...rest } = receipt
  const bytes = asBuffer(body)
  const { verdict, code, secret, findings, complete, original, ...request } = rest
  const head = JSON.stringify({
    cvHookCapture: 1,
    ...request,
    receivedAt: receivedAt === undefined ? undefined : new Date(receivedAt).toISOString(),
    headers: headers.map(([name, value]) => [name, isSecret(name, secretHeaders) ? MASKED : value]),
  })
  const tail = JSON.stringify({ complete, verdict, code, secret, findings, original })
  const content = isUtf8(bytes)
    ? `"body":${JSON.stringify(bytes.toString('latin1'))}`
    : `"bodyBase64":"${bytes.toString('base64')}"`
  return Buffer.from(`${asBytes(head.slice(0, -1))},${content},${asBytes(tail.slice(1))}\n`, 'latin1')
}

/** The receipt line as text. */
export function receiptLine(receipt: Receipt, secretHeaders: ReadonlySet<string> = NONE): string {
  return Buffer.from(receiptBytes(receipt, secretHeaders)).toString('utf8')
}

const NONE: ReadonlySet<string> = new Set()

/** A text's UTF-8 with each byte as one latin1 character. */
const asBytes = (text: string) => (/[^\x00-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text)

/** The answer line, with its newline. */
export function answerLine(answer: AnswerNote): string {
  return `${JSON.stringify({ cvHookAnswer: 1, ...answer })}\n`
}

const isSecret = (name: string, more: ReadonlySet<string>) =>
  SECRET_HEADERS.has(name.toLowerCase()) || more.has(name.toLowerCase())
