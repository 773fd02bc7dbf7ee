/** A listener for test suites: keeps what came, and gives each verified delivery once to whoever waits for it. */
import { setTimeout as pause } from 'node:timers/promises'
import { parsed } from '../../captures/json/parsed.js'
import { CvHookError } from '../../core/errors.js'
import { formatDuration } from '../../core/units.js'
import { findEvent, unknownEvent } from '../../events/catalogue.js'
import type { Accepted } from '../judge.js'
import type { ListenerOptions, NextOptions, ReceivedDelivery, StartedListener } from '../library-received.js'
import type { WebhookEvent } from '../library-verify.js'
import { createDuplicates } from './duplicates.js'
import { createFaults } from './faults.js'
import { listen } from './listen.js'
import { isAccepted, type Received } from './received.js'
import { acceptedBy } from './test-secrets.js'
import { whatCame } from './what-came.js'

const PATIENCE = 5000

/** Starts one; see `startListener` of the library. */
export async function startTestListener(options: ListenerOptions): Promise<StartedListener> {
  const accepted = acceptedBy(options)
  const { port = 0, host = '127.0.0.1', respond = [], delay = 0 } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CvHookError('usage', `port: ${port} is no port`)
  if (respond.some(status => !Number.isInteger(status) || status < 200 || status > 599)) {
    throw new CvHookError('usage', 'respond must be statuses from 200 to 599')
  }
  if (!(delay >= 0)) throw new CvHookError('usage', 'delay must be a number of milliseconds')
  const inbox = createInbox(accepted)
  let count = 0
  const { listener, close } = await listen({
    host,
    port,
    accepted,
    findings: true,
    duplicates: createDuplicates(),
    newId: () => `delivery-${++count}`,
    secretHeaders: new Set(),
    faults: createFaults(respond, [delay, delay], () => 0),
    sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    forwardInvalid: false,
    filter: undefined,
    gate: () => undefined,
    explainer: undefined,
    // Asked by explanations alone.
    clock: () => 0,
    later: (ms, callback) => void setTimeout(callback, ms),
    onReceived: received => inbox.add(received),
    onRefused: () => undefined,
    failed: error => inbox.fail(error),
  })
  const end = () => {
    inbox.fail(new CvHookError('usage', 'the listener was closed'))
    return close()
  }
  return {
    url: listener.url,
    port: listener.port,
    get deliveries() {
      return inbox.deliveries
    },
    next: ((first?: string | NextOptions, second?: NextOptions) =>
      typeof first === 'string' ? inbox.next(first, second) : inbox.next(undefined, first)) as StartedListener['next'],
    clear: () => inbox.clear(),
    close: end,
    [Symbol.asyncDispose]: end,
  }
}

interface Waiting {
  event: string | undefined
  give(delivery: ReceivedDelivery): void
  fail(error: unknown): void
}

function createInbox(accepted: Accepted) {
  let deliveries: ReceivedDelivery[] = []
  let came: Received[] = []
  let untaken: ReceivedDelivery[] = []
  let waiting: Waiting[] = []
  let failure: { error: unknown } | undefined

  const fits = (delivery: ReceivedDelivery, event: string | undefined) =>
    event === undefined || delivery.event === event

  return {
    get deliveries() {
      return deliveries
    },
    add(received: Received) {
      const delivery = deliveryOf(received)
      deliveries.push(delivery)
      came.push(received)
      if (received.status === undefined || !isAccepted(received.judgement) || delivery.body === undefined) return
      const at = waiting.findIndex(one => fits(delivery, one.event))
      if (at === -1) untaken.push(delivery)
      else waiting.splice(at, 1)[0]!.give(delivery)
    },
    async next(written: string | undefined, { timeout = PATIENCE }: NextOptions = {}): Promise<ReceivedDelivery> {
      const event = written === undefined ? undefined : findEvent(written)?.name
      if (written !== undefined && event === undefined) throw unknownEvent(written)
      const at = untaken.findIndex(one => fits(one, event))
      if (at !== -1) return untaken.splice(at, 1)[0]!
      if (failure) throw failure.error
      return new Promise((resolve, reject) => {
        const one: Waiting = { event, give: resolve, fail: reject }
        waiting.push(one)
        const timer = setTimeout(async () => {
          waiting = waiting.filter(other => other !== one)
          const what = `no ${event ?? 'delivery'} that verifies came within ${formatDuration(timeout)}`
          reject(await whatCame(what, came, accepted))
        }, timeout)
        one.give = delivery => {
          clearTimeout(timer)
          resolve(delivery)
        }
        one.fail = error => {
          clearTimeout(timer)
          reject(error)
        }
      })
    },
    clear() {
      deliveries = []
      came = []
      untaken = []
    },
    fail(error: unknown) {
      failure ??= { error }
      for (const one of waiting) one.fail(error)
      waiting = []
    },
  }
}

function deliveryOf({ id, arrival, judgement, status, duplicateOf }: Received): ReceivedDelivery {
  const { verdict, code, secret, event, findings } = judgement
  const { method, path, headers, body: rawBody, receivedAt } = arrival
  return {
    id,
    receivedAt: new Date(receivedAt),
    method,
    path,
    headers,
    rawBody,
    // Bodies too large to be compared are parsed all the same.
    body: (judgement.body ?? parsed(rawBody.toString())?.value) as WebhookEvent | undefined,
    event,
    // Bytes off the wire can always be judged.
    verdict: verdict === 'unverifiable' ? 'invalid' : verdict,
    code,
    secret,
    findings,
    status,
    duplicateOf: duplicateOf?.id,
  }
}
