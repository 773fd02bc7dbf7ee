/** Values in which a filter against scripting wrote entities. */
import type { JsonNode } from '../../core/json-tree.js'
import { ESCAPERS, unescapeHtml } from '../html.js'
import type { JsonAxis } from './axis.js'
import { changed, rewriteTexts } from './rewrite.js'

export const htmlValues: JsonAxis = {
  id: 'json-html-values',
  needs: /(?:&|\\u0026)[\w#]/,
  *undo(tree, shape) {
    yield* changed(tree, rewriteTexts(tree, shape, unescapeHtml))
  },
}

/** A tree with its values as each kind of filter writes them. */
export function* escapedValues(tree: JsonNode): Iterable<readonly [how: string, tree: JsonNode]> {
  for (const [how, escaped] of ESCAPERS) yield [how, rewriteTexts(tree, undefined, escaped)]
}
