/** A large body in pieces, as it is or changed while it passes: it is never in memory a second time. */
import { asBuffer } from '../../core/bytes.js'

/** Pieces of a body, each to be used before the next is asked for: its memory may be used again. */
export type Pieces = Iterable<Uint8Array>

/** A multiple of what base64, hex and UTF-16 take at a time. */
const PIECE = 12 * 1024
/** Bytes of UTF-8 that one byte becomes at most, in Windows-1252. */
const MOST_OF_ONE = 3

/** No bytes. */
export const NOTHING = new Uint8Array(0)

/** Bytes in pieces, with others before them. */
export function* piecesOf(bytes: Uint8Array, before = NOTHING): Pieces {
  if (before.length > 0) yield before
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

/**
 * Bytes whose pieces become text or other bytes.
 *
 * @param convert gives nothing where a piece cannot be converted; no more pieces come then
 * @param isCut whether a piece may not end before a place
 */
export function* converted(
  bytes: Uint8Array,
  convert: (piece: Buffer) => Uint8Array | string | undefined,
  isCut: (at: number) => boolean = () => false,
): Pieces {
  // Strings die young; buffers of this size would be the system's, and stay longer.
  const out = Buffer.allocUnsafe(PIECE * MOST_OF_ONE)
  const whole = asBuffer(bytes)
  for (let at = 0; at < whole.length; ) {
    let end = Math.min(at + PIECE, whole.length)
    while (end > at + 1 && end < whole.length && isCut(end)) end--
    const piece = convert(whole.subarray(at, end))
    if (piece === undefined) return
    yield typeof piece === 'string' ? out.subarray(0, out.write(piece)) : piece
    at = end
  }
}
