/**
 * The server that deliveries arrive at: bounded in bytes and time, deaf to web pages, and not to be felled by whatever else
 * connects. It hands on each body's exact bytes, and knows nothing of signatures.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { RawHeader } from '../captures/record.js'
import { BodyRoom, collectBody } from './body.js'
import { answerProtocolError, protocolFault } from './protocol-error.js'
import { asksForHealth, REFUSALS, type Refusal, type RefusalReason, refusalOf } from './refusals.js'
import { type ListenerAnswer, sendAnswer, sendEarly } from './replies.js'

export type { ListenerAnswer } from './replies.js'

/** A request that may be a delivery, as it arrived. */
export interface Arrival {
  method: string
  /** The request target as it stands in the request line: path and query, or whatever was sent. */
  path: string
  httpVersion: string
  /** Order, case and duplicates kept; values are latin1 code points. */
  headers: RawHeader[]
  /** As sent; a content encoding is left alone. */
  body: Buffer
  /** Whether the whole body came. */
  complete: boolean
  /** Epoch milliseconds. */
  receivedAt: number
}

/** A request that was turned away before anybody looked at a body. */
export interface RefusedRequest {
  reason: RefusalReason
  /** `undefined` where the connection was closed without an answer. */
  status: number | undefined
  text: string
  method?: string
  path?: string
}

/** What a listener tells, and whom it asks. None of these may throw, but for `deliver`. */
export interface ListenerHandlers {
  /** Gives the answer to an arrival. One that fails is answered 500, and told to `failed`. */
  deliver(arrival: Arrival): ListenerAnswer | Promise<ListenerAnswer>
  /** A body that broke off; it gets no answer. */
  cut?(arrival: Arrival): void
  refused?(request: RefusedRequest): void
  failed?(error: unknown): void
}

/** Where to listen, and within which bounds. */
export interface ListenerOptions {
  host: string
  /** 0 for any that is free. */
  port: number
  /** Bytes of one body; 25 MiB unless given. */
  maxBody?: number
  /** Bytes of all bodies that are under way; 256 MiB unless given. */
  maxInFlight?: number
}

/** A server that is listening. */
export interface Listener {
  host: string
  /** The address that the host stands for. */
  address: string
  port: number
  /** For requests from this machine. */
  url: string
  /** Takes no more connections, waits for what is under way, then leaves nothing open. */
  close(graceMs?: number): Promise<void>
}

const MAX_BODY = 25 * 1024 ** 2
const MAX_IN_FLIGHT = 256 * 1024 ** 2
const LIMITS = {
  maxHeaderSize: 64 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 2000,
  noDelay: true,
}
/** How long a close waits for what is under way. */
const GRACE = 5000

/**
 * Starts to listen.
 *
 * @throws CvHookError `port-taken`, `address`
 */
export async function startListener(options: ListenerOptions, handlers: ListenerHandlers): Promise<Listener> {
  const listener = new HttpListener(options, handlers)
  await listener.start()
  return listener
}

class HttpListener implements Listener {
  readonly host: string
  address = ''
  port: number
  readonly #server: Server
  readonly #room: BodyRoom
  readonly #maxBody: number
  readonly #lines = new WeakMap<Socket, Line>()
  readonly #broken = new WeakSet<Socket>()
  readonly #refused = new WeakSet<Socket>()
  #inFlight = 0
  #closing = false
  #onIdle: (() => void) | undefined

