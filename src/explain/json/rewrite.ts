/** Changing a tree from the leaves up, along the template; what does not change is shared. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'

/** Gives a node, or another one in its place. */
export type Change = (node: JsonNode, shape: Shape | undefined) => JsonNode

/** A tree with every node changed; the same tree where nothing was. Depth is bounded by how trees are made. */
export function rewrite(node: JsonNode, shape: Shape | undefined, change: Change): JsonNode {
  if (node.kind === 'array') {
    const items = mapShared(node.items, item => rewrite(item, shape?.item, change))
    return change(items === node.items ? node : { kind: 'array', items }, shape)
  }
  if (node.kind === 'object') {
    const members = mapShared(node.members, member => {
      const value = rewrite(member.value, shape?.members?.get(decoded(member.key)), change)
      return value === member.value ? member : { key: member.key, value }
    })
    return change(members === node.members ? node : { kind: 'object', members }, shape)
  }
  return change(node, shape)
}

/** Trees that differ from the first, each once. */
export function* changed(tree: JsonNode, ...others: JsonNode[]): Iterable<JsonNode> {
  for (const other of others) if (other !== tree) yield other
}

/** A text node that says this. */
export const textNode = (value: string): JsonNode => ({ kind: 'text', raw: JSON.stringify(value) })

/** The word `null`. */
export const NULL: JsonNode = { kind: 'word', raw: 'null' }

/** Changes what texts say. */
export function rewriteTexts(
  tree: JsonNode,
  shape: Shape | undefined,
  change: (text: string, shape?: Shape) => string,
) {
  return rewrite(tree, shape, (node, at) => {
    if (node.kind !== 'text') return node
    const before = decoded(node.raw)
    const after = change(before, at)
    return after === before ? node : textNode(after)
  })
}

function mapShared<T>(list: readonly T[], map: (item: T) => T): readonly T[] {
  let copy: T[] | undefined
  for (let index = 0; index < list.length; index++) {
    const item = list[index]!
    const mapped = map(item)
    if (mapped !== item) copy ??= list.slice()
    if (copy) copy[index] = mapped
  }
  return copy ?? list
}
