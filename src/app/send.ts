/** Sends a plan: signs each body at the moment it goes out, judges the answer, keeps captures and counts. */
import { answerLine, type RawHeader, receiptLine } from '../captures/record.js'
import type { Forgery } from '../core/forge.js'
import { type NamedSecret, SIGNATURE_HEADER } from '../core/signature.js'
import type { DeliveryResult } from '../http/delivery.js'
import { bodyBuffer, drawRound, type Plan, type PlannedStep, roundRandom } from './plan.js'
import { signStep } from './sign-step.js'

/** One request, ready to go. */
export interface OutgoingRequest {
  headers: RawHeader[]
  body: Uint8Array
}

/** What a run needs of the outside. */
export interface SendContext {
  secret: NamedSecret | undefined
  /** The headers of every delivery but the signature. */
  headers: readonly RawHeader[]
  /** Path and query, for captures. */
  path: string
  deliver(request: OutgoingRequest): Promise<DeliveryResult>
  /** Keeps a line of the capture file; a delivery is not sent before its receipt line is kept. */
  capture?: (line: string) => Promise<void>
  /** Lower-case names of headers whose values a capture may not hold. */
  secretHeaders: ReadonlySet<string>
  newId(): string
  now(): number
  sleep(ms: number): Promise<void>
  signal: AbortSignal
  /** Called after each delivery; what it returns is waited for, so that a slow reader slows the run. */
  onDelivery(outcome: Delivered): Promise<void> | void
}

/** How often and how fast. */
export interface SendPace {
  /** How often the whole plan is sent. */
  rounds: number
  /** How many rounds run at once. */
  concurrency: number
  /** Deliveries a second, over all lanes. */
  rate?: number
  /** Milliseconds after which no delivery is begun. */
  durationMs?: number
}

/** One delivery and its verdict. */
export interface Delivered {
  id: string
  step: PlannedStep
  result: DeliveryResult
  bytes: number
  signature: string | undefined
  secret: string | undefined
  forge: Forgery | undefined
  ok: boolean
  /** Why it is not ok, in words; undefined when it is, or when the endpoint could not be reached. */
  unmet: string | undefined
}

/**
 * Sends the plan's rounds. Within a round deliveries follow each other in the plan's order; rounds run side by side.
 * Stops beginning deliveries when the signal is aborted.
 */
export async function sendPlan(plan: Plan, pace: SendPace, context: SendContext): Promise<void> {
  const random = roundRandom(plan)
  const begun = context.now()
  const turn = pacer(pace.rate, context)
  const over = () =>
    context.signal.aborted || (pace.durationMs !== undefined && context.now() - begun >= pace.durationMs)
  let rounds = pace.rounds

  const lane = async () => {
    const buffer = bodyBuffer(plan)
    while (rounds > 0 && !over()) {
      rounds--
      const bodyOf = drawRound(plan, random, buffer)
      for (const [index, step] of plan.steps.entries()) {
        for (let time = 0; time < step.repeat; time++) {
          if (step.delayMs > 0) await context.sleep(step.delayMs)
          if (turn) await turn()
          if (over()) return
          const outcome = await sendStep(step, bodyOf(index), context)
          const told = context.onDelivery(outcome)
          if (told) await told
        }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(pace.concurrency, pace.rounds) }, lane))
}

async function sendStep(step: PlannedStep, right: Buffer, context: SendContext): Promise<Delivered> {
  const { secret } = context
  const { body, signature } = signStep(step, right, secret)
  const headers: RawHeader[] =
    signature === undefined ? [...context.headers] : [...context.headers, [SIGNATURE_HEADER, signature]]
  const id = context.newId()
  if (context.capture) await context.capture(sentReceipt(id, { headers, body }, context))
  const result = await context.deliver({ headers, body })
  if (context.capture && result.ok) {
    await context.capture(answerLine({ id, status: result.status, durationMs: Math.round(result.durationMs) }))
  }
  const unmet = result.ok ? unmetExpectation(step, result.status, result.durationMs) : undefined
  return {
    id,
    step,
    result,
    bytes: body.length,
    signature,
    secret: secret?.label,
    forge: step.forge,
    ok: result.ok && unmet === undefined,
    unmet,
  }
}

/** The line of a capture file for a request that is about to be sent. */
export function sentReceipt(
  id: string,
  { method = 'POST', headers, body }: OutgoingRequest & { method?: string },
  context: Pick<SendContext, 'now' | 'path' | 'secret' | 'secretHeaders'>,
): string {
  return receiptLine(
    {
      direction: 'out',
      id,
      receivedAt: context.now(),
      method,
      path: context.path,
      httpVersion: '1.1',
      headers,
      body,
      complete: true,
      secret: context.secret?.label,
    },
    context.secretHeaders,
  )
}

function unmetExpectation(step: PlannedStep, status: number, durationMs: number): string | undefined {
  if (!step.expect.matches(status)) return `expected ${step.expect.text}`
  if (step.withinMs !== undefined && durationMs > step.withinMs) return `expected an answer within ${step.withinMs} ms`
  return undefined
}

/** Spreads deliveries evenly: each takes the next free moment, whichever lane it is on. */
function pacer(rate: number | undefined, { now, sleep }: SendContext): (() => Promise<void>) | undefined {
  if (rate === undefined) return undefined
  const gap = 1000 / rate
  let next = now()
  return async () => {
    const at = Math.max(next, now() - gap)
    next = at + gap
    const wait = at - now()
    if (wait > 0) await sleep(wait)
  }
}