  constructor(
    { host, port, maxBody = MAX_BODY, maxInFlight = MAX_IN_FLIGHT }: ListenerOptions,
    readonly handlers: ListenerHandlers,
  ) {
    this.host = host
    this.port = port
    this.#maxBody = maxBody
    this.#room = new BodyRoom(maxInFlight)
    this.#server = createServer(LIMITS, (request, response) => this.#take(request, response, false))
    // Beyond a limit Node would drop headers silently; the size of the whole head is limited as it is.
    this.#server.maxHeadersCount = 0
    this.#server.on('checkContinue', (request, response) => this.#take(request, response, true))
    this.#server.on('checkExpectation', (request, response) => this.#refuse(request, response, REFUSALS.expectation))
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.#tell(REFUSALS.method, request)
      answerProtocolError(socket, REFUSALS.method)
    })
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => this.#onBroken(error, socket as Socket))
  }

  get url(): string {
    const open = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[this.host]
    return `http://${open ?? (this.host.includes(':') ? `[${this.host}]` : this.host)}:${this.port}`
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.port, this.host, resolve)
    }).catch(async error => {
      const { listenFailure } = await import('./listen-failure.js')
      throw listenFailure(error, this.host, this.port)
    })
    this.#server.on('error', error => this.handlers.failed?.(error))
    const bound = this.#server.address() as AddressInfo
    this.address = bound.address
    this.port = bound.port
  }

  async close(graceMs = GRACE): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    this.#closing = true
    if (this.#inFlight > 0) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>(resolve => {
        this.#onIdle = resolve
        timer = setTimeout(resolve, graceMs)
      })
      clearTimeout(timer)
    }
    this.#server.closeAllConnections()
    await closed
  }

  #take(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const head = request as IncomingMessage & { method: string; url: string }
    const refusal = this.#closing ? REFUSALS.closing : refusalOf(head, this.#maxBody)
    if (refusal?.reason === 'method' && asksForHealth(head)) sendEarly(request, response, HEALTHY)
    else if (refusal) this.#refuse(request, response, refusal)
    else {
      if (expectsContinue) response.writeContinue()
      this.#receive(head, response)
    }
  }

  #receive(request: IncomingMessage & { method: string; url: string }, response: ServerResponse): void {
    const arrival: Arrival = {
      method: request.method,
      path: request.url,
      httpVersion: request.httpVersion,
      headers: pairs(request.rawHeaders),
      body: NOTHING,
      complete: false,
      receivedAt: Date.now(),
    }
    const line = this.#enter(request)
    let held = 0
    let arrivedAt = 0
    let durationMs = 0
    let answer: ListenerAnswer | undefined
    let gone = false
    const settle = () => {
      this.#room.give(held)
      this.#leave(request.socket, line)
      answer?.settled?.(response.writableFinished, durationMs)
    }
    const reply = (given: ListenerAnswer) => {
      answer = given
      durationMs = performance.now() - arrivedAt
      if (gone) settle()
      else {
        if (this.#closing) response.shouldKeepAlive = false
        sendAnswer(response, given)
      }
    }
    response.on('close', () => {
      gone = true
      if (answer || !arrival.complete) settle()
    })
    collectBody(request, this.#maxBody, this.#room, (end, body) => {
      arrival.body = body
      arrivedAt = performance.now()
      if (end === 'cut') {
        if (!this.#broken.has(request.socket)) this.handlers.cut?.(arrival)
      } else if (end !== 'complete') this.#refuse(request, response, REFUSALS[end])
      else {
        held = body.length
        arrival.complete = true
        const given = this.#ask(arrival)
        if (given instanceof Promise) given.then(reply)
        else reply(given)
      }
    })
  }

  #ask(arrival: Arrival): ListenerAnswer | Promise<ListenerAnswer> {
    const failed = (error: unknown): ListenerAnswer => {
      this.handlers.failed?.(error)
      return { status: 500 }
    }
    try {
      const given = this.handlers.deliver(arrival)
      return given instanceof Promise ? given.catch(failed) : given
    } catch (error) {
      return failed(error)
    }
  }

  #refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    this.#tell(refusal, request)
    this.#refused.add(request.socket)
    sendEarly(request, response, refusalAnswer(refusal))
  }

  #onBroken(error: NodeJS.ErrnoException, socket: Socket): void {
    // Whatever comes after a refusal is not worth a word.
    if (this.#broken.has(socket) || this.#refused.has(socket)) return
    const fault = protocolFault(error)
    if (!fault || !socket.writable) return void socket.destroy()
    this.#broken.add(socket)
    this.handlers.refused?.(fault)
    // A sender would take it for the answer to what it sent before.
    const line = this.#lines.get(socket)
    const waiting = line ? line.unanswered - (line.last.complete ? 0 : 1) : 0
    if (waiting === 0) answerProtocolError(socket, fault)
  }

  #tell(refusal: Refusal, { method = '', url = '' }: IncomingMessage): void {
    this.handlers.refused?.({ ...refusal, method, path: url })
  }

  #enter(request: IncomingMessage): Line {
    this.#inFlight++
    const line = this.#lines.get(request.socket) ?? { last: request, unanswered: 0 }
    if (line.unanswered++ === 0) this.#lines.set(request.socket, line)
    line.last = request
    return line
  }

  #leave(socket: Socket, line: Line): void {
    this.#inFlight--
    line.unanswered--
    if (line.unanswered === 0 && this.#broken.has(socket)) socket.destroySoon()
    if (this.#inFlight === 0) this.#onIdle?.()
  }
}

/** The requests of one connection. */
interface Line {
  /** The one that came last; the parser knows whether it is complete. */
  last: IncomingMessage
  unanswered: number
}

const NOTHING = Buffer.alloc(0)
const HEALTHY: ListenerAnswer = { status: 200, body: '{"ok":true}\n' }

function refusalAnswer({ status, text }: Refusal): ListenerAnswer {
  const headers: RawHeader[] = [
    ['content-type', 'application/json'],
    ['connection', 'close'],
  ]
  if (status === 405) headers.push(['allow', 'POST'])
  return { status, headers, body: `${JSON.stringify({ error: text })}\n` }
}

function pairs(raw: readonly string[]): RawHeader[] {
  const headers: RawHeader[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push([raw[at]!, raw[at + 1]!])
  return headers
}
