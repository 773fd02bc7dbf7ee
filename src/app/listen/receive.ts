/**
 * What happens to a delivery between its arrival and its answer: it is judged, kept, passed on and answered. Whatever only
 * helps to understand it comes after the answer.
 */
import { type AnswerNote, answerLine, type Receipt, receiptBytes } from '../../captures/record.js'
import type { CvHookError } from '../../core/errors.js'
import { headerValues } from '../../core/headers.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import type { Arrival, ListenerAnswer } from '../../http/listener.js'
import type { DeliveryFilter } from '../delivery-filter.js'
import type { AdvisedExplanation } from '../explain-delivery.js'
import type { Accepted, Judgement } from '../judge.js'
import { judgeContent } from '../judge-content.js'
import type { Duplicates, Earlier } from './duplicates.js'
import type { Faults } from './faults.js'
import { type Forwarded, type ForwardOutcome, isLoop } from './forward.js'

/** A delivery with all that became of it. */
export interface Received {
  id: string
  arrival: Arrival
  judgement: Judgement
  /** The first delivery of the same event. */
  duplicateOf: Earlier | undefined
  /** The status that it was answered; undefined for one that broke off. */
  status: number | undefined
  /** Whether the answer still met the sender. */
  sent: boolean
  durationMs: number
  forwarded: ForwardOutcome[] | undefined
  /** It had been passed on by a listener before, and was not passed on again. */
  looped: boolean
  /** Why it could not be kept; its sender was told to try again. */
  lost: CvHookError | undefined
  explanation: AdvisedExplanation | undefined
}

/** Where lines are kept. */
export interface CaptureLines {
  /** Resolves when the line is kept; rejects with CvHookError `disk` when it is not. */
  append(line: Uint8Array): Promise<void>
  /** Has a line kept soon, if that is possible. */
  add(line: string | Uint8Array): void
}

/** What a receiver needs of the outside, and how it is to answer. */
export interface ReceiverOptions {
  accepted: Accepted
  /** Whether bodies are compared with what is known of their events; a body that is no JSON is then answered 400. */
  findings: boolean
  duplicates: Duplicates
  newId(): string
  /** A delivery is answered only when its receipt line is kept. */
  capture?: CaptureLines | undefined
  /** Lower-case names of headers whose values a capture may not hold. */
  secretHeaders: ReadonlySet<string>
  faults: Faults
  /** Waits so many milliseconds, or until the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>
  /** Passes on, until the signal is aborted; undefined where the event has no target. */
  forward?:
    | ((arrival: Arrival, event: string | undefined, signal: AbortSignal) => Promise<Forwarded | undefined>)
    | undefined
  /** Passes on what does not verify, too. */
  forwardInvalid: boolean
  /** Which deliveries are passed on. */
  filter: DeliveryFilter | undefined
  /** Waited for before a delivery is looked at: a slow reader of the output slows the senders. */
  gate(): Promise<void> | undefined
  /** After the answer. */
  onReceived(received: Received): void
}

/** Answers deliveries. */
export interface Receiver {
  deliver(arrival: Arrival): ListenerAnswer | Promise<ListenerAnswer>
  /** A body that broke off: it is told of and kept, but never answered. */
  cut(arrival: Arrival): void
  /** From now on nobody is kept waiting on purpose. */
  hurry(): void
  /** Gives up what is still being passed on; resolves when all deliveries are told of. */
  finish(): Promise<void>
}

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
    const signature = judgement.secret === undefined ? undefined : headerValues(arrival.headers, SIGNATURE_HEADER)[0]
    return {
      id,
      arrival,
      judgement,
      duplicateOf: isAccepted(judgement)
        ? options.duplicates.firstOf({ id, receivedAt: arrival.receivedAt }, judgement.body, arrival.body, signature)
        : undefined,
      status: undefined,
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
    const given = status === 200 ? (this.options.faults.nextStatus() ?? 200) : status
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

function answerOf({ id, status, durationMs, forwarded }: Received): AnswerNote {
  const forward = forwarded?.map(({ error, ...one }) => (error ? { ...one, error: error.code } : one))
  return { id, status: status!, durationMs: round(durationMs), ...(forward ? { forward } : {}) }
}

/** Whether a delivery is one that a correct receiver takes. */
export const isAccepted = ({ verdict, code }: Pick<Judgement, 'verdict' | 'code'>): boolean =>
  verdict === 'valid' || (verdict === 'unsigned' && code === 'ok')

function statusOf(judgement: Judgement): number {
  if (!isAccepted(judgement)) return 401
  return judgement.findings.some(one => one.code === 'not-json') ? 400 : 200
}

function receiptOf({ id, arrival, judgement }: Received): Receipt {
  const { method, path, httpVersion, headers, body, complete, receivedAt } = arrival
  const { verdict, code, secret, findings } = judgement
  return {
    direction: 'in',
    id,
    receivedAt,
    method,
    path,
    httpVersion,
    headers,
    body,
    complete,
    verdict,
    code,
    secret,
    findings,
  }
}

const round = (value: number) => Math.round(value * 100) / 100
