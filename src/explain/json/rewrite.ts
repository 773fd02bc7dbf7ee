/** Changing a tree from the leaves up, along the template; what does not change is shared. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonMember, JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'

/** Gives a node, or another one in its place. */
export type Change = (node: JsonNode, shape: Shape | undefined) => JsonNode

/** A tree with every node changed; the same tree where nothing was. Depth is bounded by how trees are made. */
export function rewrite(node: JsonNode, shape: Shape | undefined, change: Change): JsonNode {
  if (node.kind === 'array') {
    const { items } = node
    let copy: JsonNode[] | undefined
    for (let index = 0; index < items.length; index++) {
      const item = rewrite(items[index]!, shape?.item, change)
      if (item === items[index]) continue
      copy ??= items.slice()
      copy[index] = item
    }
    return change(copy ? { kind: 'array', items: copy } : node, shape)
  }
  if (node.kind === 'object') {
    const { members } = node
    let copy: JsonMember[] | undefined
    for (let index = 0; index < members.length; index++) {
      const member = members[index]!
      const value = rewrite(member.value, shape?.members?.find(member.key)?.shape, change)
      if (value === member.value) continue
      copy ??= members.slice()
      copy[index] = { key: member.key, value }
    }
    return change(copy ? { kind: 'object', members: copy } : node, shape)
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

export const isNull = (node: JsonNode): boolean => node.kind === 'word' && node.raw === 'null'

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
