/** One connection to an endpoint, made when it is needed, kept between attempts, and carrying one request at a time. */
import type { Socket } from 'node:net'
import Client, { type DispatchOptions } from 'undici/lib/dispatcher/client.js'
import type { CvHookError } from '../core/errors.js'
import { Attempt, type Line } from './attempt.js'
import { closesWithin } from './closing.js'
import { cancelled, timedOut } from './exchange-failure.js'
import { Opening } from './opening.js'
import type { AttemptResult } from './result.js'
import type { Route } from './route.js'
import { Wire } from './wire.js'

/** An idle connection older than this is not used again: receivers close theirs after a few seconds. */
const MAX_IDLE_MS = 1000
/** How long the first kept connection of an endpoint is watched. */
const PROOF_MS = 10
const MAX_HEADER_BYTES = 65_536

/** The bounds of each attempt. */
export interface Bounds {
  /** For connecting, sending and reading the answer together. */
  timeoutMs: number
  maxAnswerBytes: number
}

/** What the lanes of an endpoint have learnt about kept connections: whether they stay open, as the answers say. */
export interface KeepAlive {
  proven: boolean
  broken: boolean
}

/** A connection slot. It never has more than one request under way: pipelining is unsafe for POST. */
export class Lane implements Line {
  readonly place
  wire: Wire | undefined
  reused = false
  readonly #route: Route
  readonly #keepAlive: KeepAlive
  readonly #client: Client
  readonly #bounds: Bounds
  #clock: NodeJS.Timeout | undefined
  #opening: Opening | undefined
  #attempt: Attempt | undefined
  #signal: AbortSignal | undefined

  constructor(route: Route, bounds: Bounds, keepAlive: KeepAlive) {
    this.#route = route
    this.#bounds = bounds
    this.#keepAlive = keepAlive
    this.place = route.target
    this.#client = new Client(`${route.target.protocol}//${route.target.authority}`, {
      connect: (_options, callback) => this.#open(callback),
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: MAX_IDLE_MS,
      keepAliveMaxTimeout: MAX_IDLE_MS,
      keepAliveTimeoutThreshold: 500,
      maxHeaderSize: MAX_HEADER_BYTES,
    })
  }

  /**
   * Sends one request. A request that a kept connection refused before it was wholly sent is sent once more on a new
   * one; a request that may have reached the receiver never is.
   *
   * @param done called once, with how it ended
   */
  send(request: DispatchOptions, signal: AbortSignal | undefined, done: (result: AttemptResult) => void): void {
    if (this.reused && !this.#keepAlive.proven) {
      this.#proveKeepAlive().then(() => this.#begin(request, signal, done))
    } else this.#begin(request, signal, done)
  }

  #begin(request: DispatchOptions, signal: AbortSignal | undefined, done: (result: AttemptResult) => void): void {
    const startedAt = performance.now()
    this.#startClock()
    this.#run(request, signal, startedAt, (result, attempt) => {
      if (this.reused) this.#learn(result)
      const finish = (last: AttemptResult) => {
        this.reused = true
        done(last)
      }
      // Not at once, since undici is still busy with the end of the old connection.
      if (attempt.unprocessed) queueMicrotask(() => this.#run(request, signal, startedAt, finish))
      else finish(result)
    })
  }

  /**
   * Some receivers close after each answer without saying so. A request sent meanwhile is lost, and must not be sent
   * again, since it may have been taken in. Hence, once for an endpoint, its first kept connection is watched a moment.
   */
  async #proveKeepAlive(): Promise<void> {
    const socket = this.wire?.socket
    if (socket && !socket.destroyed && (await closesWithin(PROOF_MS, socket))) this.#keepAlive.broken = true
  }

  #learn(result: AttemptResult): void {
    if (result.ok) this.#keepAlive.proven = true
    else if (result.phase === 'waiting' && result.error.code === 'reset') this.#keepAlive.broken ||= !result.cancelled
  }

  /** Ends the attempt under way and closes the connection. */
  async close(): Promise<void> {
    this.#watch(undefined)
    this.#giveUp()
    clearTimeout(this.#clock)
    await this.#client.destroy()
  }

  /** The signal of one attempt is mostly that of the next: to stop listening in between costs a third of the rate. */
  #watch(signal: AbortSignal | undefined): void {
    if (signal === this.#signal) return
    this.#signal?.removeEventListener('abort', this.#giveUp)
    signal?.addEventListener('abort', this.#giveUp)
    this.#signal = signal
  }

  readonly #giveUp = (): void => {
    if (this.#attempt) this.#give(this.#attempt, cancelled(this.#attempt.progress), true)
  }

  #run(
    request: DispatchOptions,
    signal: AbortSignal | undefined,
    startedAt: number,
    onEnd: (result: AttemptResult, attempt: Attempt) => void,
  ): void {
    const attempt = new Attempt(this, startedAt, this.#bounds.maxAnswerBytes, (result, ended) => {
      this.#attempt = undefined
      onEnd(result, ended)
    })
    this.#attempt = attempt
    this.#watch(signal)
    if (signal?.aborted) this.#giveUp()
    else this.#client.dispatch(this.#keepAlive.broken ? { ...request, reset: true } : request, attempt)
  }

  /** One timer, set back for each attempt: to make and to clear one each time costs a tenth of the rate. */
  #startClock(): void {
    if (this.#clock) this.#clock.refresh()
    else this.#clock = setTimeout(this.#late, this.#bounds.timeoutMs).unref()
  }

  readonly #late = (): void => {
    this.#clock = undefined
    const attempt = this.#attempt
    if (attempt) this.#give(attempt, timedOut(this.#bounds.timeoutMs, attempt.progress, this.#opening))
  }

  #give(attempt: Attempt, error: CvHookError, byUs?: true): void {
    const opening = this.#opening
    attempt.abort(error, byUs)
    opening?.cancel(error)
  }

  #open(callback: (error: Error | null, socket?: Socket) => void): void {
    this.wire = undefined
    this.reused = false
    this.#opening = new Opening(this.#route, (error, socket) => {
      this.#opening = undefined
      if (socket) this.wire = new Wire(socket)
      callback(error, socket)
    })
  }
}
