/** What a verification came to, in numbers. */
import { EXIT } from '../core/errors.js'
import type { Finding } from '../events/findings.js'
import type { Verdict } from './judge.js'
import type { Verified } from './verify.js'

/** The running counts of a verification. */
export interface VerifyCounts {
  deliveries: number
  verdicts: Record<Verdict, number>
  /** Valid deliveries by the label of their secret. */
  secrets: Map<string, number>
  errors: number
  warnings: number
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
    verdicts: { valid: 0, invalid: 0, unsigned: 0, unverifiable: 0 },
    secrets: new Map(),
    errors: 0,
    warnings: 0,
    causes: new Map(),
    unreadable: 0,
    add({ judgement, explanation }) {
      this.deliveries++
      this.verdicts[judgement.verdict]++
      if (judgement.secret !== undefined) increase(this.secrets, judgement.secret)
      for (const { severity } of judgement.findings) {
        if (severity === 'error') this.errors++
        else this.warnings++
      }
      const causes = explanation?.causes.join(' + ')
      if (causes && (this.causes.has(causes) || this.causes.size < MOST_CAUSES)) increase(this.causes, causes)
    },
  }
}

const increase = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

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
