/** The shape of a fault that changes what JSON says or how it is built, apart from blanks and escapes. */
import type { JsonNode } from '../../core/json-tree.js'
import type { CauseId } from '../causes.js'
import type { Shape } from '../shape.js'

/** Writes a tree as the sender does. */
export type Write = (tree: JsonNode) => string

/** One independent way in which a serializer changes JSON. */
export interface JsonAxis {
  readonly id: CauseId
  /** What a body must hold for it to be there; default: anything. */
  readonly needs?: RegExp
  /** Few trees that the sender may have written, most plausible first; none where nothing shows this fault. */
  undo(tree: JsonNode, shape: Shape | undefined): Iterable<JsonNode>
  /** Axes that may have something to undo only after this one was undone. */
  readonly opens?: readonly CauseId[]
  /** Many more texts, tried alone and last. */
  undoMore?(tree: JsonNode, shape: Shape | undefined, write: Write): Iterable<string>
  /** What is seen of it where nothing can be proven. */
  evidence?(tree: JsonNode, shape: Shape | undefined, orderKnown: boolean): string | undefined
}
