/** Failures that somebody has accepted, each for a reason and perhaps for a time. */
import type { BaselineEntry } from '../store/baseline.js'
import type { CheckResult } from './result.js'
import { isGood } from './result.js'

/** What a baseline makes of the results. */
export interface BaselineView {
  /** The accepted failures among the results, by id. */
  readonly accepted: ReadonlyMap<string, BaselineEntry>
  /** Failures whose entry is out of date. */
  readonly expired: readonly BaselineEntry[]
  /** Entries whose check passes now, so that they can go. */
  readonly obsolete: readonly BaselineEntry[]
}

/**
 * Compares results with a baseline. Only failures can be accepted: what was not run, or proves nothing, stays as it is.
 *
 * @param now epoch milliseconds
 */
export function viewBaseline(
  entries: readonly BaselineEntry[],
  results: readonly CheckResult[],
  now: number,
): BaselineView {
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  const accepted = new Map<string, BaselineEntry>()
  const expired: BaselineEntry[] = []
  const obsolete: BaselineEntry[] = []
  for (const { check, outcome } of results) {
    const entry = byId.get(check.id)
    if (!entry) continue
    if (isGood(outcome)) obsolete.push(entry)
    else if (isFailure(outcome)) {
      if (isExpired(entry, now)) expired.push(entry)
      else accepted.set(entry.id, entry)
    }
  }
  return { accepted, expired, obsolete }
}

/** The entry that accepts a failure; undefined where there is none, or it is out of date. */
export function acceptedBy(
  entries: readonly BaselineEntry[],
  { check, outcome }: CheckResult,
  now: number,
): BaselineEntry | undefined {
  const entry = isFailure(outcome) ? entries.find(one => one.id === check.id) : undefined
  return entry && !isExpired(entry, now) ? entry : undefined
}

/** The baseline that accepts exactly what fails now: reasons are kept, new entries get the one given, passed ones go. */
export function updatedBaseline(
  entries: readonly BaselineEntry[],
  results: readonly CheckResult[],
  reason: string,
  now: number,
): BaselineEntry[] {
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  const judged = new Map(results.map(result => [result.check.id, result.outcome]))
  const kept = entries.filter(({ id }) => {
    const outcome = judged.get(id)
    return outcome === undefined || !isGood(outcome)
  })
  const fresh = results
    .filter(({ check, outcome }) => isFailure(outcome) && !(byId.has(check.id) && !isExpired(byId.get(check.id)!, now)))
    .map(({ check }): BaselineEntry => ({ id: check.id, reason }))
  const renewed = new Set(fresh.map(entry => entry.id))
  return [...kept.filter(entry => !renewed.has(entry.id)), ...fresh].sort((a, b) => (a.id < b.id ? -1 : 1))
}

const DAY_MS = 86_400_000

const isFailure = (outcome: CheckResult['outcome']) => outcome === 'fail' || outcome === 'error'

const isExpired = ({ expires }: BaselineEntry, now: number) =>
  expires !== undefined && now >= Date.parse(expires) + DAY_MS
