/** A run of deliveries to one endpoint: opens it, tells what comes of each, keeps what is asked for, and sums up. */
import { setTimeout as pause } from 'node:timers/promises'
import type { SendContext } from '../app/send.js'
import type { SendCounts } from '../app/send-counts.js'
import type { Delivered } from '../app/send-one.js'
import { deliveryRecord, type RecordOptions, sendSummary } from '../app/send-records.js'
import { keptPath } from '../captures/record.js'
import type { RetryNotice } from '../http/delivery.js'
import type { Target } from '../http/target.js'
import { openCaptureFile } from './capture-file.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import { type Connection, routeOptions } from './options/connection.js'
import type { Context } from './options/context.js'
import type { HeaderLine } from './options/headers.js'
import { type FoundSecret, namedSecret } from './options/secret.js'
import { renderRetry } from './render/send.js'
import type { SendReport } from './send-report.js'
import { createSendView, type SendViewOptions } from './send-view.js'

/** What a run delivers, where to, and how. */
export interface DeliveryRun extends Pick<SendViewOptions, 'doing' | 'signing' | 'bulk' | 'total' | 'several'> {
  command: 'send' | 'replay'
  /** Delivers; called once, when everything is open. */
  work(context: SendContext): Promise<void>
  notices: readonly string[]
  /** Signs; undefined where nothing is signed anew. */
  secret: FoundSecret | undefined
  seed: string | undefined
  url: string
  target: Target
  headers: readonly HeaderLine[]
  connection: Connection
  /** Connections at once. */
  connections: number
  /** Whether a host other than this machine is refused. */
  requireLoopback: boolean
  /** The capture file to keep deliveries in. */
  capture: string | undefined
  context: Context
  counts: SendCounts
  showAnswer: boolean
  /** Is told of every delivery, where a report is wanted. */
  report?: SendReport | undefined
  /** What only this command counts, for the summary's record. */
  more?: () => object
}

/** Delivers and sums up. */
export async function runDeliveries(run: DeliveryRun, io: Io): Promise<void> {
  const { secret, connection, context, counts, bulk, seed } = run
  const { openEndpoint } = await import('../http/endpoint.js')
  const { deliver } = await import('../http/delivery.js')
  const { connections, requireLoopback } = run
  const endpoint = await openEndpoint(run.url, { ...routeOptions(connection, io), connections, requireLoopback })
  const record: RecordOptions = { url: endpoint.url, showAnswer: run.showAnswer, reveal: context.reveal }
  const capture = run.capture === undefined ? undefined : await openCaptureFile(run.capture, endpoint, io)
  for (const notice of run.notices) io.err(`note: ${notice}\n`)
  const { doing, signing, total, several, showAnswer } = run
  const shown = { doing, signing, bulk, total, several, showAnswer, url: endpoint.url, silent: context.json }
  const view = await createSendView({ ...shown, secret: secret && namedSecret(secret) }, io)
  const delivering = {
    retries: connection.retries,
    signal: io.stop,
    ...(bulk || context.json ? {} : { onRetry: (notice: RetryNotice) => void io.err(`${renderRetry(notice)}\n`) }),
  }
  const sending: SendContext = {
    secret,
    headers: run.headers.map(({ name, value }) => [name, value] as const),
    path: keptPath(run.target.path),
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
    if (context.json) return io.out(jsonLine(deliveryRecord(outcome, record)))
    return view.delivered(outcome, counts)
  }
  const begun = io.now()
  let failure: unknown
  try {
    await run.work(sending)
  } catch (error) {
    // What was sent until then is still told.
    failure = error
  } finally {
    view.end()
    await endpoint.close()
    await capture?.close()
  }
  const durationMs = io.now() - begun
  if (context.json) {
    const { command } = run
    const facts = { command, durationMs, secret: secret?.label, seed, ...(run.more ? { more: run.more() } : {}) }
    await io.out(jsonLine(sendSummary(counts, facts)))
  } else if (counts.sent > 0 || io.stop.aborted) await view.summary(counts, { seed, durationMs })
  if (failure !== undefined) throw failure
}

/** Ids that are unique to the run, and cheap enough for a bulk send. */
function idMaker(io: Io): () => string {
  const run = Buffer.from(io.randomBytes(8)).toString('hex')
  let count = 0
  return () => `${run}-${++count}`
}
