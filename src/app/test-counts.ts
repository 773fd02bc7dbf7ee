/** What a contract test came to: counts, what decides, and the exit code. */
import type { BaselineView } from '../contract/baseline.js'
import { type CheckResult, isGood, OUTCOMES, type Outcome } from '../contract/result.js'
import { EXIT } from '../core/errors.js'

/** How results are weighed. */
export interface Weighing {
  readonly strict: boolean
  readonly baseline: BaselineView
}

/** Results by outcome. */
export type OutcomeCounts = Record<Outcome, number>

/** Counts results by outcome. */
export function countOutcomes(results: readonly CheckResult[]): OutcomeCounts {
  const counts = Object.fromEntries(OUTCOMES.map(outcome => [outcome, 0])) as OutcomeCounts
  for (const { outcome } of results) counts[outcome]++
  return counts
}

/** Whether a result fails the run: no `should`, unless it is strict, and nothing that the baseline accepts. */
export function decides({ check, outcome }: CheckResult, { strict, baseline }: Weighing): boolean {
  return !isGood(outcome) && (strict || check.level === 'must') && !baseline.accepted.has(check.id)
}

/** The exit code: a receiver that never answered is unreachable, one that answered has passed or not. */
export function testExitCode(results: readonly CheckResult[], answered: boolean, weighing: Weighing): number {
  if (!answered) return EXIT.unreachable
  return results.some(result => decides(result, weighing)) ? EXIT.no : EXIT.ok
}
