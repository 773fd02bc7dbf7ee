/** Bytes added at the ends of a body, or removed from them. */
import type { BodyFault } from './fault.js'

const BLANK: ReadonlySet<number | undefined> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20])
/** What is added most often. */
export const ADDED: ReadonlyArray<readonly [bytes: string, how: string]> = [
  ['\n', 'a line feed'],
  ['\r\n', 'a CRLF'],
  [' ', 'a blank'],
  ['\0', 'a NUL'],
  ['\n\n', 'two line feeds'],
  ['\t', 'a tab'],
  ['\r', 'a carriage return'],
]

/** So many of them are dropped often, too. */
const OFTEN = 3

/** Where a body begins and ends without the blanks around it. */
export function blanksAround(bytes: Uint8Array): { start: number; end: number } {
  let end = bytes.length
  while (end > 0 && BLANK.has(bytes[end - 1])) end--
  let start = 0
  while (start < end && BLANK.has(bytes[start])) start++
  return { start, end }
}

export const trailingBytes: BodyFault = {
  id: 'body-trailing-bytes',
  wraps: true,
  *undo({ bytes }) {
    const closed = true
    const { start, end } = blanksAround(bytes)
    if (bytes.at(-1) === 0x0a) yield { body: bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1), closed }
    const zeros = bytes.findLastIndex(byte => byte !== 0) + 1
    // No JSON may have a NUL after it: what stands before may be JSON with faults of its own.
    if (zeros < bytes.length) yield { body: bytes.subarray(0, zeros) }
    if (end < zeros) yield { body: bytes.subarray(0, end), closed }
    if (start > 0) {
      yield { body: bytes.subarray(start), closed }
      if (end < bytes.length) yield { body: bytes.subarray(start, end), closed }
    }
  },
  *redo({ bytes }) {
    for (const [added, how] of ADDED) yield { body: Buffer.concat([bytes, Buffer.from(added)]), how: `${how} added` }
    yield { body: Buffer.concat([Buffer.from('\n'), bytes]), how: 'a line feed put before' }
  },
}

export const trimmed: BodyFault = {
  id: 'body-trimmed',
  *undo({ bytes }) {
    for (const [index, [added]] of ADDED.entries())
      yield { body: Buffer.concat([bytes, Buffer.from(added)]), guess: true, rare: index >= OFTEN }
    for (const added of ['\n', ' ', '\r\n'])
      yield { body: Buffer.concat([Buffer.from(added), bytes]), guess: true, rare: true }
  },
  *redo({ bytes }) {
    const { start, end } = blanksAround(bytes)
    if (end < bytes.length) yield { body: bytes.subarray(0, end), how: 'the end trimmed' }
    if (start > 0) yield { body: bytes.subarray(start, end), how: 'both ends trimmed' }
  },
}
