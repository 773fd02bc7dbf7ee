/** What every report is made from: one run and its results, in the report's own terms, so that any command can hand one in. */

/**
 * How a result came out.
 *
 * `flaky`: right in the end, after tries that were not. `inconclusive`: nothing can be said of it. `error`: it could not
 * be tried, e.g. since the endpoint was not reached. `skip`: left out, or accepted as it is.
 */
export type Outcome = 'pass' | 'fail' | 'flaky' | 'inconclusive' | 'error' | 'skip'

/** Every outcome, the ones to act on first. */
export const OUTCOMES = ['fail', 'error', 'inconclusive', 'flaky', 'skip', 'pass'] as const satisfies readonly Outcome[]

/** One thing that was tried. Texts may hold anything: they are made harmless here. What may not be shown is masked before. */
export interface ReportResult {
  /** Unique in the run and the same on the next one, e.g. `refuses-no-signature`. */
  id: string
  title: string
  /** Results of a group stand together. */
  group: string
  /** A `should` that was not met does not make the run fail; a strict run hands in `must`. */
  level: 'must' | 'should'
  outcome: Outcome
  expected?: string
  actual?: string
  durationMs?: number
  /** Why it matters, or why it was left out: sentences. */
  why?: string
  /** What to do: sentences. */
  fix?: string
  /** A command to copy. */
  reproduce?: string
  /** Further lines, shown as they are. */
  details?: readonly string[]
}

/** A run. */
export interface ReportRun {
  /** The command without its program, e.g. `send`. */
  command: string
  title: string
  /** When it began, in epoch milliseconds. */
  startedAt: number
  durationMs: number
  /** What the results hold for, by name, in the order to show it: version, endpoint, secret's label, seed. */
  facts: readonly (readonly [name: string, value: string])[]
  results: readonly ReportResult[]
  /** Why the results are not all there, e.g. that the run was interrupted; such a run did not pass. */
  problem?: string
}

/** How many results had each outcome. */
export function countOutcomes(results: readonly ReportResult[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { pass: 0, fail: 0, flaky: 0, inconclusive: 0, error: 0, skip: 0 }
  for (const { outcome } of results) counts[outcome]++
  return counts
}

/** Whether a result is not as it should be, at whatever level. */
export const isUnmet = ({ outcome }: ReportResult) =>
  outcome === 'fail' || outcome === 'error' || outcome === 'inconclusive'

/** Whether a result is worth more than its row in a table. */
export const isNotable = (result: ReportResult) =>
  isUnmet(result) || result.outcome === 'flaky' || (result.details?.length ?? 0) > 0

/** Whether a result makes the run fail. */
export const failsRun = (result: ReportResult) => result.level === 'must' && isUnmet(result)

/** The outcome of the whole run. */
export function runPassed({ results, problem }: ReportRun): boolean {
  return problem === undefined && !results.some(failsRun)
}

/** `7 passed, 1 failed, 2 skipped`: what there is none of is left out. */
export function countsInWords(results: readonly ReportResult[]): string {
  const counts = countOutcomes(results)
  const parts = [...OUTCOMES]
    .reverse()
    .filter(one => counts[one] > 0)
    .map(one => `${counts[one]} ${OUTCOME_WORDS[one]}`)
  return parts.length === 0 ? 'nothing was tried' : parts.join(', ')
}

/** The sentences about a result by what they say, as far as there are any. */
export function resultFacts({ expected, actual, why, fix }: ReportResult): Array<[name: string, fact: string]> {
  return Object.entries({ expected, actual, why, fix }).filter(
    (fact): fact is [string, string] => fact[1] !== undefined,
  )
}

/** An outcome as a word for people. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pass: 'passed',
  fail: 'failed',
  flaky: 'flaky',
  inconclusive: 'inconclusive',
  error: 'not possible',
  skip: 'skipped',
}

/** The groups with their results, in the order in which each first appears. */
export function groupResults(results: readonly ReportResult[]): Map<string, ReportResult[]> {
  const groups = new Map<string, ReportResult[]>()
  for (const result of results) {
    const group = groups.get(result.group)
    if (group) group.push(result)
    else groups.set(result.group, [result])
  }
  return groups
}
