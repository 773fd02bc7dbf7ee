/** A connected socket as undici gets it, mended in two points where undici alone would report something untrue. */
import type { Socket } from 'node:net'

const MAX_HELD_BYTES = 65_536
const CONTINUE = Buffer.from('HTTP/1.1 100')

type Written = (error?: Error | null) => void

/**
 * Takes over how a socket is written and read.
 *
 * - A receiver that answers 413 and closes makes the next write fail, which destroys the socket together with the
 *   answer that waits in it. A failed write is therefore held back until what has come was read.
 * - `100 Continue` that nobody asked for is skipped, as RFC 9110 (15.2) demands; undici takes it for an error.
 */
export class Wire {
  readonly #read: Socket['read']
  #held: Buffer | undefined
  #beforeAnswer = true
  #answered = false
  #unwritten = 0
  #onSent: (() => void) | undefined
  #failure: Error | undefined

  constructor(readonly socket: Socket) {
    this.#read = socket.read.bind(socket)
    socket.read = this.#readAnswer
    socket.on('error', error => {
      this.#failure ??= error
    })
    const { _write, _writev } = socket
    socket._write = (chunk, encoding, callback) => _write.call(socket, chunk, encoding, this.#patient(callback))
    socket._writev = (chunks, callback) => _writev!.call(socket, chunks, this.#patient(callback))
  }

  /** To be called before each request: what comes next is the start of an answer. */
  expectAnswer(): void {
    this.#beforeAnswer = true
    this.#answered = false
  }

  /** Whether any byte came since the request began. */
  get answered(): boolean {
    return this.#answered
  }

  /** The first error of the socket. A TLS alert comes before the end that undici reports. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** Whether the system has taken the whole request. */
  get sent(): boolean {
    return this.#unwritten === 0
  }

  /** Calls back once the request has wholly left, or cannot leave any more. */
  whenSent(callback: () => void): void {
    this.#onSent = callback
    this.socket.once('close', callback)
  }

  /** Two turns of the event loop have one reading between them. If that finds the end, the socket closes by itself. */
  #patient(callback: Written): Written {
    this.#unwritten++
    return error => {
      if (error) {
        setImmediate(() => setImmediate(() => callback(error)))
        return
      }
      // A write that the end of its socket cancels counts as a success for Node.
      if (!this.socket.destroyed) this.#unwritten--
      callback()
      if (this.sent) this.#onSent?.()
    }
  }

  readonly #readAnswer = (size?: number): Buffer | null => {
    const chunk = this.#read(size) as Buffer | null
    if (chunk === null || !this.#beforeAnswer) return chunk
    this.#answered = true
    return this.#skipContinue(chunk)
  }

  #skipContinue(chunk: Buffer): Buffer | null {
    let bytes = this.#held ? Buffer.concat([this.#held, chunk]) : chunk
    this.#held = undefined
    while (startsAlike(bytes)) {
      const end = bytes.length < CONTINUE.length ? -1 : bytes.indexOf('\r\n\r\n')
      if (end < 0 && bytes.length <= MAX_HELD_BYTES) {
        this.#held = bytes
        return null
      }
      if (end < 0) break
      bytes = bytes.subarray(end + 4)
      if (bytes.length === 0) return null
    }
    this.#beforeAnswer = false
    return bytes
  }
}

function startsAlike(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, CONTINUE.length)
  return bytes[length - 1] === CONTINUE[length - 1] && bytes.compare(CONTINUE, 0, length, 0, length) === 0
}
