/** JSON that a user writes to be sent: refused where JavaScript would silently send something else. */
import { CvHookError } from './errors.js'
import type { Json } from './path.js'

/**
 * Parses JSON.
 *
 * @throws SyntaxError when it is no JSON; CvHookError `usage` for a `__proto__` member or a number that would change
 */
export function parseJson(text: string): Json {
  return JSON.parse(text, (member, value) => {
    if (member === '__proto__') throw new CvHookError('usage', 'a member may not be called __proto__', AS_DATA)
    if (typeof value === 'number' && !(Number.isFinite(value) && Math.abs(value) <= MAX_EXACT)) {
      throw new CvHookError('usage', 'a number is too large to be sent as it is written', AS_DATA)
    }
    return value
  }) as Json
}

const AS_DATA = ['a body of your own is sent untouched with --data']

/** Fractions above this have no digits left; integers above it may have been rounded. */
const MAX_EXACT = Number.MAX_SAFE_INTEGER
