/** An endpoint to send to: its way chosen once, its connections kept between attempts. */
import { Lane } from './lane.js'
import { type AttemptRequest, prepareRequest } from './request.js'
import { type Answered, type AttemptResult, MAX_ANSWER_BYTES } from './result.js'
import { chooseRoute, type Route, type RouteOptions } from './route.js'
import { parseTarget } from './target.js'
import { credentialsWanted } from './tunnel.js'

export type { AttemptRequest } from './request.js'
export type { AttemptResult, Unanswered } from './result.js'

/** How to connect to an endpoint. */
export interface ConnectionOptions extends RouteOptions {
  /** How many connections may be open at once; an attempt beyond waits, and its time starts when it has one. */
  connections: number
  /** How much of an answer's body is kept; 64 KiB unless given. */
  maxAnswerBytes?: number
}

/** Something that requests are sent to. */
export interface Endpoint {
  /** For messages: no credentials, the query's values masked. */
  readonly url: string
  /** The proxy that is used, without its credentials. */
  readonly proxy: string | undefined
  /**
   * Sends one request and waits for its answer. Redirects are not followed. Never rejects.
   *
   * @param signal gives the attempt up; the result then says `cancelled`
   */
  attempt(request: AttemptRequest, signal?: AbortSignal): Promise<AttemptResult>
  /** Gives up what is under way and leaves nothing open. */
  close(): Promise<void>
}

/**
 * Opens an endpoint. Nothing is connected yet; a remote host is looked up only where `requireLoopback` or a proxy asks for it.
 *
 * @throws CvHookError `usage` (URL, certificates, proxy), `remote-not-allowed`, `dns`, `timeout`
 */
export async function openEndpoint(url: string | URL, options: ConnectionOptions): Promise<Endpoint> {
  return new PooledEndpoint(await chooseRoute(parseTarget(url), options), options)
}

class PooledEndpoint implements Endpoint {
  readonly url: string
  readonly proxy: string | undefined
  readonly #keepAlive = { proven: false, broken: false }
  readonly #lanes: Lane[] = []
  readonly #idle: Lane[] = []
  #closed = false
  readonly #waiting: Array<(lane: Lane) => void> = []

  constructor(
    readonly route: Route,
    readonly options: ConnectionOptions,
  ) {
    this.url = route.target.printable
    this.proxy = route.proxy?.printable
  }

  attempt(request: AttemptRequest, signal?: AbortSignal): Promise<AttemptResult> {
    return new Promise(resolve => {
      const sendOn = (lane: Lane) =>
        lane.send(prepareRequest(request, this.route), signal, result => {
          this.#release(lane)
          resolve(result.ok && result.status === 407 ? this.#refusedByProxy(result) : result)
        })
      const lane = this.#freeLane()
      if (lane) sendOn(lane)
      else this.#waiting.push(sendOn)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#lanes.map(lane => lane.close()))
  }

  #freeLane(): Lane | undefined {
    const lane = this.#idle.pop()
    if (lane || this.#lanes.length >= this.options.connections) return lane
    const { timeoutMs, maxAnswerBytes = MAX_ANSWER_BYTES } = this.options
    const made = new Lane(this.route, { timeoutMs, maxAnswerBytes }, this.#keepAlive)
    if (this.#closed) made.close()
    this.#lanes.push(made)
    return made
  }

  #release(lane: Lane): void {
    const next = this.#waiting.shift()
    // Not at once, since undici is still busy with the end of the last one.
    if (next) queueMicrotask(() => next(lane))
    else this.#idle.push(lane)
  }

  /** Of a plain request through a proxy, 407 is the proxy's own answer; the receiver was not asked. */
  #refusedByProxy(result: Answered): AttemptResult {
    const { target, proxy } = this.route
    if (!proxy || target.protocol === 'https:') return result
    return { ok: false, error: credentialsWanted(proxy), phase: 'connecting', durationMs: result.durationMs }
  }
}
