/** What came of a check. */
import type { DeliveryResult } from '../http/delivery.js'
import type { Check } from './check.js'

/**
 * - `flaky`: right, but not at the first attempt.
 * - `inconclusive`: the answer proves nothing, for better or worse.
 * - `error`: no answer.
 * - `skip`: not run; the reason is told.
 */
export const OUTCOMES = ['pass', 'fail', 'flaky', 'inconclusive', 'error', 'skip'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What is said of one or more answers. */
export interface Verdict {
  readonly outcome: Outcome
  /** What was answered, in a few words of ours. */
  readonly actual: string
  /** What that means, where it is not as it should be. */
  readonly note?: string
  /** The answer that decided. */
  readonly answer?: DeliveryResult
}

/** A check that was run, or told as not run. */
export interface CheckResult extends Verdict {
  readonly check: Check
  readonly expected: string
  /** From the first request to the last answer, without pauses. */
  readonly durationMs: number
}

/** Whether an outcome is as it should be. */
export const isGood = (outcome: Outcome): boolean => outcome === 'pass' || outcome === 'flaky'
