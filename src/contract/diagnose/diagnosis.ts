/** What a diagnosis came to. */
import type { CauseId } from '../../explain/causes.js'
import type { DeliveryResult } from '../../http/delivery.js'

/**
 * - `found`: a receiver that refuses valid deliveries, and why.
 * - `latent`: it accepts what is usual, and stumbles over something else.
 * - `sound`: nothing was found.
 * - `unverified`: it accepts what is forged.
 * - `no-refusal`: it answers what is forged by something else than a refusal.
 * - `not-signature`: the answer is not about the signature.
 * - `unknown`: it refuses, and nothing that was tried is accepted.
 * - `unreachable`, `interrupted`.
 */
export type DiagnosisVerdict =
  | 'found'
  | 'latent'
  | 'sound'
  | 'unverified'
  | 'no-refusal'
  | 'not-signature'
  | 'unknown'
  | 'unreachable'
  | 'interrupted'

/** The result of a diagnosis. */
export interface Diagnosis {
  readonly verdict: DiagnosisVerdict
  /** `proven`: a signature was accepted that only such a receiver accepts; `observed`: a correctly signed body was refused. */
  readonly proof: 'proven' | 'observed' | 'likely' | 'none'
  readonly causes: readonly CauseId[]
  /** What the receiver does, where that is known. */
  readonly how?: string
  /** Hazards of the bodies that were refused though they were signed correctly. */
  readonly refused: readonly string[]
  /** How many bodies of the ladder were sent. */
  readonly rungs: number
  readonly requests: number
  /** The answer to the valid delivery. */
  readonly control: DeliveryResult
}
