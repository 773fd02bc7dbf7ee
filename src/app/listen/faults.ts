/** Faults on purpose: answers other than 200 in turn, and answers that come late, to see what a sender does. */
import { CvHookError } from '../../core/errors.js'
import { parseDuration } from '../../core/units.js'

/** What is done to the answers of deliveries that would be accepted. */
export interface Faults {
  /** The status of the next answer; undefined where nothing is changed. */
  nextStatus(): number | undefined
  /** Milliseconds to wait before the next answer. */
  nextDelay(): number
}

/**
 * Makes the faults of a run.
 *
 * @param statuses taken in turn, over and over; empty changes nothing
 * @param delay the shortest and the longest wait
 * @param random gives a number from 0 up to, but not including, 1
 */
export function createFaults(
  statuses: readonly number[],
  delay: readonly [from: number, to: number],
  random: () => number,
): Faults {
  const [from, to] = delay
  let turn = 0
  return {
    nextStatus: () => (statuses.length === 0 ? undefined : statuses[turn++ % statuses.length]),
    nextDelay: () => (from === to ? from : from + random() * (to - from)),
  }
}

/**
 * Reads `--respond`: `500,500,200`.
 *
 * @throws CvHookError `usage`
 */
export function parseStatusTurns(text: string): number[] {
  return text.split(',').map(item => {
    if (!/^[2-5]\d\d$/.test(item.trim())) {
      throw new CvHookError('usage', `--respond: "${text.slice(0, 60)}" is not a list of statuses from 200 to 599`, [
        'write --respond 500,500,200',
      ])
    }
    return Number(item)
  })
}

/**
 * Reads `--delay`: one duration, or `200ms..2s` for a random one between the two.
 *
 * @throws CvHookError `usage`
 */
export function parseDelay(text: string): [from: number, to: number] {
  const [from, to = from] = text.split('..').map(part => parseDuration(part, '--delay')) as [number, number?]
  if (text.split('..').length > 2 || to < from) {
    throw new CvHookError('usage', `--delay: "${text.slice(0, 60)}" is not a range of durations`, [
      'write --delay 2s, or --delay 200ms..2s with the shorter one first',
    ])
  }
  return [from, to]
}
