/** How often and how fast a run sends. */
import type { Plan } from '../app/plan.js'
import type { SendPace } from '../app/send.js'
import { parsePositiveDuration } from '../core/units.js'
import { parseCount } from './options/count.js'

/** The pace options as commander gives them. */
export interface PaceFlags {
  count?: string
  concurrency?: string
  rate?: string
  duration?: string
}

/** More deliveries at once than this are more sockets than most machines allow. */
const MAX_CONCURRENCY = 1000

/** Whether a run is a bulk run: summed up rather than told one by one, and kept on this machine. */
export const isBulk = ({ count, concurrency, rate, duration }: PaceFlags) =>
  [count, concurrency, rate, duration].some(one => one !== undefined)

/**
 * Reads the pace.
 *
 * @throws CvHookError `usage`
 */
export function readPace(options: PaceFlags): SendPace {
  const concurrency = parseCount(options.concurrency ?? '1', '--concurrency', 1, MAX_CONCURRENCY)
  const durationMs = options.duration === undefined ? undefined : parsePositiveDuration(options.duration, '--duration')
  const rate = options.rate === undefined ? undefined : parseCount(options.rate, '--rate', 1, 1_000_000)
  const rounds =
    options.count === undefined
      ? durationMs === undefined
        ? 1
        : Number.POSITIVE_INFINITY
      : parseCount(options.count, '--count', 1, 1e9)
  return {
    rounds,
    concurrency,
    ...(rate === undefined ? {} : { rate }),
    ...(durationMs === undefined ? {} : { durationMs }),
  }
}

/** How many deliveries a run will have; undefined when it is bounded by time alone. */
export const totalDeliveries = (plan: Plan, pace: SendPace) =>
  Number.isFinite(pace.rounds) ? pace.rounds * plan.steps.reduce((sum, step) => sum + step.repeat, 0) : undefined
