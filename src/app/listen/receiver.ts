/** What answers deliveries: what it needs of the outside, and what can be asked of it. */
import type { Arrival, ListenerAnswer } from '../../http/arrival.js'
import type { DeliveryFilter } from '../delivery-filter.js'
import type { Accepted } from '../judge.js'
import type { Duplicates } from './duplicates.js'
import type { Faults } from './faults.js'
import type { Forwarded } from './forward.js'
import type { Received } from './received.js'

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
