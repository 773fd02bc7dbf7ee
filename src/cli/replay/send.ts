/** Sends the picked deliveries of recordings to one endpoint. */
import {
  createReplayCounts,
  type Picked,
  type ReplayContext,
  type ReplayCounts,
  replayRecording,
} from '../../app/replay/replay.js'
import { createGaps } from '../../app/replay/speed.js'
import type { SendContext } from '../../app/send.js'
import { exitCodeOf, type SendCounts } from '../../app/send-counts.js'
import { CvHookError, EXIT } from '../../core/errors.js'
import { printable } from '../../core/printable.js'
import { counted, formatDuration } from '../../core/units.js'
import type { Target } from '../../http/target.js'
import { eachSource } from '../each-source.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { renderUnsent, unsentRecord } from '../render/replay.js'
import { pageOf } from '../render/style.js'
import { runDeliveries } from '../run-deliveries.js'
import type { SendReport } from '../send-report.js'
import { checkPicked, pickingOptions, tellMasked } from './picking.js'
import type { ReplaySettings } from './settings.js'

/** Everything that a run of `replay` was told. */
export interface Replay {
  settings: ReplaySettings
  url: string
  target: Target
  requireLoopback: boolean
  counts: SendCounts
  report: SendReport | undefined
}

/** Sends; returns the exit code. */
export async function sendPicked({ settings, counts, report, ...to }: Replay, io: Io): Promise<number> {
  const { context, sources, secret, signing, seed, connection, headers } = settings
  const { json, reveal } = context
  const options = await pickingOptions(settings, io)
  const replayed = createReplayCounts()
  const onUnsendable = await unsentTeller(report, json, io)
  let unread: number = EXIT.ok
  const work = async (sending: SendContext) => {
    const again: ReplayContext = {
      turn: createGaps(settings.speed, { ...sending, onWait: ms => tellWait(ms, io) }),
      onUnsendable,
      onMasked: name => tellMasked(name, io),
    }
    unread = await eachSource(
      sources,
      {
        json,
        stopped: () => io.stop.aborted,
        each: ({ deliveries }) => replayRecording(deliveries, options, replayed, sending, again),
        unread(name, why) {
          replayed.unreadable++
          report?.addUnread(name, why)
        },
      },
      io,
    )
  }
  try {
    await runDeliveries(
      {
        ...to,
        command: 'replay',
        work,
        doing: 'replaying to',
        signing,
        bulk: false,
        total: undefined,
        several: true,
        notices: [],
        secret,
        seed,
        headers,
        connection,
        connections: 1,
        capture: undefined,
        context,
        counts,
        // What a receiver says of real deliveries may be about real people.
        showAnswer: reveal,
        report,
        more: () => ({ signing: options.signing, ...numbers(replayed) }),
      },
      io,
    )
    if (!io.stop.aborted) checkPicked(replayed, options, settings, io)
  } catch (error) {
    throw withSent(error, counts.sent)
  }
  if (unread !== EXIT.ok || replayed.unsendable > 0) return EXIT.unable
  return exitCodeOf(counts, false)
}

/** What could not be had of a pipe was known only when others had gone. */
function withSent(error: unknown, sent: number): unknown {
  if (!(error instanceof CvHookError) || sent === 0 || !['usage', 'unknown-path'].includes(error.code)) return error
  const before = `${counted(sent, 'delivery was', 'deliveries were')} sent before that was known`
  return new CvHookError(error.code, error.message, [
    ...error.hints,
    `${before}: a pipe cannot be read ahead, a file is`,
  ])
}

const numbers = ({ read, picked, unsendable, unreadable, masked }: ReplayCounts) => ({
  recorded: read,
  picked,
  unsent: unsendable,
  unreadable,
  masked: [...masked].map(name => printable(name)),
})

const tellWait = (ms: number, io: Io) =>
  io.err(`note: the next delivery came ${formatDuration(ms)} later; --speed max sends at once\n`)

async function unsentTeller(
  report: SendReport | undefined,
  json: boolean,
  io: Io,
): Promise<ReplayContext['onUnsendable']> {
  const page = await pageOf(io.terminal.out)
  return ({ delivery, step }: Picked, why: string) => {
    const unsent = { event: step.event, source: delivery.source, why }
    report?.addUnsent(unsent.event, unsent.source, why)
    return io.out(json ? jsonLine(unsentRecord(unsent)) : renderUnsent(unsent, page))
  }
}
