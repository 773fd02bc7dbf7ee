/** Names that a JavaScript parser merges, or moves to the front because they look like numbers. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonMember, JsonNode } from '../../core/json-tree.js'
import type { JsonAxis } from './axis.js'
import { changed, rewrite } from './rewrite.js'

const INDEX = /^(?:0|[1-9]\d{0,9})$/
const MAX_INDEX = 2 ** 32 - 1

export const duplicateKeys: JsonAxis = {
  id: 'json-duplicate-keys',
  *undo(tree) {
    yield* changed(tree, asParsed(tree), indexesLast(tree))
  },
}

/** A tree as `JSON.parse` makes it: of names that stand twice the last value, names that are indexes first. */
export const asParsed = (tree: JsonNode): JsonNode => merged(tree, indexesFirst)

/** A tree as most parsers make it: of names that stand twice the last value, in the place of the first. */
export function merged(tree: JsonNode, ordered = (names: string[]) => names): JsonNode {
  return rewrite(tree, undefined, node => {
    if (node.kind !== 'object' || isPlain(node.members)) return node
    const byName = new Map<string, JsonMember>()
    for (const member of node.members) byName.set(decoded(member.key), member)
    const members = ordered([...byName.keys()]).map(name => byName.get(name)!)
    return same(members, node.members) ? node : { kind: 'object', members }
  })
}

const indexesFirst = (names: string[]) => [
  ...names.filter(isIndex).sort((a, b) => Number(a) - Number(b)),
  ...names.filter(name => !isIndex(name)),
]

// Most objects: no name stands twice, is escaped, or begins like an index.
function isPlain(members: readonly JsonMember[]): boolean {
  const keys = new Set<string>()
  for (const { key } of members) {
    const first = key.charCodeAt(1)
    if ((first >= 0x30 && first <= 0x39) || key.includes('\\')) return false
    keys.add(key)
  }
  return keys.size === members.length
}

function indexesLast(tree: JsonNode): JsonNode {
  return rewrite(tree, undefined, node => {
    if (node.kind !== 'object' || isPlain(node.members)) return node
    const isMoved = (member: JsonMember) => isIndex(decoded(member.key))
    const members = [...node.members.filter(one => !isMoved(one)), ...node.members.filter(isMoved)]
    return same(members, node.members) ? node : { kind: 'object', members }
  })
}

const isIndex = (name: string) => INDEX.test(name) && Number(name) < MAX_INDEX

const same = (one: readonly JsonMember[], other: readonly JsonMember[]) =>
  one.length === other.length && one.every((member, index) => member === other[index])
