/** When a run of the listener ends: by signal, by time, when all came that was expected, with its command, or at a fault. */
import type { Expectations } from '../../app/listen/expectations.js'
import { formatDuration } from '../../core/units.js'
import type { Io } from '../io.js'
import type { RunningCommand } from './command.js'

/** Why a run ended. */
export type End =
  | { why: 'signal' | 'time' | 'met' | 'wrong' }
  | { why: 'command'; code: number }
  | { why: 'bug'; error: unknown }

/** Watches for the end of a run. */
export interface Ending {
  /** To be called after each delivery: all may have come now. */
  check(): void
  /** A delivery was not as it should be, and that ends the run. */
  wrong(): void
  /** A bug of ours. */
  failed(error: unknown): void
  /** Resolves at the end. A command that was given is waited for, however early all has come. */
  wait(limitMs: number | undefined, command: RunningCommand | undefined): Promise<End>
}

/** Makes the watch of a run. */
export function createEnding(expectations: Expectations, io: Io): Ending {
  let resolve: (end: End) => void = () => {}
  const ended = new Promise<End>(done => {
    resolve = done
  })
  let running: RunningCommand | undefined
  return {
    check() {
      if (expectations.any && expectations.met && !running) resolve({ why: 'met' })
    },
    wrong: () => resolve({ why: 'wrong' }),
    failed: error => resolve({ why: 'bug', error }),
    async wait(limitMs, command) {
      running = command
      const begun = io.now()
      command?.code.then(code => {
        running = undefined
        if (code !== 0 || expectations.met) return resolve({ why: 'command', code })
        // Deliveries may still come of what a command has done.
        if (limitMs !== undefined) io.err(stillWaiting(expectations, limitMs - (io.now() - begun)))
      })
      const onStop = () => resolve({ why: 'signal' })
      if (io.stop.aborted) onStop()
      else io.stop.addEventListener('abort', onStop)
      const timer = limitMs === undefined ? undefined : setTimeout(() => resolve({ why: 'time' }), limitMs)
      this.check()
      const end = await ended
      clearTimeout(timer)
      io.stop.removeEventListener('abort', onStop)
      return end
    },
  }
}

function stillWaiting({ missing, missingCount }: Expectations, leftMs: number): string {
  const what = missing.length > 0 ? missing.join(', ') : `${missingCount} more`
  return `note: the command has ended; waiting for ${what} for ${formatDuration(Math.max(0, leftMs))} more (--for)\n`
}
