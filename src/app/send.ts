/** Sends a plan: signs each body at the moment it goes out, as often and as fast as wanted. */
import type { RawHeader } from '../captures/record.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import type { Plan, PlannedStep } from './plan.js'
import { bodyBuffer, drawRound, roundRandom } from './round.js'
import { type Delivered, type SendOneContext, sendOne } from './send-one.js'
import { signStep } from './sign-step.js'

/** What a run needs of the outside. */
export interface SendContext extends SendOneContext {
  /** The headers of every delivery but the signature. */
  headers: readonly RawHeader[]
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

function sendStep(step: PlannedStep, right: Buffer, context: SendContext): Promise<Delivered> {
  const { body, signature } = signStep(step, right, context.secret)
  const headers: RawHeader[] =
    signature === undefined ? [...context.headers] : [...context.headers, [SIGNATURE_HEADER, signature]]
  return sendOne(step, { headers, body }, signature, context)
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
