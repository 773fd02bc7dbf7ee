/** What a run came to, in numbers: flat in memory however many deliveries there are. */
import type { ErrorCode } from '../core/errors.js'
import { EXIT } from '../core/errors.js'
import { createLatencyRecorder, type LatencyRecorder } from '../http/latency.js'
import { increase } from './judgement-counts.js'
import type { Delivered } from './send-one.js'

/** How many examples of failed deliveries are kept for the summary. */
const EXAMPLES = 3

/** The running counts of a run. */
export interface SendCounts {
  sent: number
  ok: number
  /** Answered, but not as expected. */
  failed: number
  /** Never answered. */
  unreachable: number
  retries: number
  bytes: number
  statuses: Map<number, number>
  errors: Map<ErrorCode, number>
  /** The first failures, one for each status or error code. */
  examples: Map<string, Delivered>
  latency: LatencyRecorder
  add(outcome: Delivered): void
}

/** Counts that start at zero. */
export function createCounts(): SendCounts {
  return {
    sent: 0,
    ok: 0,
    failed: 0,
    unreachable: 0,
    retries: 0,
    bytes: 0,
    statuses: new Map(),
    errors: new Map(),
    examples: new Map(),
    latency: createLatencyRecorder(),
    add(outcome) {
      const { result, ok, bytes } = outcome
      this.sent++
      this.bytes += bytes
      this.retries += result.attempts - 1
      if (result.ok) {
        increase(this.statuses, result.status)
        this.latency.record(result.durationMs)
      } else increase(this.errors, result.error.code)
      if (ok) this.ok++
      else {
        if (result.ok) this.failed++
        else this.unreachable++
        const kind = result.ok ? String(result.status) : result.error.code
        if (!this.examples.has(kind) && this.examples.size < EXAMPLES) this.examples.set(kind, outcome)
      }
    },
  }
}

/**
 * The exit code of a run.
 *
 * @param bulk a bulk run counts as unreachable only if nothing answered
 */
export function exitCodeOf(counts: SendCounts, bulk: boolean): number {
  if (bulk ? counts.sent > 0 && counts.unreachable === counts.sent : counts.unreachable > 0) return EXIT.unreachable
  return counts.failed + counts.unreachable > 0 ? EXIT.no : EXIT.ok
}
