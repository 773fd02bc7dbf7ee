/** From the text that a format writes for a body back to bytes. */
import { asBuffer } from '../core/bytes.js'

/** Bytes, and why they cannot be those that were sent, if so. */
export interface BodyBytes {
  bytes: Uint8Array
  lossy?: string
}

/** Half of a surrogate pair, which no bytes stand for. */
export const LONE_SURROGATE = /[\ud800-\udfff]/u
const NOT_AN_ESCAPED_BYTE = /[\ud800-\udc7f\udd00-\udfff]/u
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/
const UNPADDED = /^[A-Za-z0-9+/_-]*$/

/** A replaced character in a text that was decoded from bytes. */
export const REPLACED = 'the recording holds U+FFFD, which stands for bytes that were not UTF-8 and are lost'

/**
 * The UTF-8 bytes of a text. Python writes bytes that are not UTF-8 as the lone surrogates U+DC80 to U+DCFF
 * ("surrogateescape", so does mitmproxy): they become those bytes again.
 */
export function textBytes(text: string): BodyBytes {
  if (!LONE_SURROGATE.test(text)) {
    const bytes = Buffer.from(text, 'utf8')
    return text.includes('\ufffd') ? { bytes, lossy: REPLACED } : { bytes }
  }
  if (NOT_AN_ESCAPED_BYTE.test(text)) {
    return {
      bytes: Buffer.from(text, 'utf8'),
      lossy: 'the recording holds half a surrogate pair, which no bytes stand for',
    }
  }
  const parts: Buffer[] = []
  for (const part of text.split(/([\udc80-\udcff]+)/u)) {
    const escaped = LONE_SURROGATE.test(part)
    parts.push(
      escaped ? Buffer.from(part.split('').map(char => char.charCodeAt(0) - 0xdc00)) : Buffer.from(part, 'utf8'),
    )
  }
  return { bytes: Buffer.concat(parts) }
}

/** The bytes of base64 text, plain or URL-safe, line breaks allowed; `undefined` for text that is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s/g, '')
  if (!BASE64.test(digits) || digits.replace(/=/g, '').length % 4 === 1) return undefined
  return Buffer.from(digits, 'base64')
}

const PIECE = 64 * 1024

/** Decodes base64 in place, piece by piece, so that a long body costs no memory; the bytes are a part of those given. */
export function base64InPlace(text: Uint8Array): Uint8Array | undefined {
  const buffer = asBuffer(text)
  let to = 0
  for (let from = 0; from < buffer.length; from += PIECE) {
    const piece = buffer.toString('latin1', from, Math.min(from + PIECE, buffer.length))
    const last = from + PIECE >= buffer.length
    if (!(last ? BASE64 : UNPADDED).test(piece)) return from === 0 ? base64Bytes(buffer.toString('latin1')) : undefined
    to += buffer.write(piece, to, 'base64')
  }
  return buffer.subarray(0, to)
}
