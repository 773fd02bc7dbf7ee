/** Members that were sorted or shuffled: put back into the order of the template, else permuted near the top. */
import { decoded, jsString } from '../../core/json-spelling.js'
import type { JsonMember, JsonNode } from '../../core/json-tree.js'
import type { Shape, ShapeMembers } from '../shape.js'
import type { JsonAxis } from './axis.js'
import { MARK } from './fillings.js'
import { changed, rewrite } from './rewrite.js'

const MAX_PERMUTED = 5
/** Orders of the top and of the first object in it that are combined; where there are more, one of them changes. */
const MAX_ORDERS = 720
/** Orders of which the sender's would hardly be the sorted one. */
const TELLING_ORDERS = 1000

export const keyOrder: JsonAxis = {
  id: 'json-key-order',
  *undo(tree, shape) {
    if (shape) yield* changed(tree, ordered(tree, shape))
  },
  *undoMore(tree, shape, write) {
    const base = shape ? ordered(tree, shape) : tree
    if (base.kind !== 'object') return
    const written = ({ key, value }: JsonMember) => `${jsString(key)}:${write(value)}`
    const payload = base.members.find(one => one.value.kind === 'object')
    const tops = objectsOf(base.members.map(one => (one === payload ? `${jsString(one.key)}:${MARK}` : written(one))))
    const inners = payload?.value.kind === 'object' ? objectsOf(payload.value.members.map(written)) : ['']
    const both = tops.length * inners.length <= MAX_ORDERS
    for (const [index, inner] of inners.entries()) {
      for (const top of both || index === 0 ? tops : tops.slice(0, 1)) yield top.split(MARK).join(inner)
    }
  },
  evidence(tree, shape, orderKnown) {
    const sorts = sortedThroughout(tree, byText) ?? sortedThroughout(tree, byLength)
    if (orderKnown && shape) {
      if (!disordered(tree, shape)) return undefined
      return sorts
        ? "the members are sorted at every level; the sender's are not"
        : 'the members stand in another order than the sender gives them'
    }
    // An inferred order neither blames nor clears.
    return sorts !== undefined && sorts >= TELLING_ORDERS
      ? "the members are sorted at every level, which the sender's hardly are (their order is unknown for this event)"
      : undefined
  },
}

/** A tree with its members in the order of a shape; those that it does not know come after. */
export function ordered(tree: JsonNode, shape: Shape): JsonNode {
  return rewrite(tree, shape, (node, at) => {
    if (node.kind !== 'object' || !at?.members || isInOrder(node.members, at.members)) return node
    const { members } = at
    const place = ({ key }: JsonMember) => members.find(key)?.rank ?? members.size
    return { kind: 'object', members: node.members.toSorted((a, b) => place(a) - place(b)) }
  })
}

function isInOrder(members: readonly JsonMember[], shape: ShapeMembers): boolean {
  let last = 0
  for (const { key } of members) {
    const place = shape.find(key)?.rank ?? shape.size
    if (place < last) return false
    last = place
  }
  return true
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

/** In how many orders the members could stand, if they are sorted in every object; nothing if they are not. */
function sortedThroughout(tree: JsonNode, compare: (a: string, b: string) => number): number | undefined {
  let orders = 1
  let all = true
  rewrite(tree, undefined, node => {
    if (node.kind === 'object' && all) {
      const names = node.members.map(one => decoded(one.key))
      for (let count = 2; count <= names.length; count++) orders *= count
      all = names.every((name, index) => index === 0 || compare(names[index - 1]!, name) <= 0)
    }
    return node
  })
  return all && orders > 1 ? orders : undefined
}

// Members that the shape does not know may stand anywhere.
function disordered(tree: JsonNode, shape: Shape): boolean {
  let found = false
  rewrite(tree, shape, (node, at) => {
    if (node.kind === 'object' && at?.members) {
      const { members } = at
      const known = node.members.filter(one => members.find(one.key) !== undefined)
      found ||= !isInOrder(known, members)
    }
    return node
  })
  return found
}

const objectsOf = (members: readonly string[]) => [...permutations(members)].map(order => `{${order.join(',')}}`)

function* permutations<T>(list: readonly T[]): Iterable<T[]> {
  if (list.length < 2 || list.length > MAX_PERMUTED) yield [...list]
  else {
    for (const [index, first] of list.entries()) {
      for (const rest of permutations(list.toSpliced(index, 1))) yield [first, ...rest]
    }
  }
}
