/** Picking deliveries of recordings: the last ones, and what is said when there is none. */
import { countPicked } from '../../app/replay/pick.js'
import type { ReplayCounts, ReplayOptions } from '../../app/replay/replay.js'
import { CvHookError } from '../../core/errors.js'
import { printable } from '../../core/printable.js'
import { isOfTheSource } from '../each-source.js'
import type { Io } from '../io.js'
import type { ReplaySettings } from './settings.js'

/** The options of the run; where only the last deliveries are wanted, all of them are counted first. */
export async function pickingOptions(settings: ReplaySettings, io: Io): Promise<ReplayOptions> {
  const { sources, last, newPicker, replay } = settings
  let skip = 0
  if (last !== undefined) {
    let picked = 0
    const picker = newPicker()
    for (const source of sources) {
      if (io.stop.aborted) break
      try {
        picked += await countPicked(source.open().deliveries, picker)
      } catch (error) {
        // It is told when the recording is read again.
        if (!isOfTheSource(error)) throw error
      }
    }
    skip = Math.max(0, picked - last)
  }
  return { ...replay, picker: newPicker(), skip }
}

/** That a header was left out; said once. */
export function tellMasked(name: string, io: Io): void {
  const shown = printable(name).slice(0, 60)
  io.err(
    `note: ${shown} is masked in the recording and was left out; --static-header ${shown}=VARIABLE sends it with the value of a variable\n`,
  )
}

/**
 * Says which changes did not fit everywhere, and refuses a run that did nothing of what was asked for.
 *
 * @throws CvHookError `usage`, `unknown-path`
 */
export function checkPicked(
  counts: ReplayCounts,
  { picker }: ReplayOptions,
  { changes }: Pick<ReplaySettings, 'changes'>,
  io: Io,
): void {
  const missed = changes?.missed() ?? []
  for (const { path, deliveries, never } of missed) {
    if (!never) {
      io.err(
        `note: ${path} was not changed in ${deliveries} ${deliveries === 1 ? 'delivery' : 'deliveries'}: no such member\n`,
      )
    }
  }
  const unmet = picker.unmet()
  if (unmet.length > 0) {
    const named = unmet.slice(0, 3).map(id => printable(id).slice(0, 60))
    throw new CvHookError('usage', `no delivery has the id ${named.join(', ')}${unmet.length > 3 ? ', ...' : ''}`, [
      'listen --json and the capture file hold the ids',
    ])
  }
  if (counts.picked === 0 && counts.read > 0) {
    throw new CvHookError('usage', `none of ${counts.read} recorded deliveries is one that was asked for`)
  }
  const never = missed.find(one => one.never)
  if (never) throw new CvHookError('unknown-path', `none of these deliveries has a member ${never.path}`)
}
