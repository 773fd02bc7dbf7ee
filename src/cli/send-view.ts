/** What a person sees while a run goes on: each delivery as it is answered, or for a bulk run a progress line, and a summary. */
import type { SendCounts } from '../app/send-counts.js'
import type { Delivered } from '../app/send-one.js'
import { grouped } from '../core/units.js'
import type { Io } from './io.js'
import { startProgress } from './progress.js'
import { type DeliveryView, renderDelivery, renderSummary } from './render/send.js'
import { pageOf } from './render/style.js'

/** How a run is shown. */
export interface SendViewOptions {
  bulk: boolean
  /** How many deliveries the run will have; undefined when that is not known. */
  total: number | undefined
  /** The endpoint as it may be shown. */
  url: string
  secret: string | undefined
  /** What is done: `sending to`. */
  doing: string
  /** How it is signed: `signed with ...`. */
  signing: string
  several: boolean
  showAnswer: boolean
  /** Shows nothing: the run prints records. */
  silent: boolean
}

/** The view of one run. */
export interface SendView {
  delivered(outcome: Delivered, counts: SendCounts): Promise<void> | void
  /** Takes the progress line away. */
  end(): void
  summary(counts: SendCounts, run: { seed: string | undefined; durationMs: number }): Promise<void>
}

/** How often the progress line is drawn anew, in milliseconds. */
const PROGRESS_EVERY = 100

/** Makes the view; a progress line is drawn on a terminal only. */
export async function createSendView(options: SendViewOptions, io: Io): Promise<SendView> {
  const view: DeliveryView = {
    ...(await pageOf(io.terminal.out)),
    showAnswer: options.showAnswer,
    several: options.several,
    hinted: new Set(),
  }
  if (!options.silent) io.err(`${options.doing} ${options.url}, ${options.signing}\n`)
  const progress = options.bulk && !options.silent ? await startCounting(options.total, io) : undefined
  return {
    delivered: (outcome, counts) => {
      if (options.bulk) return progress?.update(counts)
      return io.out(renderDelivery(outcome, view))
    },
    end: () => progress?.stop(),
    summary: async (counts, { seed, durationMs }) => {
      await io.out(
        renderSummary(
          {
            counts,
            seed,
            durationMs,
            secret: options.secret,
            url: options.url,
            bulk: options.bulk,
            stopped: io.stop.aborted,
          },
          view,
        ),
      )
    },
  }
}

/** What the progress line says now and then. */
async function startCounting(total: number | undefined, io: Io) {
  const line = await startProgress('sending', io)
  const all = total === undefined ? '' : ` of ${grouped(total)}`
  const begun = io.now()
  let drawn = begun
  return {
    update(counts: SendCounts) {
      const now = io.now()
      if (!line || now - drawn < PROGRESS_EVERY) return
      drawn = now
      const rate = Math.round((counts.sent * 1000) / Math.max(1, now - begun))
      const wrong = counts.sent - counts.ok
      const unexpected = wrong > 0 ? `, ${grouped(wrong)} not as expected` : ''
      line.show(`${grouped(counts.sent)}${all} sent, ${grouped(rate)} a second${unexpected}`)
    },
    stop: () => line?.clear(),
  }
}
