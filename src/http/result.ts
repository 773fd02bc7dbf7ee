/** How an attempt can end, and the header lines of its answer. */
import type { CvHookError } from '../core/errors.js'
import type { Phase } from './exchange-failure.js'

/** Bytes of an answer's body that are kept, unless more are asked for. */
export const MAX_ANSWER_BYTES = 65_536

/** The receiver answered, with whatever status. */
export interface Answered {
  ok: true
  status: number
  /** The reason phrase; empty where the receiver sent none. */
  statusText: string
  /** As received: order, case and duplicates kept; each value's bytes are its latin1 code points. */
  headers: Array<[name: string, value: string]>
  /** The body's first bytes, as many as the bound allows. */
  body: Uint8Array
  /** Bytes of the body that were seen. */
  bodyBytes: number
  /** Whether the body is longer than `body`. */
  truncated: boolean
  durationMs: number
}

/** No complete answer came. */
export interface Unanswered {
  ok: false
  /** Codes: dns, refused, tls, timeout, reset, address, usage. */
  error: CvHookError
  /** What was under way. */
  phase: Phase
  /** The status, where the head of an answer came and its body did not. */
  status?: number
  /** Set when it was cv-hook that gave up: an abort signal, or the endpoint being closed. */
  cancelled?: true
  durationMs: number
}

/** How one attempt ended. */
export type AttemptResult = Answered | Unanswered

/** An answer whose header lines become text once somebody reads them: most of a bulk run's are never read. */
export class Answer implements Answered {
  readonly ok = true
  readonly #rawHeaders: readonly Buffer[]

  /** @param rawHeaders in the order name, value, name, ... */
  constructor(
    readonly status: number,
    readonly statusText: string,
    rawHeaders: readonly Buffer[],
    readonly body: Uint8Array,
    readonly bodyBytes: number,
    readonly truncated: boolean,
    readonly durationMs: number,
  ) {
    this.#rawHeaders = rawHeaders
  }

  get headers(): Array<[name: string, value: string]> {
    const headers: Array<[string, string]> = []
    for (let at = 0; at + 1 < this.#rawHeaders.length; at += 2) {
      headers.push([this.#rawHeaders[at]!.toString('latin1'), this.#rawHeaders[at + 1]!.toString('latin1')])
    }
    return headers
  }
}
