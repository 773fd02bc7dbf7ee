/** What `send` does: makes the plan, then prints the requests or delivers them and judges the answers. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Plan, planRun } from '../app/plan.js'
import { type Delivered, type SendContext, sendPlan } from '../app/send.js'
import { createCounts, exitCodeOf } from '../app/send-counts.js'
import { deliveryRecord, type RecordOptions, sendSummary } from '../app/send-records.js'
import { CvHookError } from '../core/errors.js'
import type { Forgery } from '../core/forge.js'
import { parseStatuses } from '../core/status.js'
import { parseDuration } from '../core/units.js'
import { printRequests } from './dry-run.js'
import type { Io } from './io.js'
import { type Connection, type ConnectionFlags, type HeaderLine, readConnection } from './options/connection.js'
import { type Context, type ContextFlags, readContext } from './options/context.js'
import { type PayloadFlags, readPayloadOptions } from './options/payload.js'
import { type FoundSecret, resolveSecrets, type SecretOptions } from './options/secret.js'
import { readSelection, type SelectionFlags } from './options/selection.js'
import { planNotices } from './plan-notices.js'
import type { RequestFormat } from './render/request.js'
import { renderRetry } from './render/send.js'
import { isBulk, type PaceFlags, readPace, totalDeliveries } from './send-pace.js'
import { createSendView } from './send-view.js'
import { standardHeaders } from './standard-headers.js'

/** The options of `send` as commander gives them. */
export interface SendOptions
  extends SelectionFlags,
    SecretOptions,
    PayloadFlags,
    PaceFlags,
    ConnectionFlags,
    ContextFlags {
  url?: string
  forge?: Forgery
  expectStatus?: string
  expectWithin?: string
  capture?: string
  dryRun?: boolean
  as?: RequestFormat
}

/** Runs `send`; returns the exit code. */
export async function runSend(options: SendOptions, io: Io): Promise<number> {
  const context = await readContext(options, io)
  const { profile } = context
  const selection = await readSelection(options, io)
  const payload = await readPayloadOptions(options, profile, io)
  const expectations = {
    ...(options.forge === undefined ? {} : { forge: options.forge }),
    ...(options.expectStatus === undefined ? {} : { status: parseStatuses(options.expectStatus) }),
    ...(options.expectWithin === undefined ? {} : { withinMs: parseDuration(options.expectWithin, '--expect-within') }),
  }
  const plan = await planRun(selection, payload, expectations)
  const [secret, ...others] = await resolveSecrets(options, profile, io)
  if (others.length > 0) io.err(`note: of ${others.length + 1} secrets, ${secret!.label} signs\n`)
  if (!secret && plan.steps.some(step => step.forge !== undefined)) {
    throw new CvHookError(
      'usage',
      '--forge needs the right secret, to make a signature that is wrong in just one way',
      ['leave --unsigned out'],
    )
  }
  const url = options.url ?? io.env['CV_HOOK_URL'] ?? profile?.url
  const connection = await readConnection(options, profile, io)
  const headers = standardHeaders(connection.headers, secret !== undefined)
  const notices = planNotices(plan, payload, options)
  if (options.dryRun || options.as) {
    for (const notice of notices) io.err(`note: ${notice}\n`)
    return printRequests({ plan, secret, url, headers, options, context }, io)
  }
  if (url === undefined) {
    throw new CvHookError('usage', 'no endpoint is given', [
      'use --url http://localhost:3000/webhooks, set CV_HOOK_URL, or --dry-run',
    ])
  }
  return deliverPlan(
    {
      plan,
      notices,
      secret,
      url,
      headers,
      connection,
      options,
      context,
      showAnswer: selection.kind !== 'data' || context.reveal,
    },
    io,
  )
}

interface Delivery {
  plan: Plan
  notices: string[]
  secret: FoundSecret | undefined
  url: string
  headers: readonly HeaderLine[]
  connection: Connection
  options: SendOptions
  context: Context
  showAnswer: boolean
}

async function deliverPlan(run: Delivery, io: Io): Promise<number> {
  const { plan, secret, options, connection, context } = run
  const pace = readPace(options)
  const bulk = isBulk(options)
  const total = totalDeliveries(plan, pace)
  const { openEndpoint } = await import('../http/endpoint.js')
  const { deliver } = await import('../http/delivery.js')
  const { parseTarget } = await import('../http/target.js')
  const target = parseTarget(run.url)
  const allowed = options.allowRemote === true || (context.profile?.allowRemote ?? []).includes(target.hostname)
  const endpoint = await openEndpoint(run.url, {
    timeoutMs: connection.timeoutMs,
    connections: pace.concurrency,
    insecure: connection.insecure,
    ...(connection.ca ? { ca: connection.ca } : {}),
    ...(connection.cert && connection.key ? { cert: connection.cert, key: connection.key } : {}),
    env: io.env,
    requireLoopback: bulk && !allowed,
  })
  const record: RecordOptions = { url: endpoint.url, showAnswer: run.showAnswer, reveal: context.reveal }
  const capture = options.capture === undefined ? undefined : await openCaptureFile(options.capture, endpoint, io)
  for (const notice of run.notices) io.err(`note: ${notice}\n`)
  const view = await createSendView(
    {
      bulk,
      total,
      url: endpoint.url,
      secret: secret && `${secret.label} (${secret.source})`,
      several: bulk || total !== 1,
      showAnswer: run.showAnswer,
      silent: context.json,
    },
    io,
  )
  const counts = createCounts()
  const sending: SendContext = {
    secret,
    headers: run.headers.map(({ name, value }) => [name, value] as const),
    path: target.path,
    deliver: request =>
      deliver(endpoint, request, {
        retries: connection.retries,
        signal: io.stop,
        ...(bulk || context.json ? {} : { onRetry: notice => io.err(`${renderRetry(notice)}\n`) }),
      }),
    ...(capture ? { capture: line => capture.append(line) } : {}),
    secretHeaders: new Set(run.headers.filter(one => one.variable !== undefined).map(one => one.name.toLowerCase())),
    newId: idMaker(io),
    now: () => io.now(),
    sleep: ms => pause(ms, undefined, { signal: io.stop }).catch(() => undefined),
    signal: io.stop,
    onDelivery: outcome => report(outcome),
  }
  const report = (outcome: Delivered) => {
    // What a stopped bulk run gave up says nothing of the receiver.
    if (bulk && !outcome.result.ok && outcome.result.cancelled) return
    counts.add(outcome)
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

async function openCaptureFile(path: string, endpoint: { close(): Promise<void> }, io: Io) {
  const { openCapture } = await import('../store/capture-writer.js')
  const writer = await openCapture(path).catch(async error => {
    await endpoint.close()
    throw error
  })
  io.err(`note: ${path} holds the bodies as they are, unmasked\n`)
  return writer
}

/** Ids that are unique to the run, and cheap enough for a bulk send. */
function idMaker(io: Io): () => string {
  const run = Buffer.from(io.randomBytes(8)).toString('hex')
  let count = 0
  return () => `${run}-${++count}`
}
