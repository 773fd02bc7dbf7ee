/** Changing places of a tree in many ways: the tree is written once, not once for each way. */
import type { JsonNode } from '../../core/json-tree.js'
import type { Write } from './axis.js'
import { rewrite } from './rewrite.js'

/** Stands for a place: no JSON text holds it. */
export const MARK = '\0'

/** What is written between the leaves that are places: one piece more than there are places. */
export function between(tree: JsonNode, write: Write, isPlace: (node: JsonNode) => boolean): string[] {
  return write(rewrite(tree, undefined, node => (isPlace(node) ? { kind: 'word', raw: MARK } : node))).split(MARK)
}

/**
 * Texts in which some of the places were changed; none where there are too many places.
 *
 * @param otherOf what a leaf may have been, as JSON text; nothing where it is no such place
 * @param most places of which every subset is tried
 */
export function* fillings(
  tree: JsonNode,
  write: Write,
  otherOf: (node: JsonNode) => string | undefined,
  most: number,
): Iterable<string> {
  const places: Array<readonly [as: string, other: string]> = []
  const [first = '', ...rest] = between(tree, write, node => {
    const other = places.length > most ? undefined : otherOf(node)
    if (other !== undefined) places.push([write(node), other])
    return other !== undefined
  })
  if (places.length > most) return
  for (let subset = 1; subset < 2 ** places.length; subset++) {
    let text = first
    for (let index = 0; index < rest.length; index++) text += places[index]![(subset >> index) % 2]! + rest[index]!
    yield text
  }
}
