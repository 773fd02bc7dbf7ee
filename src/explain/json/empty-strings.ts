/** Empty texts that became null. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'
import type { JsonAxis } from './axis.js'
import { fillings } from './fillings.js'
import { changed, isNull, NULL, rewrite, rewriteTexts, textNode } from './rewrite.js'

/** Nulls of which every subset is tried. */
const MAX_FREE = 10

export const emptyStrings: JsonAxis = {
  id: 'json-empty-strings',
  needs: /null/,
  *undo(tree, shape) {
    if (!shape) return
    const where = (test: (at: Shape) => boolean) =>
      rewrite(tree, shape, (node, at) => (isNull(node) && at && test(at) ? textNode('') : node))
    const all = where(at => at.text)
    if (all === tree) return
    yield* changed(
      tree,
      where(at => at.emptyText),
      where(at => at.text && !at.nil),
      all,
    )
  },
  undoMore: (tree, _, write) => fillings(tree, write, node => (isNull(node) ? '""' : undefined), MAX_FREE),
}

/** What ConvertEmptyStringsToNull of Laravel makes of a tree. */
export const emptyTextsToNull = (tree: JsonNode) =>
  rewrite(tree, undefined, node => (node.kind === 'text' && decoded(node.raw) === '' ? NULL : node))

/** What TrimStrings of Laravel makes of a tree. */
export const trimmedTexts = (tree: JsonNode) => rewriteTexts(tree, undefined, text => text.trim())
