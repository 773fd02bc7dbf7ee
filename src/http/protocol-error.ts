/** What comes over a connection and is no HTTP request: what it most likely is, and the answer that ends the connection. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Refusal } from './refusals.js'

const TLS_HANDSHAKE = 0x16
/** Time for the answer to be read before the connection is closed for good. */
const LINGER = 1000

/** What a parser's error means; undefined where the sender has gone and there is nobody to tell. */
export function protocolFault(error: NodeJS.ErrnoException & { rawPacket?: Buffer }): Refusal | undefined {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
    case 'HPE_INVALID_EOF_STATE':
      return undefined
    case 'HPE_HEADER_OVERFLOW':
      return { reason: 'head-too-large', status: 431, text: 'the head of the request is larger than 64 KiB' }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { reason: 'too-slow', status: 408, text: 'the request did not come in time' }
    default:
      return error.rawPacket?.[0] === TLS_HANDSHAKE
        ? { reason: 'tls', status: 400, text: 'this port speaks plain http, and the sender speaks TLS: use http://' }
        : { reason: 'not-http', status: 400, text: 'what came is no HTTP/1.1 request' }
  }
}

/** Answers on the bare connection, then closes it. */
export function answerProtocolError(socket: Socket, { status, text }: Refusal): void {
  const body = `${JSON.stringify({ error: text })}\n`
  const allow = status === 405 ? 'allow: POST\r\n' : ''
  socket.on('error', () => {})
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${allow}content-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
  const timer = setTimeout(() => socket.destroy(), LINGER)
  socket.on('close', () => clearTimeout(timer))
}
