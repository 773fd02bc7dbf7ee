/** Empty texts that became null. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'
import type { JsonAxis } from './axis.js'
import { changed, NULL, rewrite, rewriteTexts, textNode } from './rewrite.js'

/** Nulls of which every subset is tried. */
const MAX_FREE = 10

export const emptyStrings: JsonAxis = {
  id: 'json-empty-strings',
  *undo(tree, shape) {
    if (!shape) return
    const where = (test: (at: Shape) => boolean) =>
      rewrite(tree, shape, (node, at) => (isNull(node) && at && test(at) ? textNode('') : node))
    yield* changed(
      tree,
      where(at => at.emptyText),
      where(at => at.text && !at.nil),
      where(at => at.text),
    )
  },
  *undoMore(tree) {
    const nulls = countNulls(tree)
    if (nulls === 0 || nulls > MAX_FREE) return
    for (let subset = 1; subset < 2 ** nulls; subset++) {
      let index = 0
      yield rewrite(tree, undefined, node => (isNull(node) && (subset >> index++) % 2 === 1 ? textNode('') : node))
    }
  },
}

/** What ConvertEmptyStringsToNull of Laravel makes of a tree. */
export const emptyTextsToNull = (tree: JsonNode) =>
  rewrite(tree, undefined, node => (node.kind === 'text' && decoded(node.raw) === '' ? NULL : node))

/** What TrimStrings of Laravel makes of a tree. */
export const trimmedTexts = (tree: JsonNode) => rewriteTexts(tree, undefined, text => text.trim())

function countNulls(tree: JsonNode): number {
  let count = 0
  rewrite(tree, undefined, node => {
    if (isNull(node)) count++
    return node
  })
  return count
}

const isNull = (node: JsonNode) => node.kind === 'word' && node.raw === 'null'
