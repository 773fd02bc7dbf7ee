/** The byte order mark of UTF-8, added or dropped. */
import type { BodyFault } from './fault.js'

export const BOM = Buffer.from([0xef, 0xbb, 0xbf])

export const bom: BodyFault = {
  id: 'body-bom',
  wraps: true,
  *undo({ bytes }) {
    if (bytes.subarray(0, 3).equals(BOM)) yield { body: bytes.subarray(3) }
    else yield { body: Buffer.concat([BOM, bytes]), closed: true, guess: true }
  },
  *redo({ bytes }) {
    if (bytes.subarray(0, 3).equals(BOM)) yield { body: bytes.subarray(3), how: 'the byte order mark dropped' }
    else yield { body: Buffer.concat([BOM, bytes]), how: 'a byte order mark added' }
  },
}
