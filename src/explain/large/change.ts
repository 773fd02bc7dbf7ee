/** The shape of a change to a large body: pieces that pass, and the places at which what has passed may be the whole. */
import type { CauseId } from '../causes.js'
import { NOTHING, type Pieces } from './pieces.js'

/** Where a body may end, and what may follow there. */
export interface Ending {
  /** How many bytes of the pieces are left; default: all. */
  readonly left?: number
  readonly added: Uint8Array
  readonly causes: readonly CauseId[]
  readonly how?: string
}

/** One way to change a body. All of its endings cost one pass. */
export interface LargeChange {
  /** Whether nothing that is seen suggests it. */
  readonly guess?: boolean
  /** Known once its pieces have passed. */
  readonly causes: () => readonly CauseId[]
  /** A stable name, empty for the body as it is. */
  readonly route: string
  readonly how?: string
  readonly pieces: () => Pieces
  readonly endings: readonly Ending[]
}

/** The body to its end, and nothing more. */
export const WHOLE: Ending = { added: NOTHING, causes: [] }

/** What a change with one of its endings gives. */
export function* endedPieces({ pieces }: LargeChange, { left = Number.POSITIVE_INFINITY, added }: Ending): Pieces {
  let room = left
  for (const piece of pieces()) {
    yield room < piece.length ? piece.subarray(0, room) : piece
    room -= piece.length
    if (room <= 0) break
  }
  yield added
}
