/** Writing answers: to deliveries, and to requests that are turned away while their bodies may still be coming. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RawHeader } from '../captures/record.js'
import type { Refusal } from './refusals.js'

/** What a request is answered. */
export interface ListenerAnswer {
  status: number
  /** `content-type: application/json` unless given. The length is added. */
  headers?: readonly RawHeader[] | undefined
  body?: string | Uint8Array | undefined
  /**
   * Called once the answer has left, or the sender was found to be gone.
   *
   * @param sent whether it has left
   * @param durationMs from the last byte of the request to the answer
   */
  settled?(sent: boolean, durationMs: number): void
}

const JSON_TYPE: readonly RawHeader[] = [['content-type', 'application/json']]
/** How long a sender that was turned away may go on sending before it is cut off. */
const LINGER = 2000

/** Statuses whose answers have no body, not even an empty one. */
const BODILESS: ReadonlySet<number> = new Set([204, 304])

/** Sends the answer to a request that was read to its end. */
export function sendAnswer(response: ServerResponse, { status, headers = JSON_TYPE, body = '' }: ListenerAnswer): void {
  const flat: string[] = []
  for (const [name, value] of headers) flat.push(name, value)
  if (BODILESS.has(status)) {
    response.writeHead(status, flat).end()
    return
  }
  flat.push('content-length', String(typeof body === 'string' ? Buffer.byteLength(body) : body.length))
  response.writeHead(status, flat).end(body)
}

/** Sends the answer at once and whole, but keeps the connection for a while: an early close would take the answer back. */
export function sendEarly(request: IncomingMessage, response: ServerResponse, answer: ListenerAnswer): void {
  const { status, headers = JSON_TYPE, body = '' } = answer
  response.writeHead(status, [...headers, ['content-length', String(Buffer.byteLength(body))]].flat())
  if (request.method !== 'HEAD') response.write(body)
  const timer = setTimeout(() => request.socket.destroy(), LINGER)
  response.on('close', () => clearTimeout(timer))
  request.on('error', () => {})
  if (request.readableEnded) response.end()
  else request.on('end', () => response.end()).resume()
}

/** The answer to whoever asks whether the listener is there. */
export const HEALTHY: ListenerAnswer = { status: 200, body: '{"ok":true}\n' }

/** The answer of a refusal; the connection ends with it. */
export function refusalAnswer({ status, text }: Refusal): ListenerAnswer {
  const headers: RawHeader[] = [
    ['content-type', 'application/json'],
    ['connection', 'close'],
  ]
  if (status === 405) headers.push(['allow', 'POST'])
  return { status, headers, body: `${JSON.stringify({ error: text })}\n` }
}
