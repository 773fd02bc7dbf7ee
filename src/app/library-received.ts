/// <reference lib="esnext.disposable" preserve="true" />
/** What a listener of the library is told, and what it gives: plain interfaces, so that nothing is loaded for them. */
import type { FindingCode } from '../events/findings.js'
import type { EventBodies } from '../generated/payloads.js'
import type { WebhookEvent } from './library-verify.js'

/** Where to listen, and what to accept. */
export interface ListenerOptions {
  /** The secret, or all that are accepted while one is rotated. */
  secret?: string | readonly string[]
  /** The same with names of your own, by which a delivery then tells which one fits. */
  secrets?: Readonly<Record<string, string>>
  /** The webhook has no secret: nothing is verified, and everything is accepted. */
  unsigned?: boolean
  /** The port; any that is free unless given. */
  port?: number
  /** The address to listen on; `127.0.0.1` unless given. */
  host?: string
  /** Answers accepted deliveries with these statuses in turn, over and over, in place of 200. */
  respond?: readonly number[]
  /** Milliseconds by which answers to accepted deliveries are late. */
  delay?: number
}

/** A delivery that came, with what was found of it. */
export interface ReceivedDelivery {
  /** The id that the listener gave it. */
  id: string
  /** When its last byte came. */
  receivedAt: Date
  /** `POST`, where it verified. */
  method: string
  /** Path and query. */
  path: string
  /** As they came: order, case and duplicates kept. */
  headers: ReadonlyArray<readonly [name: string, value: string]>
  /** The bytes as they came. */
  rawBody: Uint8Array
  /** The parsed body; undefined where it is no JSON. */
  body: WebhookEvent | undefined
  /** The event's name, where it has the form of one. */
  event: string | undefined
  /** `unsigned` with the code `ok`: the listener verifies nothing. */
  verdict: 'valid' | 'invalid' | 'unsigned'
  /** `ok`, `no-signature`, `malformed`, `multiple` or `mismatch`. */
  code: string
  /** The name of the secret that fits. */
  secret: string | undefined
  /** What the body differs in from what is known of its event. */
  findings: ReadonlyArray<{ severity: 'error' | 'warning'; code: FindingCode; path: string; message: string }>
  /** The status that it was answered; undefined for one that broke off. */
  status: number | undefined
  /** The id of the first delivery of the same event. */
  duplicateOf: string | undefined
}

/** A delivery that verified, typed by its event. */
export interface VerifiedDelivery<Body = WebhookEvent> extends ReceivedDelivery {
  /** The parsed body. */
  body: Body & WebhookEvent
}

/** How long to wait. */
export interface NextOptions {
  /** Milliseconds; 5,000 unless given. */
  timeout?: number
}

/** A listener that is listening. `await using` closes it, where that is supported. */
export interface StartedListener {
  /** For requests from this machine; any path is taken. */
  readonly url: string
  /** The port that it has. */
  readonly port: number
  /** All that came until now, in the order of their answers, also what did not verify. */
  readonly deliveries: readonly ReceivedDelivery[]
  /**
   * The next delivery of an event that verified: the first one that came and was not given yet, or else the next to come.
   *
   * @throws CvHookError `timeout` with what came instead and why it did not verify; `unknown-event`; `usage` once it is closed
   */
  next<E extends keyof EventBodies>(event: E, options?: NextOptions): Promise<VerifiedDelivery<EventBodies[E]>>
  /** The next delivery that verified, of whatever event. */
  next(options?: NextOptions): Promise<VerifiedDelivery>
  /** Forgets all that came, between two tests. */
  clear(): void
  /** Finishes what is under way, and leaves nothing open. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
