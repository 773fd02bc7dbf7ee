/** What is printed while a listener runs: text for people, or records; slow readers are waited for. */
import type { ListenCounts } from '../../app/listen/counts.js'
import { isAccepted, type Received } from '../../app/listen/received.js'
import { listenSummary, receivedRecord, refusedRecord } from '../../app/listen/records.js'
import { maskBody } from '../../events/mask.js'
import { caseName, createPseudonyms } from '../../events/pseudonyms.js'
import { summarise } from '../../events/summary.js'
import type { RefusedRequest } from '../../http/arrival.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { renderListenSummary, renderReceived, renderRefused } from '../render/listen.js'
import { payloadLines } from '../render/payload.js'
import { pageOf } from '../render/style.js'

/** How a run is shown. */
export interface ListenViewOptions {
  json: boolean
  quiet: boolean
  payload: boolean
  reveal: boolean
}

/** What a run came to, besides its counts. */
export interface RunEnd {
  durationMs: number
  missing: readonly string[]
  missingCount: number
  /** Whether events had to come in the order given. */
  inOrder: boolean
}

/** The view of one run. */
export interface RunView {
  received(received: Received, explained: boolean): void
  refused(request: RefusedRequest): void
  /** That a delivery could not be kept: said whatever else is shown. */
  lost(received: Received): void
  /** What must be waited for before more is printed. */
  gate(): Promise<void> | undefined
  summary(counts: ListenCounts, run: RunEnd): Promise<void>
}

/** Requests that are no deliveries are told one by one up to here, then only counted. */
const MOST_REFUSED = 50
/** A full disk is said once in so many milliseconds. */
const LOUD_EVERY = 1000

/** Makes the view. */
export async function createRunView(options: ListenViewOptions, io: Io): Promise<RunView> {
  const { json, quiet, payload, reveal } = options
  const view = await pageOf(io.terminal.out)
  const pseudonym = createPseudonyms()
  let refusals = 0
  let loudAt = Number.NEGATIVE_INFINITY
  let pending: Promise<void> | undefined

  const print = (text: string) => {
    const written = io.out(text)
    if (!written) return
    const mine: Promise<void> = written.then(() => {
      if (pending === mine) pending = undefined
    })
    pending = mine
  }
  const bodyLines = (body: unknown) =>
    payloadLines(reveal ? body : maskBody(body, pseudonym), view.style, view.columns - 4)

  return {
    received(received, explained) {
      if (quiet && !json) return
      const { body } = received.judgement
      const says = body === undefined ? '' : summarise(body)
      if (json) {
        print(jsonLine(receivedRecord(received, { says, notExplained: !explained })))
        return
      }
      print(
        renderReceived(
          {
            received,
            says,
            explained: explained || isAccepted(received.judgement),
            caseName: body === undefined ? undefined : caseName(body, pseudonym),
            payload: payload && body !== undefined ? bodyLines(body) : [],
          },
          view,
        ),
      )
    },
    refused(request) {
      if (++refusals > MOST_REFUSED || (quiet && !json)) return
      print(json ? jsonLine(refusedRecord(request)) : renderRefused(request, io.now(), view))
      if (refusals === MOST_REFUSED) io.err('note: further requests that are no deliveries are only counted\n')
    },
    lost({ lost }) {
      const now = io.now()
      if (now - loudAt < LOUD_EVERY) return
      loudAt = now
      io.err(`error: a delivery was NOT KEPT and answered 503: ${lost!.message}\n`)
    },
    gate: () => pending,
    async summary(counts, run) {
      if (pending) await pending
      await io.out(json ? jsonLine(listenSummary(counts, run)) : renderListenSummary(counts, run, view))
    },
  }
}
