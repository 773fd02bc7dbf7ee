/** Bytes added at the ends of a body, or removed from them. */
import type { BodyFault } from './fault.js'

const BLANK: ReadonlySet<number | undefined> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20])
const ADDED: ReadonlyArray<readonly [bytes: string, how: string]> = [
  ['\n', 'a line feed'],
  ['\r\n', 'a CRLF'],
  [' ', 'a blank'],
  ['\0', 'a NUL'],
  ['\n\n', 'two line feeds'],
  ['\t', 'a tab'],
  ['\r', 'a carriage return'],
]

export const trailingBytes: BodyFault = {
  id: 'body-trailing-bytes',
  *undo({ bytes }) {
    let end = bytes.length
    if (bytes[end - 1] === 0x0a) yield { body: bytes.subarray(0, bytes[end - 2] === 0x0d ? end - 2 : end - 1) }
    while (end > 0 && BLANK.has(bytes[end - 1])) end--
    if (end < bytes.length) yield { body: bytes.subarray(0, end) }
    let start = 0
    while (start < end && BLANK.has(bytes[start])) start++
    if (start > 0) {
      yield { body: bytes.subarray(start) }
      if (end < bytes.length) yield { body: bytes.subarray(start, end) }
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
    for (const [added] of ADDED) yield { body: Buffer.concat([bytes, Buffer.from(added)]), guess: true }
    for (const added of ['\n', ' ', '\r\n']) yield { body: Buffer.concat([Buffer.from(added), bytes]), guess: true }
  },
  *redo({ bytes }) {
    let end = bytes.length
    while (end > 0 && BLANK.has(bytes[end - 1])) end--
    let start = 0
    while (start < end && BLANK.has(bytes[start])) start++
    if (end < bytes.length) yield { body: bytes.subarray(0, end), how: 'the end trimmed' }
    if (start > 0) yield { body: bytes.subarray(start, end), how: 'both ends trimmed' }
  },
}
