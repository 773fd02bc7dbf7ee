/** Members that were sorted or shuffled: put back into the order of the template, else permuted near the top. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonMember, JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'
import type { JsonAxis } from './axis.js'
import { changed, rewrite } from './rewrite.js'

const MAX_PERMUTED = 5

export const keyOrder: JsonAxis = {
  id: 'json-key-order',
  *undo(tree, shape) {
    if (shape) yield* changed(tree, ordered(tree, shape))
  },
  *undoMore(tree, shape) {
    const base = shape ? ordered(tree, shape) : tree
    if (base.kind !== 'object') return
    for (const top of permutations(base.members)) {
      const at = top.findIndex(one => one.value.kind === 'object')
      const payload = top[at]?.value
      if (payload?.kind !== 'object') yield { kind: 'object', members: top }
      else {
        for (const inner of permutations(payload.members)) {
          yield {
            kind: 'object',
            members: top.with(at, { key: top[at]!.key, value: { kind: 'object', members: inner } }),
          }
        }
      }
    }
  },
  evidence(tree, shape, orderKnown) {
    if (!sortedThroughout(tree, byText) && !sortedThroughout(tree, byLength)) return undefined
    if (shape && ordered(tree, shape) === tree) return undefined
    return orderKnown
      ? "the members are sorted at every level; the sender's are not"
      : "the members are sorted at every level, which the sender's hardly are (their order is unknown for this event)"
  },
}

/** A tree with its members in the order of a shape; those that it does not know come after. */
export function ordered(tree: JsonNode, shape: Shape): JsonNode {
  return rewrite(tree, shape, (node, at) => {
    if (node.kind !== 'object' || !at?.members) return node
    const rank = new Map([...at.members.keys()].map((name, index) => [name, index]))
    const place = (member: JsonMember) => rank.get(decoded(member.key)) ?? rank.size
    const members = node.members.toSorted((a, b) => place(a) - place(b))
    return members.every((member, index) => member === node.members[index]) ? node : { kind: 'object', members }
  })
}

/** By code units: what sort_keys, Go and canonical JSON do. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** By length, then bytes: what jsonb of PostgreSQL does. */
export const byLength = (a: string, b: string) =>
  Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b))

/** A tree with the members of every object sorted. */
export function sorted(tree: JsonNode, compare: (a: string, b: string) => number): JsonNode {
  return rewrite(tree, undefined, node => {
    if (node.kind !== 'object') return node
    const members = node.members.toSorted((a, b) => compare(decoded(a.key), decoded(b.key)))
    return members.every((member, index) => member === node.members[index]) ? node : { kind: 'object', members }
  })
}

function sortedThroughout(tree: JsonNode, compare: (a: string, b: string) => number): boolean {
  let telling = 0
  let all = true
  rewrite(tree, undefined, node => {
    if (node.kind === 'object' && all) {
      const names = node.members.map(one => decoded(one.key))
      if (names.length > 2) telling++
      all = names.every((name, index) => index === 0 || compare(names[index - 1]!, name) <= 0)
    }
    return node
  })
  return all && telling > 0
}

function* permutations(members: readonly JsonMember[]): Iterable<JsonMember[]> {
  if (members.length > MAX_PERMUTED) yield [...members]
  else if (members.length < 2) yield [...members]
  else {
    for (const [index, first] of members.entries()) {
      for (const rest of permutations(members.toSpliced(index, 1))) yield [first, ...rest]
    }
  }
}
