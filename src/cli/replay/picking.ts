/** Picking deliveries of recordings: what is read ahead, and what is said when there is none, or no such member. */
import type { RunChanges } from '../../app/replay/change.js'
import { countPicked, type Picker } from '../../app/replay/pick.js'
import { createReplayCounts, pickedRequests, type ReplayCounts, type ReplayOptions } from '../../app/replay/replay.js'
import type { CapturedDelivery } from '../../captures/delivery.js'
import { CvHookError } from '../../core/errors.js'
import { printable } from '../../core/printable.js'
import { counted } from '../../core/units.js'
import { isOfTheSource } from '../each-source.js'
import type { Io } from '../io.js'
import type { ReplaySettings } from './settings.js'

/**
 * The options of the run. Files are read ahead where that tells which deliveries are the last ones, or whether a change or
 * an id can be had at all: nothing goes out before that is known.
 *
 * @throws CvHookError `usage`, `unknown-path`
 */
export async function pickingOptions(settings: ReplaySettings, io: Io): Promise<ReplayOptions> {
  const { last, newPicker, replay, sources } = settings
  for (const source of sources) source.check()
  const picked = last === undefined ? undefined : await countAhead(settings, io)
  const skip = picked === undefined ? 0 : Math.max(0, picked - last!)
  await rehearse(settings, skip, io)
  return { ...replay, picker: newPicker(), skip }
}

async function countAhead(settings: ReplaySettings, io: Io): Promise<number> {
  let picked = 0
  const picker = settings.newPicker()
  await readAhead(settings, io, async deliveries => {
    picked += await countPicked(deliveries, picker)
  })
  return picked
}

/** Does all but send, and refuses what cannot be had. A pipe can be read only once: there it is told at the end. */
async function rehearse(settings: ReplaySettings, skip: number, io: Io): Promise<void> {
  const changes = settings.changesAhead()
  if ((!changes && !settings.byId) || settings.sources.some(source => source.isOnce())) return
  const picker = settings.newPicker()
  const counts = createReplayCounts()
  const options: ReplayOptions = { ...settings.replay, signing: 'unsigned', picker, skip, change: changes?.change }
  await readAhead(settings, io, async deliveries => {
    for await (const _ of pickedRequests(deliveries, options, counts)) if (io.stop.aborted) return
  })
  if (!io.stop.aborted) refuseUnmet(counts, picker, changes)
}

/** What cannot be read is told when it is read again. */
async function readAhead(
  { sources }: ReplaySettings,
  io: Io,
  read: (deliveries: AsyncIterable<CapturedDelivery>) => Promise<void>,
): Promise<void> {
  for (const source of sources) {
    if (io.stop.aborted) return
    try {
      await read(source.open().deliveries)
    } catch (error) {
      if (!isOfTheSource(error)) throw error
    }
  }
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
  for (const { path, deliveries, never } of changes?.missed() ?? []) {
    if (never) continue
    const where = counted(deliveries, 'delivery', 'deliveries')
    io.err(`note: ${path} was not changed in ${where}: no such member\n`)
  }
  refuseUnmet(counts, picker, changes)
}

function refuseUnmet(counts: ReplayCounts, picker: Picker, changes: RunChanges | undefined): void {
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
  const never = changes?.missed().find(one => one.never)
  if (never) throw new CvHookError('unknown-path', `none of these deliveries has a member ${never.path}`)
}
