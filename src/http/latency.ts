/** Latencies of very many deliveries in constant memory. */
import { createHistogram } from 'node:perf_hooks'

/** Milliseconds, kept to three significant digits; the mean to a microsecond. */
export interface LatencySummary {
  min: number
  mean: number
  p50: number
  p90: number
  p99: number
  max: number
}

/** Counts durations; the percentiles can be asked for at any time. */
export interface LatencyRecorder {
  record(durationMs: number): void
  /** `undefined` while nothing was recorded. */
  summary(): LatencySummary | undefined
}

const MAX_MICROSECONDS = 3_600_000_000

/** A recorder for durations up to an hour, kept in microseconds. */
export function createLatencyRecorder(): LatencyRecorder {
  const histogram = createHistogram({ lowest: 1, highest: MAX_MICROSECONDS, figures: 3 })
  const at = (percentile: number) => histogram.percentile(percentile) / 1000
  return {
    record: durationMs => histogram.record(Math.min(MAX_MICROSECONDS, Math.max(1, Math.round(durationMs * 1000)))),
    summary() {
      if (histogram.count === 0) return undefined
      const { min, mean, max } = histogram
      return { min: min / 1000, mean: Math.round(mean) / 1000, p50: at(50), p90: at(90), p99: at(99), max: max / 1000 }
    },
  }
}
