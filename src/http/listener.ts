/**
 * The server that deliveries arrive at: bounded in bytes and time, deaf to web pages, and not to be felled by whatever else
 * connects. It hands on each body's exact bytes, and knows nothing of signatures.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { rawPairs } from '../core/headers.js'
import type { Arrival, Listener, ListenerAnswer, ListenerHandlers, ListenerOptions } from './arrival.js'
import { BodyRoom, collectBody } from './body.js'
import { Connections } from './connections.js'
import { answerProtocolError, protocolFault } from './protocol-error.js'
import { asksForHealth, REFUSALS, type Refusal, refusalOf } from './refusals.js'
import { HEALTHY, refusalAnswer, sendAnswer, sendEarly } from './replies.js'

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
  readonly #connections = new Connections()
  #closing = false

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
    if (this.#connections.inFlight > 0) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>(resolve => {
        this.#connections.onIdle = resolve
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
      headers: rawPairs(request.rawHeaders),
      body: NOTHING,
      complete: false,
      receivedAt: Date.now(),
    }
    const line = this.#connections.enter(request)
    let held = 0
    let arrivedAt = 0
    let durationMs = 0
    let answer: ListenerAnswer | undefined
    let gone = false
    const settle = () => {
      this.#room.give(held)
      this.#connections.leave(request.socket, line)
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
        if (!this.#connections.isBroken(request.socket)) this.handlers.cut?.(arrival)
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
    this.#connections.refuse(request.socket)
    sendEarly(request, response, refusalAnswer(refusal))
  }

  #onBroken(error: NodeJS.ErrnoException, socket: Socket): void {
    if (this.#connections.isOver(socket)) return
    const fault = protocolFault(error)
    if (!fault || !socket.writable) return void socket.destroy()
    this.#connections.break(socket)
    this.handlers.refused?.(fault)
    if (this.#connections.waiting(socket) === 0) answerProtocolError(socket, fault)
  }

  #tell(refusal: Refusal, { method = '', url = '' }: IncomingMessage): void {
    this.handlers.refused?.({ ...refusal, method, path: url })
  }
}

const NOTHING = Buffer.alloc(0)
