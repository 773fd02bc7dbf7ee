/** Where a large body may begin and end: all that differs only there is hashed in one pass. */

import { formatSize } from '../../core/units.js'
import { ADDED, blanksAround } from '../body/ends.js'
import { usualLengths } from '../body/truncated.js'
import { type Ending, WHOLE } from './change.js'
import { NOTHING } from './pieces.js'

/** Endings that the sender may have signed. */
export function undoneEndings(bytes: Buffer): Ending[] {
  const { end } = blanksAround(bytes)
  const cuts = new Set<number>()
  if (bytes.at(-1) === 0x0a) cuts.add(bytes.length - (bytes.at(-2) === 0x0d ? 2 : 1))
  if (end < bytes.length) cuts.add(end)
  return [
    ...[...cuts].map((left): Ending => ({ left, added: NOTHING, causes: ['body-trailing-bytes'] })),
    WHOLE,
    ...ADDED.map(([added]): Ending => ({ added: Buffer.from(added), causes: ['body-trimmed'] })),
  ]
}

/** Endings that a receiver may have hashed. */
export function redoneEndings(bytes: Buffer): Ending[] {
  const { end } = blanksAround(bytes)
  return [
    ...usualLengths(bytes.length).map(
      (left): Ending => ({
        left,
        added: NOTHING,
        causes: ['body-truncated'],
        how: `cut off after ${formatSize(left)}`,
      }),
    ),
    ...(end < bytes.length
      ? [{ left: end, added: NOTHING, causes: ['body-trimmed'], how: 'the end trimmed' } as const]
      : []),
    WHOLE,
    ...ADDED.map(
      ([added, how]): Ending => ({ added: Buffer.from(added), causes: ['body-trailing-bytes'], how: `${how} added` }),
    ),
  ]
}

/** Endings of pieces of which so many bytes are missing at the start, or more. */
export const moved = (endings: readonly Ending[], by: number): Ending[] =>
  endings.map(one => (one.left === undefined ? one : { ...one, left: one.left + by }))
