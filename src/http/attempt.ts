/** One exchange on one connection: the answer is collected up to its bound, and every way to end is told truthfully. */
import type { DispatchHandler } from 'undici/lib/dispatcher/client.js'
import type { CvHookError } from '../core/errors.js'
import { cancelled, exchangeFailure, type Progress } from './exchange-failure.js'
import { type Place, systemCode } from './failure.js'
import { Answer, type AttemptResult } from './result.js'
import type { Wire } from './wire.js'

/** What an attempt needs to know of the connection that it runs on. */
export interface Line {
  readonly place: Place
  /** `undefined` until there is a connection. */
  readonly wire: Wire | undefined
  /** Whether the connection had carried an answer before. */
  readonly reused: boolean
}

const NOTHING = new Uint8Array(0)

/**
 * Collects one answer. Once it has ended, no open connection refers to the request's body any more.
 *
 * undici calls it by the plain names of its handlers: those of the newer kind are wrapped at each request, and every
 * answer's headers are then parsed twice.
 */
export class Attempt implements DispatchHandler {
  #ended = false
  #complete = false
  #abort: ((reason: Error) => void) | undefined
  #status: number | undefined
  #statusText = ''
  #rawHeaders: readonly Buffer[] = []
  #chunks: Buffer[] = []
  #bodyBytes = 0
  #keptBytes = 0

  /**
   * @param startedAt of `performance.now()`
   * @param maxAnswerBytes of the answer's body, to be kept
   * @param onEnd called once
   */
  constructor(
    readonly line: Line,
    readonly startedAt: number,
    readonly maxAnswerBytes: number,
    readonly onEnd: (result: AttemptResult, attempt: Attempt) => void,
  ) {}

  /**
   * Whether this failure may be followed by another attempt without the user's leave, since the receiver cannot have
   * processed the request: the connection was a kept one, no byte of an answer came, and part of the request never left.
   */
  unprocessed = false

  get progress(): Progress {
    const { place, wire, reused } = this.line
    const phase = !this.#abort ? 'connecting' : this.#status ? 'reading' : wire?.sent ? 'waiting' : 'sending'
    return { place, phase, status: this.#status, bodyBytes: this.#bodyBytes, answered: wire?.answered === true, reused }
  }

  /** Ends the attempt from outside: out of time, or not wanted any more. */
  abort(error: CvHookError, byUs?: true): void {
    if (this.#ended) return
    if (this.#complete) this.#succeed()
    else this.#fail(error, byUs)
    if (this.#abort) this.#cut(error)
  }

  onConnect(abort: (reason: Error) => void): void {
    this.#abort = abort
    this.line.wire?.expectAnswer()
    if (this.#ended) abort(new Error('the attempt has ended'))
  }

  onHeaders(status: number, rawHeaders: Buffer[], _resume: () => void, statusText: string): void {
    if (status < 200) return
    this.#status = status
    this.#statusText = statusText
    this.#rawHeaders = rawHeaders
  }

  onData(chunk: Buffer): void {
    this.#bodyBytes += chunk.length
    const room = this.maxAnswerBytes - this.#keptBytes
    if (room > 0) this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    this.#keptBytes += Math.min(room, chunk.length)
    if (chunk.length <= room) return
    this.#succeed()
    this.#cut(new Error('the answer is longer than is kept'))
  }

  /** A receiver may accept before it has read the whole body: the rest is still sent. One that refuses gets no more. */
  onComplete(): void {
    const { wire } = this.line
    const unsent = wire?.sent === false
    this.#complete = true
    if (unsent && this.#status! < 400) wire!.whenSent(() => this.#succeed())
    else this.#succeed()
    if (unsent && this.#status! >= 400) wire!.socket.destroy()
  }

  onError(error: Error): void {
    if (this.#ended) return
    const { reused } = this.line
    const wire = this.#abort && this.line.wire
    this.unprocessed = reused && wire?.sent === false && !wire.answered
    if (systemCode(error) === 'UND_ERR_DESTROYED') this.#fail(cancelled(this.progress), true)
    else this.#fail(exchangeFailure(wire?.failure ?? error, this.progress))
  }

  /** Not undici's abort: after that, it connects anew although there is nothing to send. */
  #cut(reason: Error): void {
    this.line.wire?.socket.destroy(reason)
  }

  #succeed(): void {
    if (this.#ended) return
    const durationMs = performance.now() - this.startedAt
    const body =
      this.#chunks.length === 0 ? NOTHING : this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks)
    const truncated = this.#bodyBytes > this.#keptBytes
    this.#end(
      new Answer(this.#status!, this.#statusText, this.#rawHeaders, body, this.#bodyBytes, truncated, durationMs),
    )
  }

  #fail(error: CvHookError, byUs?: true): void {
    this.#end({
      ok: false,
      error,
      phase: this.progress.phase,
      ...(this.#status === undefined ? {} : { status: this.#status }),
      ...(byUs ? { cancelled: byUs } : {}),
      durationMs: performance.now() - this.startedAt,
    })
  }

  #end(result: AttemptResult): void {
    if (this.#ended) return
    this.#ended = true
    this.onEnd(result, this)
  }
}
