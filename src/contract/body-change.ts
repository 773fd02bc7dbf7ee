/** Changes of a compact body that its data survives. */
import { treeOfText } from '../core/json-tree.js'
import { type WriteStyle, writeTree } from '../core/json-write.js'

/** A change of a body's text. */
export type BodyChange = (body: string) => string

/** Writes it in another style. */
export const styled =
  (style: WriteStyle): BodyChange =>
  body => {
    const tree = treeOfText(body)
    return tree ? writeTree(tree, style) : body
  }

/** Puts members at its end. */
export const withMembers =
  (members: string): BodyChange =>
  body =>
    body.replace(/\}$/, `,${members}}`)
