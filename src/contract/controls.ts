/** Valid deliveries beside the checks: whether there is anything to test, and whether the receiver is still there. */
import type { DeliveryResult } from '../http/delivery.js'
import { actualText, isLimited, judgeAnswer, type Statuses } from './judge.js'
import { isGood } from './result.js'

/** What controls need. */
export interface ControlContext {
  readonly statuses: Statuses
  /** Sends a valid delivery with ids of its own. */
  sendControl(): Promise<DeliveryResult>
  now(): number
  sleep(ms: number): Promise<void>
  readonly signal: AbortSignal
}

/** What an alive check came to: accepted, accepted at the second try after no answer at the first, or not. */
export type Alive = 'yes' | 'came-back' | 'no'

/** Between two alive checks: a supervisor needs a moment to start a process again. */
const PAUSE_MS = 500
/** Between two tries of a receiver that is still starting. */
const WAIT_STEP_MS = 250
/** What a platform answers while the receiver behind it starts. */
const STARTING: ReadonlySet<number> = new Set([502, 503, 504])

/** Whether an answer, or the lack of one, is that of a receiver that is still starting. */
export const mayBeStarting = (answer: DeliveryResult): boolean =>
  answer.ok ? STARTING.has(answer.status) : !answer.cancelled

/** Sends a control, again and again for a while, until the receiver is up. */
export async function waitForReceiver(context: ControlContext, waitMs: number): Promise<DeliveryResult> {
  const until = context.now() + waitMs
  for (;;) {
    const answer = await context.sendControl()
    if (!mayBeStarting(answer) || context.now() >= until || context.signal.aborted) return answer
    await context.sleep(Math.min(WAIT_STEP_MS, Math.max(0, until - context.now())))
  }
}

/** Asks whether the receiver is alive, one asking at a time; once it was twice not, nothing more is sent. */
export class AliveChecks {
  /** Why nothing more is sent; undefined while the receiver is there. */
  gone: string | undefined
  /** Whether that is for sending too much. */
  limited = false
  /** The controls that were not accepted while checks went on, by what they were answered. */
  readonly failures: string[] = []
  asked = 0
  #asking: Promise<Alive> | undefined

  constructor(readonly context: ControlContext) {}

  ask(): Promise<Alive> {
    if (this.gone !== undefined) return Promise.resolve('no')
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #ask(): Promise<Alive> {
    this.asked++
    const first = await this.#accepted()
    if (first.accepted || this.context.signal.aborted) return first.accepted ? 'yes' : 'no'
    this.failures.push(actualText(first.answer))
    await this.context.sleep(PAUSE_MS)
    const second = await this.#accepted()
    if (second.accepted) return 'came-back'
    if (this.context.signal.aborted) return 'no'
    this.gone = whyGone(second.answer)
    this.limited = isLimited(second.answer)
    return 'no'
  }

  async #accepted(): Promise<{ accepted: boolean; answer: DeliveryResult }> {
    const answer = await this.context.sendControl()
    return { accepted: isGood(judgeAnswer('accepted', answer, this.context.statuses).outcome), answer }
  }
}

function whyGone(answer: DeliveryResult): string {
  if (!answer.ok) return `the receiver does not answer any more (${answer.error.code})`
  if (isLimited(answer)) return 'the receiver limits the rate (429)'
  return `the receiver does not accept valid deliveries any more (${answer.status})`
}
