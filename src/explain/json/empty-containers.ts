/** Empty objects and arrays that were confused, or empty arrays that became null. */
import type { JsonNode } from '../../core/json-tree.js'
import type { JsonAxis } from './axis.js'
import { fillings } from './fillings.js'
import { changed, isNull, NULL, rewrite } from './rewrite.js'

/** Empty containers of which every subset is tried. */
const MAX_FREE = 8

const OBJECT: JsonNode = { kind: 'object', members: [] }
const ARRAY: JsonNode = { kind: 'array', items: [] }

export const emptyContainers: JsonAxis = {
  id: 'json-empty-containers',
  needs: /null|\[\s*\]|\{\s*\}/,
  *undo(tree, shape) {
    const typed = rewrite(tree, shape, (node, at) => {
      if (isEmptyArray(node) && at?.members && !at.array) return OBJECT
      if (isEmptyObject(node) && at?.array && !at.members) return ARRAY
      return isNull(node) && at?.array && !at.nil ? ARRAY : node
    })
    const objects = rewrite(tree, shape, node => (isEmptyArray(node) ? OBJECT : node))
    const arrays = rewrite(tree, shape, node => (isEmptyObject(node) ? ARRAY : node))
    yield* changed(tree, typed, objects, arrays)
  },
  undoMore: (tree, _, write) => fillings(tree, write, otherEmpty, MAX_FREE),
}

/** What PHP writes for a decoded body: every empty object as an array. */
export const phpEmpties = (tree: JsonNode) => rewrite(tree, undefined, node => (isEmptyObject(node) ? ARRAY : node))

/** What old Rails reads: every empty array as null. */
export const railsEmpties = (tree: JsonNode) => rewrite(tree, undefined, node => (isEmptyArray(node) ? NULL : node))

const isEmptyArray = (node: JsonNode) => node.kind === 'array' && node.items.length === 0
const isEmptyObject = (node: JsonNode) => node.kind === 'object' && node.members.length === 0
const otherEmpty = (node: JsonNode) => (isEmptyArray(node) ? '{}' : isEmptyObject(node) ? '[]' : undefined)
