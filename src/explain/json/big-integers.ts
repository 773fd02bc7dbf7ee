/** Integers beyond 2^53 that lost their last digits: few enough originals round to the same double to try each. */
import type { JsonNode } from '../../core/json-tree.js'
import type { JsonAxis } from './axis.js'
import { between } from './fillings.js'
import { rewrite } from './rewrite.js'

const LONG = /^-?[1-9]\d{15,40}$/
/** Digits that a double gives at most, and the fewest that suggest that more were there. */
const SHORTEST = 15
const LONGEST = 17
const MAX_NEIGHBOURS = 2048

export const bigIntegers: JsonAxis = {
  id: 'json-big-integers',
  undo: () => [],
  *undoMore(tree, _, write) {
    const all = bigOnes(tree)
    if (all.size !== 1) return
    const [raw] = all as Set<string>
    const pieces = between(tree, write, node => node.kind === 'number' && node.raw === raw)
    for (const original of roundingTo(raw!)) yield pieces.join(original)
  },
  evidence(tree) {
    return bigOnes(tree).size > 0
      ? 'a long integer ends in zeros, as after rounding to a floating-point number'
      : undefined
  },
}

function bigOnes(tree: JsonNode): Set<string> {
  const found = new Set<string>()
  rewrite(tree, undefined, node => {
    if (node.kind === 'number' && looksRounded(node.raw)) found.add(node.raw)
    return node
  })
  return found
}

function looksRounded(raw: string): boolean {
  if (!LONG.test(raw) || !raw.endsWith('0') || Number.isSafeInteger(Number(raw))) return false
  const digits = raw.replace(/^-/, '').replace(/0+$/, '').length
  return digits >= SHORTEST && digits <= LONGEST
}

function* roundingTo(raw: string): Iterable<string> {
  const double = Number(raw)
  const middle = BigInt(double)
  for (let step = 0n; step < MAX_NEIGHBOURS; step++) {
    const above = middle + step
    const below = middle - step
    const up = Number(above) === double
    const down = Number(below) === double
    if (!up && !down) return
    if (up && String(above) !== raw) yield String(above)
    if (down && step > 0n && String(below) !== raw) yield String(below)
  }
}
