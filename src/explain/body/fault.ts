/** The shape of a fault that changes the bytes of a body. */
import type { CauseId } from '../causes.js'
import type { ExplainInput } from '../explanation.js'
import type { BodyView } from '../view.js'

/** A body that somebody may have signed, or hashed. */
export interface Candidate {
  readonly body: Uint8Array | string
  /** What was done, for people. */
  readonly how?: string
  /** Whether nothing can be wrong inside it, since something was put around what is at hand. */
  readonly closed?: boolean
  /** Whether nothing that is seen suggests it: not looked for inside another fault, and tried with other keys last, if at all. */
  readonly guess?: boolean
  /** Whether it is too rare to be tried with every fault of a secret; the frequent ones go with it. */
  readonly rare?: boolean
  /** Where one file knows several causes: which of them this is. */
  readonly causes?: readonly CauseId[]
}

/** One way in which a body is changed. */
export interface BodyFault {
  readonly id: CauseId
  /** Bodies that the sender may have signed, given the changed one. */
  undo?(view: BodyView, input: ExplainInput): Iterable<Candidate>
  /** Whether what `undo` gives may have other faults of its own, to be undone in turn. */
  readonly wraps?: boolean
  /** What a receiver with this fault hashes, given the right body. */
  redo?(original: BodyView): Iterable<Candidate>
  /** What is seen of it where nothing can be proven. */
  evidence?(view: BodyView, input: ExplainInput): string | undefined
  /** Whether its evidence explains everything else that looks odd. */
  readonly decisive?: boolean
}
