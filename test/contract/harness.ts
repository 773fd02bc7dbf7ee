/** Runs the contract test in this process, over real connections, without its pauses. */
import { setMaxListeners } from 'node:events'
import { type TestOptions, type TestOutcome, testReceiver } from '../../src/app/test.js'
import type { CheckSelection } from '../../src/contract/select.js'
import { ACCEPTED, REFUSED } from '../../src/core/status.js'
import { deliver } from '../../src/http/delivery.js'
import { openEndpoint } from '../../src/http/endpoint.js'
import { sendOnOneConnection } from '../../src/http/kept-connection.js'
import { SECRET } from './receiver-kit.js'

/** What differs from a plain run. */
export interface HarnessOptions extends Partial<Omit<TestOptions, 'bodies' | 'selection'>> {
  selection?: Partial<CheckSelection>
  bodies?: Partial<TestOptions['bodies']>
  retries?: number
  timeoutMs?: number
}

/** The other shapes repeat what the chosen one shows, and the largest body takes its time: both are tested once elsewhere. */
export const BRIEF = ['accepts/full', 'accepts/legacy', 'accepts/10mb']

const HEADERS = [
  ['content-type', 'application/json'],
  ['user-agent', 'cv-hook/test'],
] as const

/** Options of a plain run. */
export function options({ selection, bodies, ...rest }: HarnessOptions = {}): TestOptions {
  return {
    bodies: {
      payload: 'event',
      documents: 'base64',
      changes: [],
      force: false,
      seed: 'contract-tests',
      events: [],
      ...bodies,
    },
    secret: { label: 'secret 1', value: SECRET },
    headers: HEADERS,
    statics: [],
    selection: { only: [], skip: BRIEF, level: undefined, ...selection },
    statuses: { accepted: ACCEPTED, refused: REFUSED },
    withinMs: 60_000,
    concurrency: 4,
    waitMs: 0,
    ...rest,
  }
}

/** Runs it; `told` is what was reported, in the order in which it was. */
export async function test(url: string, given: HarnessOptions = {}): Promise<TestOutcome & { told: string[] }> {
  const { retries = 0, timeoutMs = 60_000 } = given
  const route = { timeoutMs, env: {}, requireLoopback: true }
  const endpoint = await openEndpoint(url, { ...route, connections: 10 })
  const signal = new AbortController().signal
  // As many deliveries at once as a check makes, beside the lanes.
  setMaxListeners(0, signal)
  const told: string[] = []
  let clock = 0
  try {
    const outcome = await testReceiver(options(given), {
      path: '/hook',
      secretHeaders: new Set(),
      newId: () => 'id',
      now: () => clock,
      sleep: async ms => {
        clock += ms
      },
      signal,
      deliver: request => deliver(endpoint, request, { retries, signal, sleep: async () => undefined }),
      sendOnOneConnection: requests => sendOnOneConnection(url, requests, route, signal),
      onStart: () => undefined,
      onResult: result => void told.push(result.check.id),
    })
    return { ...outcome, told }
  } finally {
    await endpoint.close()
  }
}

/** What is not as it should be, by outcome: ids in the order of the checks, those of a whole group as `group/*`. */
export function notPassed({ results }: TestOutcome): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  const counts = new Map<string, number>()
  for (const { check, outcome } of results) {
    counts.set(check.group, (counts.get(check.group) ?? 0) + 1)
    if (outcome !== 'pass') found[outcome] = [...(found[outcome] ?? []), check.id]
  }
  return Object.fromEntries(
    Object.entries(found).map(([outcome, ids]) => {
      const groups = new Set(ids.map(id => id.split('/')[0]!))
      const short = [...groups].flatMap(group => {
        const own = ids.filter(id => id.split('/')[0] === group)
        return own.length === counts.get(group) && own.length > 1 ? [`${group}/*`] : own
      })
      return [outcome, short]
    }),
  )
}
