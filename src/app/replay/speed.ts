/** How fast deliveries follow each other: at once, or with the gaps with which they came. */
import { CvHookError } from '../../core/errors.js'

/** Longer waits than a timer can hold are made of several. */
const LONGEST_TIMER = 2 ** 30
/** Waits that are worth a word, in milliseconds. */
const LONG_WAIT = 10_000

/** What waiting needs of the outside. */
export interface SpeedContext {
  now(): number
  sleep(ms: number): Promise<void>
  signal: AbortSignal
  /** Told before a long wait. */
  onWait(ms: number): void
}

/**
 * Reads `--speed`.
 *
 * @returns the factor of `10x`; `undefined` for `max`
 * @throws CvHookError `usage`
 */
export function parseSpeed(text: string): number | undefined {
  if (text === 'max') return undefined
  const factor = /^\d{1,6}(?:\.\d{1,3})?x$/.test(text) ? Number.parseFloat(text) : 0
  if (factor > 0) return factor
  throw new CvHookError('usage', `--speed: "${text.slice(0, 40)}" is no speed`, [
    'write max, 1x for the gaps as recorded, or 10x for a tenth of them',
  ])
}

/**
 * Makes what waits for a delivery's turn: as long after the first one as it was when they came, divided by the factor.
 * One that took longer delays none but those that were due meanwhile. Deliveries whose time is not known do not wait.
 */
export function createGaps(factor: number | undefined, context: SpeedContext): (receivedAt?: number) => Promise<void> {
  let begun: { at: number; receivedAt: number } | undefined
  return async receivedAt => {
    if (factor === undefined || receivedAt === undefined) return
    begun ??= { at: context.now(), receivedAt }
    const due = begun.at + (receivedAt - begun.receivedAt) / factor
    const wait = due - context.now()
    if (wait >= LONG_WAIT) context.onWait(wait)
    for (let left = wait; left > 0 && !context.signal.aborted; left = due - context.now()) {
      await context.sleep(Math.min(left, LONGEST_TIMER))
    }
  }
}
