/** One fictional delivery, and short ways to read recordings of it. */
import type { CapturedDelivery } from '../../src/captures/delivery.js'
import { type ParsedCaptures, type ParseOptions, parseCaptures } from '../../src/captures/parse.js'

/** Accents, an emoji, quotes of both kinds, an escaped line break, a number whose spelling `JSON.parse` would lose. */
export const BODY = `{"event":"ADD_CASE_COMMENT","payload":{"comments":{"id":"c-1","message":"Zoë: \\"it's fine\\" 💉 a/b\\n<ok> +1 100%"},"amount":12.50,"note":null,"tags":[]}}`

/** Bytes of {@link BODY}. */
export const LENGTH = 156

/** openssl dgst -sha256 -hmac fictional-secret, over {@link BODY}. */
export const SIGNATURE = '56e9ea78378ab2127ae0468b43305469b594ddd397b8ebe1e5bba5e9dfae4593'

/** The same over no bytes at all. */
export const OTHER_DIGEST = 'ae2551150cd164634d63b75ba6b46f6a8c30d6e5a01945c2c7c297e631653dfd'

/** A small body without anything difficult. */
export const PLAIN = '{"event":"REOPEN_CASE","payload":{"id":"c-2"}}'

/** Reads a recording. */
export function read(recording: string | Uint8Array, options: Partial<ParseOptions> = {}): ParsedCaptures {
  return parseCaptures(Buffer.from(recording as string), { name: 'capture', ...options })
}

/** Reads a recording of one delivery. */
export function readOne(recording: string | Uint8Array, options: Partial<ParseOptions> = {}): CapturedDelivery {
  const { deliveries } = read(recording, options)
  if (deliveries.length !== 1) throw new Error(`${deliveries.length} deliveries`)
  return deliveries[0]!
}

/** The body as text. */
export const textOf = (delivery: CapturedDelivery | undefined): string | undefined =>
  delivery?.body === undefined ? undefined : Buffer.from(delivery.body).toString('utf8')

/** The first value of the signature header. */
export const signatureOf = (delivery: CapturedDelivery | undefined): string | undefined =>
  delivery?.headers.find(([name]) => name.toLowerCase() === 'x-cv-signature')?.[1]

/** A raw request. */
export function request(body = BODY, more: readonly string[] = [], line = 'POST /hooks/cv?x=1 HTTP/1.1'): string {
  const headers = [`X-CV-Signature: ${SIGNATURE}`, `Content-Length: ${Buffer.byteLength(body)}`, ...more]
  return [line, 'Host: localhost:3000', 'Content-Type: application/json', ...headers, '', body].join('\r\n')
}
