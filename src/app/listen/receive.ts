/**
 * What happens to a delivery between its arrival and its answer: it is judged, kept, passed on and answered. Whatever only
 * helps to understand it comes after the answer.
 */
import { answerLine, type Receipt, receiptBytes } from '../../captures/record.js'
import type { CvHookError } from '../../core/errors.js'
import { headerValues } from '../../core/headers.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { type Validation, validateBody } from '../../events/validate.js'
import type { Arrival, ListenerAnswer } from '../../http/listener.js'
import type { DeliveryFilter } from '../delivery-filter.js'
import type { AdvisedExplanation } from '../explain-delivery.js'
import { type Accepted, type Judgement, judge } from '../judge.js'
import { decodedContent } from './content.js'
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

/** What a receiver needs of the outside, and how it is to answer. */
export interface ReceiverOptions {
  accepted: Accepted
  /** Whether bodies are compared with what is known of their events; a body that is no JSON is then answered 400. */
  findings: boolean
  duplicates: Duplicates
  newId(): string
  /** Keeps a line; a delivery is answered only when its receipt line is kept. */
  capture?: ((line: string | Uint8Array) => Promise<void>) | undefined
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
  deliver(arrival: Arrival): Promise<ListenerAnswer>
  /** A body that broke off: it is told of and kept, but never answered. */
  cut(arrival: Arrival): void
  /** From now on nobody is kept waiting on purpose. */
  hurry(): void
  /** Gives up what is still being passed on; resolves when all deliveries are told of and all answer lines are kept. */
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
  const { capture, faults, forward, filter } = options
  const unkept = new Set<Promise<void>>()
  const closing = new AbortController()
  const over = new AbortController()
  let open = 0
  let onDone: (() => void) | undefined

  const keepLater = (line: string | Uint8Array) => {
    const kept = capture!(line).catch(() => {})
    unkept.add(kept)
    kept.then(() => unkept.delete(kept))
  }

  const leave = () => {
    if (--open === 0) onDone?.()
  }

  const begin = (arrival: Arrival): Received => {
    const judgement = judgeArrival(arrival, options)
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

  /** Answers, and tells of it once the answer has left. */
  const settle = (received: Received, answer: ListenerAnswer): ListenerAnswer => {
    received.status = answer.status
    return {
      ...answer,
      settled: (sent, durationMs) => {
        received.sent = sent
        received.durationMs = durationMs
        if (capture && !received.lost) {
          const forwarded = received.forwarded?.map(({ error, ...one }) =>
            error ? { ...one, error: error.code } : one,
          )
          keepLater(
            answerLine({
              id: received.id,
              status: answer.status,
              durationMs: round(durationMs),
              ...(forwarded ? { forward: forwarded } : {}),
            }),
          )
        }
        options.onReceived(received)
        leave()
      },
    }
  }

  const passOn = async (received: Received): Promise<ListenerAnswer | undefined> => {
    const { judgement, arrival } = received
    if (!forward || !(isAccepted(judgement) || options.forwardInvalid)) return undefined
    if (filter && !filter(judgement)) return undefined
    const forwarded = await forward(arrival, judgement.event, over.signal)
    if (!forwarded) return undefined
    received.forwarded = forwarded.outcomes
    received.looped = isLoop(forwarded.answer)
    return forwarded.answer
  }

  const work = async (arrival: Arrival): Promise<ListenerAnswer> => {
    const wait = options.gate()
    if (wait) await wait
    const received = begin(arrival)
    const { judgement } = received
    if (capture) {
      try {
        await capture(receiptBytes(receiptOf(received), options.secretHeaders))
      } catch (error) {
        received.lost = error as CvHookError
        return settle(received, UNAVAILABLE)
      }
    }
    const mirrored = forward && (await passOn(received))
    const status = statusOf(judgement)
    const delay = status === 200 ? faults.nextDelay() : 0
    if (delay > 0) await options.sleep(delay, closing.signal)
    if (mirrored) return settle(received, mirrored)
    const given = status === 200 ? (faults.nextStatus() ?? 200) : status
    return settle(received, { status: given, body: BODIES[given] ?? '{"error":"on purpose"}\n' })
  }

  return {
    async deliver(arrival) {
      open++
      try {
        return await work(arrival)
      } catch (error) {
        leave()
        throw error
      }
    },
    cut(arrival) {
      const received = begin(arrival)
      if (capture) keepLater(receiptBytes(receiptOf(received), options.secretHeaders))
      options.onReceived(received)
    },
    hurry: () => closing.abort(),
    async finish() {
      over.abort()
      if (open > 0) {
        await new Promise<void>(resolve => {
          onDone = resolve
        })
      }
      while (unkept.size > 0) await Promise.all(unkept)
    },
  }
}

/** Whether a delivery is one that a correct receiver takes. */
export const isAccepted = ({ verdict, code }: Pick<Judgement, 'verdict' | 'code'>): boolean =>
  verdict === 'valid' || (verdict === 'unsigned' && code === 'ok')

function statusOf(judgement: Judgement): number {
  if (!isAccepted(judgement)) return 401
  return judgement.findings.some(one => one.code === 'not-json') ? 400 : 200
}

function judgeArrival(arrival: Arrival, { accepted, findings }: ReceiverOptions): Judgement {
  const { headers, body, complete } = arrival
  const delivery = { headers, body, complete, trust: 'wire' as const }
  const decoded = findings ? decodedContent(headers, body) : undefined
  if (!decoded) {
    const judgement = judge(delivery, accepted, { findings: findings && complete })
    return judgement.event === undefined && !findings ? { ...judgement, event: eventAtStart(body) } : judgement
  }
  const {
    event,
    shape,
    findings: found,
    body: parsed,
  }: Validation & { body: Judgement['body'] } = validateBody(decoded)
  return { ...judge(delivery, accepted, { findings: false }), event, shape, findings: found, body: parsed }
}

/** The event of a compact body, which begins with it, without a look at the rest. */
function eventAtStart(body: Buffer): string | undefined {
  return /^\{"event":"([A-Z]{2,30}(?:_[A-Z]{1,30}){1,8})"/.exec(body.toString('latin1', 0, 100))?.[1]
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
