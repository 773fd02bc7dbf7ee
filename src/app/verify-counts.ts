/** What a verification came to, in numbers. */
import { EXIT } from '../core/errors.js'
import type { Finding } from '../events/findings.js'
import { addJudgement, increase, type JudgementCounts, noJudgements } from './judgement-counts.js'
import type { Verified } from './verify.js'

/** The running counts of a verification. */
export interface VerifyCounts extends JudgementCounts {
  deliveries: number
  /** Deliveries by the causes that explain them, joined by ` + `. */
  causes: Map<string, number>
  /** Recordings that could not be read. */
  unreadable: number
  add(verified: Verified): void
}

/** Kinds of causes that are counted apart. */
const MOST_CAUSES = 200

/** Counts that start at zero. */
export function createVerifyCounts(): VerifyCounts {
  return {
    deliveries: 0,
    ...noJudgements(),
    causes: new Map(),
    unreadable: 0,
    add({ judgement, explanation }) {
      this.deliveries++
      addJudgement(this, judgement)
      const causes = explanation?.causes.join(' + ')
      if (causes) increase(this.causes, causes, MOST_CAUSES)
    },
  }
}

/** What is meant to be judged by its findings too. */
export type FailOn = Finding['severity'] | undefined

/** Whether a finding is one of those that are judged by. */
export const isFailing = ({ severity }: Finding, failOn: FailOn): boolean =>
  failOn !== undefined && (failOn === 'warning' || severity === 'error')

/**
 * The exit code of a verification: what could not be told before what was told to be wrong.
 *
 * @param unsigned the webhook has no secret, so that its deliveries are unsigned as they should be
 */
export function verifyExitCode(counts: VerifyCounts, failOn: FailOn, unsigned: boolean): number {
  const { verdicts, unreadable, deliveries, errors, warnings } = counts
  if (unreadable > 0 || verdicts.unverifiable > 0 || deliveries === 0) return EXIT.unable
  if (verdicts.invalid > 0 || (verdicts.unsigned > 0 && !unsigned)) return EXIT.no
  const bad = failOn === undefined ? 0 : failOn === 'error' ? errors : errors + warnings
  return bad > 0 ? EXIT.no : EXIT.ok
}
