/** Collects the bytes of one item that comes in pieces, without the long texts that nobody needs. */

/** Bytes of a text above which it is dropped, where that is allowed. */
export const LONG_TEXT = 4096

/** The bytes of one item. */
export class ItemBuffer {
  #parts: Uint8Array[] = []
  #size = 0
  #held: Uint8Array[] = []
  #heldSize = 0

  /** @param limit bytes above which nothing more is kept */
  constructor(readonly limit: number) {}

  /** Keeps a piece. */
  take(chunk: Uint8Array, from: number, to: number): void {
    if (to > from) this.#add(copy(chunk, from, to))
  }

  /** Keeps a piece of a text that is dropped if it turns out to be long. */
  hold(chunk: Uint8Array, from: number, to: number): void {
    this.#heldSize += to - from
    if (this.#heldSize <= LONG_TEXT) this.#held.push(copy(chunk, from, to))
    else this.#held = []
  }

  /** The text that was held has ended: it is kept, or was too long. */
  release(): void {
    if (this.#heldSize <= LONG_TEXT) for (const part of this.#held) this.#add(part)
    this.#held = []
    this.#heldSize = 0
  }

  /** The bytes, and an empty buffer again; `undefined` when there were too many. */
  finish(): Uint8Array | undefined {
    const whole =
      this.#size > this.limit ? undefined : this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts)
    this.#parts = []
    this.#size = 0
    this.#held = []
    this.#heldSize = 0
    return whole
  }

  #add(part: Uint8Array): void {
    this.#size += part.length
    if (this.#size <= this.limit) this.#parts.push(part)
    else this.#parts = []
  }
}

// The reader may use its chunk again.
const copy = (chunk: Uint8Array, from: number, to: number) => Buffer.from(chunk.subarray(from, to))
