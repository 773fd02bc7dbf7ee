/** How much one search may try: counted in candidates and bytes hashed, never in time, so that a run is repeatable. */
import type { Budget } from '../explanation.js'
import { COPIES_LIMIT } from '../view.js'

const CANDIDATES = 8000
/** The forward search is asked for by name, for one delivery, and knows no evidence that would narrow it. */
const FORWARD_CANDIDATES = 16_000
/** Of bodies up to `SMALL` the number of candidates is the limit, of larger ones the bytes. */
const SMALL = 64 * 1024
const FLOOR_BYTES = 96 * 1024 * 1024
const MOST_BYTES = 384 * 1024 * 1024
const TIMES_BODY = 36
/** Of bodies that pass in pieces, which costs little besides: some seconds of hashing at most. */
const TIMES_IN_PIECES = 256
const MOST_IN_PIECES = 3 * 1024 ** 3

/** The budget for a body of a size in bytes, where none is given. */
export function defaultBudget(size: number): Budget {
  if (size > COPIES_LIMIT) return { candidates: CANDIDATES, bytes: Math.min(MOST_IN_PIECES, size * TIMES_IN_PIECES) }
  const floor = size <= SMALL ? FLOOR_BYTES : FLOOR_BYTES / 4
  return { candidates: CANDIDATES, bytes: Math.min(MOST_BYTES, Math.max(floor, size * TIMES_BODY)) }
}

/** The same for the forward search. */
export const forwardBudget = (size: number): Budget => ({ ...defaultBudget(size), candidates: FORWARD_CANDIDATES })
