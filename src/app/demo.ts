/** The demo: a receiver that verifies, the approved-and-shipped story sent to it, then a tampered delivery that it must refuse. */
import type { RawHeader } from '../captures/record.js'
import { headerValues } from '../core/headers.js'
import { checkSignature, SIGNATURE_HEADER } from '../core/signature.js'
import { hundredths } from '../core/units.js'
import { bundledScenario } from '../events/scenario.js'
import { summarise } from '../events/summary.js'
import type { Arrival } from '../http/arrival.js'
import { deliver } from '../http/delivery.js'
import { openEndpoint } from '../http/endpoint.js'
import { startListener } from '../http/listener.js'
import { type Plan, planRun } from './plan.js'
import { sendPlan } from './send.js'
import type { Delivered } from './send-one.js'

/** What the demo needs of the outside. */
export interface DemoContext {
  secret: string
  headers: readonly RawHeader[]
  seed: string
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
  now(): number
  onStart(url: string): void
  onStep(step: DemoStep): Promise<void> | void
}

/** One delivery as both sides saw it. */
export interface DemoStep {
  event: string
  forge?: string
  status?: number
  durationMs: number
  bytes: number
  /** The receiver's verdict on the signature. */
  verdict: string
  /** What the event says, masked. */
  says: string
  asExpected: boolean
}

/** Plays the demo and resolves when the receiver is gone again. */
export async function runDemo(context: DemoContext): Promise<DemoStep[]> {
  const { signal, now } = context
  const seen: { verdict: string; says: string } = { verdict: 'not seen', says: '' }
  const listener = await startListener(
    { host: '127.0.0.1', port: 0 },
    { deliver: arrival => receive(arrival, seen, context) },
  )
  const url = `${listener.url}/webhooks/carevalidate`
  const endpoint = await openEndpoint(url, {
    timeoutMs: 10_000,
    connections: 1,
    env: context.env,
    requireLoopback: true,
  })
  const steps: DemoStep[] = []
  const onDelivery = async (outcome: Delivered) => {
    const step = demoStep(outcome, seen)
    steps.push(step)
    await context.onStep(step)
  }
  try {
    context.onStart(url)
    const send = (plan: Plan) =>
      sendPlan(
        plan,
        { rounds: 1, concurrency: 1 },
        {
          secret: { label: 'demo', value: context.secret },
          headers: context.headers,
          path: new URL(url).pathname,
          deliver: request => deliver(endpoint, request, { retries: 0, signal }),
          secretHeaders: new Set(),
          newId: () => `demo-${steps.length + 1}`,
          now,
          sleep: () => Promise.resolve(),
          signal,
          onDelivery,
        },
      )
    const options = { payload: 'event', documents: 'base64', changes: [], force: false, seed: context.seed } as const
    await send(await planRun({ kind: 'scenario', scenario: bundledScenario('approved-and-shipped') }, options))
    await send(await planRun({ kind: 'events', names: ['ADD_CASE_DECISION'] }, options, { forge: 'tampered' }))
  } finally {
    await endpoint.close()
    await listener.close()
  }
  return steps
}

/** Verifies as a receiver does, and notes what it found. */
function receive({ headers, body }: Arrival, seen: { verdict: string; says: string }, { secret }: DemoContext) {
  const check = checkSignature(headerValues(headers, SIGNATURE_HEADER), body, [{ label: 'demo', value: secret }])
  const valid = check.verdict === 'valid'
  seen.verdict = valid ? 'valid' : `${check.verdict} (${check.code})`
  seen.says = valid ? summarise(JSON.parse(body.toString())) : ''
  return valid ? { status: 200, body: '{"ok":true}' } : { status: 401, body: '{"error":"signature"}' }
}

function demoStep(outcome: Delivered, seen: { verdict: string; says: string }): DemoStep {
  const { result, forge } = outcome
  return {
    event: outcome.step.event ?? '',
    ...(forge ? { forge } : {}),
    ...(result.ok ? { status: result.status } : {}),
    durationMs: hundredths(result.durationMs),
    bytes: outcome.bytes,
    verdict: seen.verdict,
    says: seen.says,
    asExpected: outcome.ok && (seen.verdict === 'valid') === (forge === undefined),
  }
}
