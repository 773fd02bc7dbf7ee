/** Numbers spelled by another language, and numbers that became text or the other way round. */
import { decoded, jsNumber } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import type { JsonAxis } from './axis.js'
import { fillings } from './fillings.js'
import { changed, rewrite, textNode } from './rewrite.js'

/** Texts that look like numbers of which every subset is tried. */
const MAX_FREE = 8
const NUMERIC = /^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/

export const numbers: JsonAxis = {
  id: 'json-numbers',
  *undo(tree, shape) {
    const spelled = rewrite(tree, shape, respelled)
    const typed = rewrite(spelled, shape, (node, at) => {
      if (node.kind === 'text' && at?.number && !at.text) return unquoted(node)
      return node.kind === 'number' && at?.text && !at.number && !at.date ? textNode(node.raw) : node
    })
    const bare = rewrite(spelled, shape, (node, at) => (node.kind === 'text' && !at ? unquoted(node) : node))
    yield* changed(tree, spelled)
    if (typed !== spelled) yield typed
    if (bare !== spelled) yield bare
  },
  undoMore: (tree, _, write) => fillings(tree, write, bareNumber, MAX_FREE),
}

function respelled(node: JsonNode): JsonNode {
  if (node.kind !== 'number') return node
  const raw = jsNumber(node.raw)
  return raw === node.raw ? node : { kind: 'number', raw }
}

function bareNumber(node: JsonNode): string | undefined {
  const bare = node.kind === 'text' ? unquoted(node) : node
  return bare !== node && 'raw' in bare ? bare.raw : undefined
}

function unquoted(node: JsonNode & { raw: string }): JsonNode {
  const text = decoded(node.raw)
  return text.length < 48 && NUMERIC.test(text) ? { kind: 'number', raw: jsNumber(text) } : node
}
