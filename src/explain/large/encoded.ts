/** Large bodies that are base64 or hex text, or become it. */
import { converted, type Pieces } from './pieces.js'

/** Base64 as it stands in texts, plain or URL-safe. */
export const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/
export const HEX = /^[0-9a-fA-F]+$/
const LOOKED_AT = 48 * 1024

/** What a body is encoded with, by its beginning; nothing where it is plain. */
export function encodingOf(bytes: Uint8Array): 'base64' | 'hex' | undefined {
  const start = bare(Buffer.from(bytes.subarray(0, LOOKED_AT)))
  if (HEX.test(start)) return 'hex'
  return BASE64.test(start) ? 'base64' : undefined
}

/** What an encoded body holds; quotes and line breaks in it count for nothing. */
export function decodedPieces(bytes: Uint8Array, encoding: 'base64' | 'hex'): Pieces {
  const unit = encoding === 'hex' ? 2 : 4
  let rest = ''
  let left = bytes.length
  return converted(bytes, slice => {
    left -= slice.length
    const text = rest + bare(slice)
    const whole = left === 0 ? text.length : text.length - (text.length % unit)
    rest = text.slice(whole)
    return Buffer.from(text.slice(0, whole), encoding)
  })
}

/** A body as text of an encoding. */
export const encodedPieces = (bytes: Uint8Array, encoding: 'base64' | 'base64url' | 'hex', upper = false): Pieces =>
  converted(bytes, slice => (upper ? slice.toString(encoding).toUpperCase() : slice.toString(encoding)))

const bare = (slice: Buffer) => slice.toString('latin1').replace(/[ \t\r\n"]/g, '')
