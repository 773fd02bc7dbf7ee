/** Delivers the plan of `send`, tells what came of each delivery, and keeps what is asked for. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Plan } from '../app/plan.js'
import { type Delivered, type SendContext, type SendPace, sendPlan } from '../app/send.js'
import { exitCodeOf, type SendCounts } from '../app/send-counts.js'
import { deliveryRecord, type RecordOptions, sendSummary } from '../app/send-records.js'
import { keptPath } from '../captures/record.js'
import type { RetryNotice } from '../http/delivery.js'
import type { Target } from '../http/target.js'
import { openCaptureFile } from './capture-file.js'
import type { Io } from './io.js'
import { allowsRemote, type Connection, routeOptions } from './options/connection.js'
import type { Context } from './options/context.js'
import type { HeaderLine } from './options/headers.js'
import type { FoundSecret } from './options/secret.js'
import { renderRetry } from './render/send.js'
import { isBulk, type PaceFlags, totalDeliveries } from './send-pace.js'
import type { SendReport } from './send-report.js'
import { createSendView } from './send-view.js'

/** Everything that a run of `send` was told. */
export interface Delivery {
  plan: Plan
  pace: SendPace
  notices: string[]
  secret: FoundSecret | undefined
  url: string
  target: Target
  headers: readonly HeaderLine[]
  connection: Connection
  options: PaceFlags & { allowRemote?: boolean; capture?: string }
  context: Context
  counts: SendCounts
  showAnswer: boolean
  /** Is told of every delivery, where a report is wanted. */
  report?: SendReport
}

/** The secret's label with the place that it came from. */
export const namedSecret = ({ label, source }: FoundSecret) => `${label} (${source})`

/** Sends; returns the exit code. */
export async function deliverPlan(run: Delivery, io: Io): Promise<number> {
  const { plan, pace, secret, options, connection, context, target, counts } = run
  const bulk = isBulk(options)
  const total = totalDeliveries(plan, pace)
  if (!bulk) io.expectFewRequests()
  const { openEndpoint } = await import('../http/endpoint.js')
  const { deliver } = await import('../http/delivery.js')
  const endpoint = await openEndpoint(run.url, {
    ...routeOptions(connection, io),
    connections: pace.concurrency,
    requireLoopback: bulk && !allowsRemote(options, context.profile, target.hostname),
  })
  const record: RecordOptions = { url: endpoint.url, showAnswer: run.showAnswer, reveal: context.reveal }
  const capture = options.capture === undefined ? undefined : await openCaptureFile(options.capture, endpoint, io)
  for (const notice of run.notices) io.err(`note: ${notice}\n`)
  const view = await createSendView(
    {
      bulk,
      total,
      url: endpoint.url,
      secret: secret && namedSecret(secret),
      several: bulk || total !== 1,
      showAnswer: run.showAnswer,
      silent: context.json,
    },
    io,
  )
  const delivering = {
    retries: connection.retries,
    signal: io.stop,
    ...(bulk || context.json ? {} : { onRetry: (notice: RetryNotice) => void io.err(`${renderRetry(notice)}\n`) }),
  }
  const sending: SendContext = {
    secret,
    headers: run.headers.map(({ name, value }) => [name, value] as const),
    path: keptPath(target.path),
    deliver: request => deliver(endpoint, request, delivering),
    ...(capture ? { capture: line => capture.append(line) } : {}),
    secretHeaders: new Set(run.headers.filter(one => one.variable !== undefined).map(one => one.name.toLowerCase())),
    newId: idMaker(io),
    now: () => io.now(),
    sleep: ms => pause(ms, undefined, { signal: io.stop }).catch(() => undefined),
    signal: io.stop,
    onDelivery: outcome => tell(outcome),
  }
  const tell = (outcome: Delivered) => {
    // What a stopped bulk run gave up says nothing of the receiver.
    if (bulk && !outcome.result.ok && outcome.result.cancelled) return
    counts.add(outcome)
    run.report?.add(outcome, run.showAnswer)
    if (context.json) return io.out(`${JSON.stringify(deliveryRecord(outcome, record))}\n`)
    return view.delivered(outcome, counts)
  }
  const begun = io.now()
  let failure: unknown
  try {
    await sendPlan(plan, pace, sending)
  } catch (error) {
    // What was sent until then is still told.
    failure = error
  } finally {
    view.end()
    await endpoint.close()
    await capture?.close()
  }
  const durationMs = io.now() - begun
  if (context.json) await io.out(`${JSON.stringify(sendSummary(counts, plan, durationMs, secret?.label))}\n`)
  else await view.summary(counts, plan, durationMs)
  if (failure !== undefined) throw failure
  return exitCodeOf(counts, bulk)
}

/** Ids that are unique to the run, and cheap enough for a bulk send. */
function idMaker(io: Io): () => string {
  const run = Buffer.from(io.randomBytes(8)).toString('hex')
  let count = 0
  return () => `${run}-${++count}`
}
