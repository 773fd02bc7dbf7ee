/** What an explanation says to whoever asked for it: the same to a program that calls the library as in a record. */
import type { CauseId } from '../explain/causes.js'
import type { Proof } from '../explain/explanation.js'
import type { AdvisedExplanation } from './explain-delivery.js'

/** An explanation. Nothing in it holds a secret, or a value of the body. */
export interface Explained {
  /** How sure it is. */
  proof: Proof
  /** Stable ids, in the order of the catalogue. */
  causes: CauseId[]
  /** One sentence. */
  summary: string
  /** What to do: one or a few sentences. */
  fix: string
  /** The framework that the fix is for, and whether it was only guessed. */
  framework?: { id: string; title: string; guessed: boolean }
  /** Which serializer the body looks like. */
  looksLike?: string
  /** The name of the secret that fits, or that is suspected. */
  secret?: string
  /** Where the body differs from what was signed: byte offset and a masked window. */
  where?: { offset: number; text: string; hex: string }
}

/** The parts of an explanation that are told. */
export function toldOf({ proof, causes, summary, where, looksLike, secret, advice }: AdvisedExplanation): Explained {
  return {
    proof,
    causes,
    summary,
    fix: advice.fix,
    ...(advice.framework ? { framework: advice.framework } : {}),
    ...(looksLike === undefined ? {} : { looksLike }),
    ...(secret === undefined ? {} : { secret }),
    ...(where ? { where } : {}),
  }
}
