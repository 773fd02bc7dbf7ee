/** Reading a request's body whole, within bounds of its own and of all bodies that are under way. */
import type { IncomingMessage } from 'node:http'

/** The bytes that all bodies under way may have together. */
export class BodyRoom {
  #left: number

  constructor(bytes: number) {
    this.#left = bytes
  }

  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }

  give(bytes: number): void {
    this.#left += bytes
  }
}

/** How a body ended: all of it came, it broke off, or it went beyond a bound. */
export type BodyEnd = 'complete' | 'cut' | 'tooLarge' | 'busy'

const NOTHING = Buffer.alloc(0)

/**
 * Collects a body.
 *
 * @param done called once; the bytes of a complete body were taken from the room and are to be given back by the caller
 */
export function collectBody(
  request: IncomingMessage,
  maxBytes: number,
  room: BodyRoom,
  done: (end: BodyEnd, body: Buffer) => void,
): void {
  let chunks: Buffer[] = []
  let size = 0
  let over = false
  const finish = (end: BodyEnd) => {
    if (over) return
    over = true
    const body = chunks.length === 1 ? chunks[0]! : chunks.length === 0 ? NOTHING : Buffer.concat(chunks, size)
    chunks = []
    if (end !== 'complete') room.give(size)
    done(end, body)
  }
  const giveUp = (end: 'tooLarge' | 'busy') => {
    chunks = []
    finish(end)
  }
  request.on('data', (chunk: Buffer) => {
    if (over) return
    if (size + chunk.length > maxBytes) return giveUp('tooLarge')
    if (!room.take(chunk.length)) return giveUp('busy')
    size += chunk.length
    chunks.push(chunk)
  })
  request.on('end', () => finish('complete'))
  request.on('error', () => finish('cut'))
}
