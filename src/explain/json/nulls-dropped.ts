/** Members that were left out because they are null, or empty: put back where the template has them. */
import type { JsonMember, JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'
import type { JsonAxis } from './axis.js'
import { changed, isNull, NULL, rewrite, textNode } from './rewrite.js'

export const nullsDropped: JsonAxis = {
  id: 'json-nulls-dropped',
  opens: ['json-empty-strings', 'json-empty-containers'],
  *undo(tree, shape) {
    if (!shape) return
    const all = restored(tree, shape, () => NULL)
    if (all === tree) return
    const known = restored(tree, shape, at => (at.nil ? NULL : undefined))
    const empties = restored(tree, shape, emptyOf)
    yield* changed(tree, known, empties, all)
  },
}

function emptyOf(shape: Shape): JsonNode | undefined {
  if (shape.nil) return NULL
  if (shape.emptyText) return textNode('')
  return shape.array && !shape.item ? { kind: 'array', items: [] } : undefined
}

function restored(tree: JsonNode, shape: Shape, missing: (shape: Shape) => JsonNode | undefined): JsonNode {
  return rewrite(tree, shape, (node, at) => {
    if (node.kind !== 'object' || !at?.members || node.members.length === 0) return node
    const shapes = at.members
    const known = new Set(node.members.map(one => shapes.find(one.key)?.rank))
    if (known.size - (known.has(undefined) ? 1 : 0) === shapes.size) return node
    const members: JsonMember[] = [...node.members]
    let place = 0
    for (const { name, shape: inner, rank } of shapes.all()) {
      if (known.has(rank)) {
        place = members.findIndex(one => shapes.find(one.key)?.rank === rank) + 1
        continue
      }
      const value = missing(inner)
      if (value) members.splice(place++, 0, { key: JSON.stringify(name), value })
    }
    return members.length === node.members.length ? node : { kind: 'object', members }
  })
}

/** A tree without the members that are null: what Gson and Jackson's NON_NULL write. */
export function withoutNulls(tree: JsonNode): JsonNode {
  return rewrite(tree, undefined, node => {
    if (node.kind !== 'object') return node
    const members = node.members.filter(one => !isNull(one.value))
    return members.length === node.members.length ? node : { kind: 'object', members }
  })
}
