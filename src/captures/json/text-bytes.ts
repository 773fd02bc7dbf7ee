/** A text of JSON decoded from bytes to bytes in place, so that a long one costs no memory beyond its line. */

/** What a text came to. */
export interface DecodedText {
  /** The decoded bytes: a part of the buffer that was given. */
  bytes: Uint8Array
  /** The position behind the closing quote. */
  end: number
  /** Whether it held half a surrogate pair, which no bytes stand for. */
  lossy: boolean
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const LOWER_U = 0x75
const REPLACEMENT = 0xfffd
const LEAD = [0, 0xc0, 0xe0, 0xf0]

/** For each letter of an escape the byte that it means, 0 where there is none. */
const MEANT = new Uint8Array(256)
for (const [letter, byte] of ['b\b', 'f\f', 'n\n', 'r\r', 't\t', '""', '//', '\\\\'].map(pair => Buffer.from(pair))) {
  MEANT[letter!] = byte!
}

/**
 * Decodes the text that begins behind its opening quote; the bytes from there on are overwritten.
 *
 * @returns `undefined` when it has no end, or is no JSON text; then the bytes are overwritten in part
 */
export function decodeTextInPlace(buffer: Uint8Array, from: number): DecodedText | undefined {
  const { length } = buffer
  let to = from
  let lossy = false
  for (let at = from; at < length; at++) {
    let byte = buffer[at]!
    if (byte === QUOTE) return { bytes: buffer.subarray(from, to), end: at + 1, lossy }
    if (byte < 0x20) return undefined
    if (byte === BACKSLASH) {
      const letter = buffer[++at]!
      if (letter === LOWER_U) {
        const point = codePoint(buffer, at - 1)
        if (!point) return undefined
        lossy ||= point.alone
        to = put(buffer, to, point.code)
        at += point.units * 6 - 2
        continue
      }
      byte = MEANT[letter] ?? 0
      if (byte === 0) return undefined
    }
    buffer[to++] = byte
  }
  return undefined
}

/** The code point of one or two escapes `\uXXXX` at a position. */
function codePoint(buffer: Uint8Array, at: number): { code: number; units: number; alone: boolean } | undefined {
  const code = unit(buffer, at)
  if (code === undefined) return undefined
  if (code < 0xd800 || code > 0xdfff) return { code, units: 1, alone: false }
  const low = code <= 0xdbff ? unit(buffer, at + 6) : undefined
  if (low === undefined || low < 0xdc00 || low > 0xdfff) return { code: REPLACEMENT, units: 1, alone: true }
  return { code: 0x10000 + (code - 0xd800) * 0x400 + low - 0xdc00, units: 2, alone: false }
}

/** The code unit of an escape `\uXXXX` at a position. */
function unit(buffer: Uint8Array, at: number): number | undefined {
  if (buffer[at] !== BACKSLASH || buffer[at + 1] !== 0x75) return undefined
  let code = 0
  for (let digit = at + 2; digit < at + 6; digit++) {
    const value = hexValue(buffer[digit] ?? 0)
    if (value === undefined) return undefined
    code = code * 16 + value
  }
  return code
}

function hexValue(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined
}

/** Writes a code point as UTF-8; never longer than its escape was. */
function put(buffer: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    buffer[at] = code
    return at + 1
  }
  const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
  buffer[at] = LEAD[more]! | (code >> (6 * more))
  for (let left = more; left > 0; left--) buffer[at + 1 + more - left] = 0x80 | ((code >> (6 * (left - 1))) & 0x3f)
  return at + 1 + more
}
