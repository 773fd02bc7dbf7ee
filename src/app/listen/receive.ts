/**
 * What happens to a delivery between its arrival and its answer: it is judged, kept, passed on and answered. Whatever only
 * helps to understand it comes after the answer.
 */
import { answerLine, receiptBytes } from '../../captures/record.js'
import type { CvHookError } from '../../core/errors.js'
import { headerValue } from '../../core/headers.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import type { Arrival, ListenerAnswer } from '../../http/arrival.js'
import type { Judgement } from '../judge.js'
import { judgeContent } from '../judge-content.js'
import { isLoop } from './forward.js'
import { answerOf, isAccepted, type Received, receiptOf, statusOf } from './received.js'
import type { Receiver, ReceiverOptions } from './receiver.js'

const UNAVAILABLE: ListenerAnswer = { status: 503, body: '{"error":"not kept"}\n' }
const BODIES: Readonly<Record<number, string>> = {
  200: '{"ok":true}\n',
  400: '{"error":"not-json"}\n',
  401: '{"error":"signature"}\n',
}

/** Makes the receiver of a run. */
export function createReceiver(options: ReceiverOptions): Receiver {
  return new DeliveryReceiver(options)
}

// What can be done at once is: a promise for each delivery would cost as much as its signature.
class DeliveryReceiver implements Receiver {
  readonly #closing = new AbortController()
  readonly #over = new AbortController()
  #open = 0
  #onDone: (() => void) | undefined

  constructor(readonly options: ReceiverOptions) {}

  deliver(arrival: Arrival): ListenerAnswer | Promise<ListenerAnswer> {
    this.#open++
    try {
      const wait = this.options.gate()
      const answer = wait ? wait.then(() => this.#take(arrival)) : this.#take(arrival)
      return answer instanceof Promise ? answer.catch(error => this.#fail(error)) : answer
    } catch (error) {
      return this.#fail(error)
    }
  }

  cut(arrival: Arrival): void {
    const received = this.#begin(arrival)
    this.options.capture?.add(receiptBytes(receiptOf(received), this.options.secretHeaders))
    this.options.onReceived(received)
  }

  hurry(): void {
    this.#closing.abort()
  }

  async finish(): Promise<void> {
    this.#over.abort()
    if (this.#open > 0) {
      await new Promise<void>(resolve => {
        this.#onDone = resolve
      })
    }
  }

  /** After the answer has left, or was found to meet nobody. */
  settle(received: Received, sent: boolean, durationMs: number): void {
    received.sent = sent
    received.durationMs = durationMs
    if (this.options.capture && !received.lost) this.options.capture.add(answerLine(answerOf(received)))
    this.options.onReceived(received)
    this.#leave()
  }

  #take(arrival: Arrival): ListenerAnswer | Promise<ListenerAnswer> {
    const received = this.#begin(arrival)
    return this.options.capture ? this.#keepFirst(received) : this.#answer(received)
  }

  async #keepFirst(received: Received): Promise<ListenerAnswer> {
    try {
      await this.options.capture!.append(receiptBytes(receiptOf(received), this.options.secretHeaders))
    } catch (error) {
      received.lost = error as CvHookError
      return this.#reply(received, UNAVAILABLE)
    }
    return this.#answer(received)
  }

  #begin(arrival: Arrival): Received {
    const { options } = this
    const { accepted, findings } = options
    const { headers, body, complete } = arrival
    const judgement = judgeContent({ headers, body, complete, lossy: undefined, trust: 'wire' }, accepted, { findings })
    const id = options.newId()
    const signature = judgement.secret === undefined ? undefined : headerValue(arrival.headers, SIGNATURE_HEADER)
    return {
      id,
      arrival,
      judgement,
      duplicateOf: isAccepted(judgement)
        ? options.duplicates.firstOf({ id, receivedAt: arrival.receivedAt }, judgement.body, arrival.body, signature)
        : undefined,
      status: undefined,
      onPurpose: false,
      sent: false,
      durationMs: 0,
      forwarded: undefined,
      looped: false,
      lost: undefined,
      explanation: undefined,
    }
  }

  #answer(received: Received): ListenerAnswer | Promise<ListenerAnswer> {
    const { judgement } = received
    const status = statusOf(judgement)
    const delay = status === 200 ? this.options.faults.nextDelay() : 0
    if (this.#passesOn(judgement) || delay > 0) return this.#answerLater(received, status, delay)
    return this.#own(received, status)
  }

  async #answerLater(received: Received, status: number, delay: number): Promise<ListenerAnswer> {
    const { forward, sleep } = this.options
    const { judgement, arrival } = received
    const forwarded = this.#passesOn(judgement) && (await forward!(arrival, judgement.event, this.#over.signal))
    if (delay > 0) await sleep(delay, this.#closing.signal)
    if (!forwarded) return this.#own(received, status)
    received.forwarded = forwarded.outcomes
    received.looped = isLoop(forwarded.answer)
    return this.#reply(received, forwarded.answer)
  }

  #passesOn(judgement: Judgement): boolean {
    const { forward, forwardInvalid, filter } = this.options
    return forward !== undefined && (isAccepted(judgement) || forwardInvalid) && (!filter || filter(judgement))
  }

  #own(received: Received, status: number): ListenerAnswer {
    const turn = status === 200 ? this.options.faults.nextStatus() : undefined
    const given = turn ?? status
    received.onPurpose = turn !== undefined
    return this.#reply(received, { status: given, body: BODIES[given] ?? '{"error":"on purpose"}\n' })
  }

  #reply(received: Received, answer: ListenerAnswer): ListenerAnswer {
    received.status = answer.status
    return new Reply(this, received, answer)
  }

  #leave(): void {
    if (--this.#open === 0) this.#onDone?.()
  }

  #fail(error: unknown): never {
    this.#leave()
    throw error
  }
}

/** An answer that tells its delivery when it has left. */
class Reply implements ListenerAnswer {
  readonly status: number
  readonly headers: ListenerAnswer['headers']
  readonly body: ListenerAnswer['body']

  constructor(
    readonly receiver: DeliveryReceiver,
    readonly received: Received,
    { status, headers, body }: ListenerAnswer,
  ) {
    this.status = status
    this.headers = headers
    this.body = body
  }

  settled(sent: boolean, durationMs: number): void {
    this.receiver.settle(this.received, sent, durationMs)
  }
}
