/** Bytes that come in pieces, put together without ever being in memory twice. */

/** A buffer of a fixed capacity. The system gives memory only for the part that was written. */
export class Gathered {
  #buffer: Buffer | undefined
  #size = 0

  constructor(readonly capacity: number) {}

  /** How many bytes came in all; more than the capacity when some were not kept. */
  get size(): number {
    return this.#size
  }

  /** The bytes that were kept. */
  get bytes(): Uint8Array {
    return this.#buffer?.subarray(0, Math.min(this.#size, this.capacity)) ?? Buffer.alloc(0)
  }

  /** Keeps a piece, as far as there is room. */
  add(piece: Uint8Array): void {
    this.#buffer ??= Buffer.allocUnsafeSlow(this.capacity)
    if (this.#size < this.capacity) this.#buffer.set(piece.subarray(0, this.capacity - this.#size), this.#size)
    this.#size += piece.length
  }

  /** Starts anew in the same memory. Whoever still holds the bytes finds them empty, never those of another. */
  clear(): void {
    if (this.#buffer) this.#buffer = Buffer.from(moved(this.#buffer.buffer as ArrayBuffer))
    this.#size = 0
  }
}

const moved = (memory: ArrayBuffer): ArrayBuffer => structuredClone(memory, { transfer: [memory] })
