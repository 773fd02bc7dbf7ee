/** What is known of each connection: which of its requests wait for an answer, and whether what came on it is broken. */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** The requests of one connection. */
export interface Line {
  /** The one that came last; the parser knows whether it is complete. */
  last: IncomingMessage
  unanswered: number
}

/** The connections of a listener. */
export class Connections {
  readonly #lines = new WeakMap<Socket, Line>()
  readonly #broken = new WeakSet<Socket>()
  readonly #refused = new WeakSet<Socket>()
  #inFlight = 0
  onIdle: (() => void) | undefined

  /** Requests that wait for an answer, on all connections. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** A request came, and is to be answered. */
  enter(request: IncomingMessage): Line {
    this.#inFlight++
    const line = this.#lines.get(request.socket) ?? { last: request, unanswered: 0 }
    if (line.unanswered++ === 0) this.#lines.set(request.socket, line)
    line.last = request
    return line
  }

  /** A request was answered, or will never be. A broken connection ends with its last one. */
  leave(socket: Socket, line: Line): void {
    this.#inFlight--
    line.unanswered--
    if (line.unanswered === 0 && this.#broken.has(socket)) socket.destroySoon()
    if (this.#inFlight === 0) this.onIdle?.()
  }

  /** Requests that came whole and wait for an answer: whatever is sent now, a sender would take for theirs. */
  waiting(socket: Socket): number {
    const line = this.#lines.get(socket)
    return line ? line.unanswered - (line.last.complete ? 0 : 1) : 0
  }

  refuse(socket: Socket): void {
    this.#refused.add(socket)
  }

  break(socket: Socket): void {
    this.#broken.add(socket)
  }

  isBroken(socket: Socket): boolean {
    return this.#broken.has(socket)
  }

  /** Whatever comes after a fault or a refusal is not worth a word. */
  isOver(socket: Socket): boolean {
    return this.#broken.has(socket) || this.#refused.has(socket)
  }
}
