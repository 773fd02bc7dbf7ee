/** The library's `receiverContract()`: the checks of `cv-hook test` as tests of any runner. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Check, LEVELS } from '../contract/check.js'
import { AT_ONCE } from '../contract/checks/behaviour.js'
import { CONTROL, contractChecks } from '../contract/checks.js'
import { isGood } from '../contract/result.js'
import { selectChecks } from '../contract/select.js'
import type { ContractSetup, Story } from '../contract/setup.js'
import { isObject } from '../core/path.js'
import { findEvent, type Variant } from '../events/catalogue.js'
import { fixture } from '../events/fixture.js'
import { deliver } from '../http/delivery.js'
import { type Endpoint, openEndpoint } from '../http/endpoint.js'
import { handlerEndpoint } from '../http/handler-endpoint.js'
import { sendOnOneConnection } from '../http/kept-connection.js'
import { outlineStories } from './contract-bodies.js'
import type { ReceiverContractOptions } from './library-contract-options.js'
import { type ContractOptions, DEFAULT_TIMEOUT_MS, readOptions } from './library-contract-read.js'
import { type TestContext, testReceiver } from './test.js'

/** A `Request` has no connection, and no case of header names. */
const NEEDS_A_SERVER: ReadonlySet<string> = new Set([
  'behaviour/keep-alive',
  'behaviour/header-case',
  'behaviour/static-header-case',
])

/**
 * Registers a test for each check of `cv-hook test`, in its order. Each test sends its own valid deliveries first and,
 * for a refusal, after it, so that any of them can be run alone.
 *
 * @example receiverContract({ test, url: 'http://127.0.0.1:3000/webhooks', secret: process.env.CV_SECRET })
 * @throws CvHookError `usage` for misuse, `unknown-event`; the tests throw an Error that says what was expected and how to fix it
 */
export function receiverContract(options: ReceiverContractOptions): void {
  const given = readOptions(options)
  const checks = outlinedChecks(given, options).filter(
    check =>
      check.send && (options.strict || check.level === LEVELS[0]) && !(options.fetch && NEEDS_A_SERVER.has(check.id)),
  )
  for (const { id, title } of checks) options.test(`${id}: ${title}`, () => runOne(id, given, options))
}

/** Ids and titles without bodies: a runner wants its tests at once. */
function outlinedChecks({ bodies, selection }: ContractOptions, { secret }: ReceiverContractOptions): Check[] {
  const stories = outlineStories(bodies).map(
    ({ events, ...outline }): Story => ({
      ...outline,
      events: events.map(event => ({ event, evidence: findEvent(event)!.evidence, body: Buffer.alloc(0) })),
    }),
  )
  const setup: ContractSetup = {
    stories,
    control: stories[0]!.events[0]!.event,
    withDocument: undefined,
    withAmount: stories[0]!.events.map(one => one.event).find(event => hasAmount(event, bodies.payload)),
    nullable: new Set(),
    texts: new Set(),
    signed: secret !== undefined,
    statics: [],
  }
  return selectChecks(contractChecks(setup), selection)
}

const hasAmount = (event: string, variant: Variant) => {
  const { payment } = fixture(event, { variant }).payload
  return isObject(payment) && payment['amount'] !== undefined
}

async function runOne(id: string, given: ContractOptions, options: ReceiverContractOptions): Promise<void> {
  const { secret } = options
  const value = typeof secret === 'function' ? secret() : secret
  const signal = new AbortController().signal
  const { endpoint, oneConnection } = await openReceiver(options)
  const only = { only: [id], skip: [], level: undefined }
  try {
    const { results } = await testReceiver(
      { ...given, secret: value === undefined ? undefined : { label: 'secret 1', value }, selection: only },
      {
        path: '/',
        secretHeaders: new Set(),
        newId: () => id,
        now: () => 0,
        sleep: ms => wait(ms),
        signal,
        deliver: request => deliver(endpoint, request, { retries: 0 }),
        sendOnOneConnection: oneConnection,
        onStart: () => undefined,
        onResult: () => undefined,
      },
    )
    const bad = results.find(
      ({ check, outcome }) => [id, CONTROL.id].includes(check.id) && !isGood(outcome) && outcome !== 'skip',
    )
    const own = results.find(result => result.check.id === id)
    if (!own) throw new Error(`${id}: no event that is sent has what this check changes`)
    if (bad) throw new Error(explained(bad))
  } finally {
    await endpoint.close()
  }
}

interface Receiver {
  endpoint: Endpoint
  oneConnection: TestContext['sendOnOneConnection']
}

async function openReceiver({
  url,
  fetch,
  allowRemote,
  timeoutMs = DEFAULT_TIMEOUT_MS,
}: ReceiverContractOptions): Promise<Receiver> {
  if (fetch) {
    const never = () => Promise.reject(new TypeError('a handler has no connection'))
    return { endpoint: handlerEndpoint(fetch, timeoutMs), oneConnection: never }
  }
  const target = String(typeof url === 'function' ? url() : url!)
  const route = { timeoutMs, env: {}, requireLoopback: allowRemote !== true }
  const endpoint = await openEndpoint(target, { ...route, connections: AT_ONCE })
  return { endpoint, oneConnection: requests => sendOnOneConnection(target, requests, route) }
}

function explained({
  check,
  expected,
  actual,
  note,
}: Awaited<ReturnType<typeof testReceiver>>['results'][number]): string {
  const what = `${check.id}: expected ${expected}, got ${actual}${note === undefined ? '' : `: ${note}`}`
  return `${what}\n${check.title}\n${check.why}\nfix: ${check.fix}`
}
