/** Charsets of large bodies: UTF-8, Latin-1, Windows-1252 and UTF-16 turned into one another while they pass. */
import { fromCp1252, toCp1252, toLatin1 } from '../body/latin1.js'
import { converted, type Pieces } from './pieces.js'

/** Each byte as the UTF-8 of the character that it is in Latin-1, or in Windows-1252. */
export const singleBytesAsUtf8 = (bytes: Uint8Array, windows: boolean): Pieces =>
  converted(bytes, windows ? fromCp1252 : slice => slice.toString('latin1'))

/** The characters of UTF-8 as single bytes; no pieces from where one has none. */
export const utf8AsSingleBytes = (bytes: Uint8Array, windows: boolean): Pieces =>
  converted(
    bytes,
    slice => {
      const text = slice.toString('utf8')
      return (windows ? toCp1252(text) : undefined) ?? toLatin1(text)
    },
    at => isInCharacter(bytes, at),
  )

/** UTF-16 as UTF-8, without a mark. */
export function utf16AsUtf8(bytes: Uint8Array, big: boolean): Pieces {
  const high = big ? 2 : 1
  const isCut = (at: number) => at % 2 === 1 || (bytes[at - high]! & 0xfc) === 0xd8
  return converted(bytes, slice => (big ? Buffer.from(slice).swap16() : slice).toString('utf16le'), isCut)
}

/** UTF-8 as UTF-16. */
export function utf8AsUtf16(bytes: Uint8Array, big: boolean): Pieces {
  const encoded = (slice: Buffer) => Buffer.from(slice.toString('utf8'), 'utf16le')
  return converted(
    bytes,
    slice => (big ? encoded(slice).swap16() : encoded(slice)),
    at => isInCharacter(bytes, at),
  )
}

const isInCharacter = (bytes: Uint8Array, at: number) => (bytes[at]! & 0xc0) === 0x80
