/** The shape of a fault in a secret. It works both ways: either side may be the one that has it right. */
import type { CauseId } from '../causes.js'

/** A key that one side may use. */
export interface KeyVariant {
  readonly key: string | Uint8Array
  /** What the signer has, against the secret at hand. */
  readonly how: string
  /** Where several faults meet. */
  readonly causes?: readonly CauseId[]
}

/** One way in which a secret is changed. */
export interface SecretFault {
  readonly id: CauseId
  /** How many of the first keys are frequent enough to be tried with bodies that have several faults. */
  readonly frequent: number
  keys(secret: string): Iterable<KeyVariant>
}
