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

  /** Keeps a piece, as far as there is room. */
  add(piece: Uint8Array): void {
    this.#buffer ??= Buffer.allocUnsafeSlow(this.capacity)
    if (this.#size < this.capacity) this.#buffer.set(piece.subarray(0, this.capacity - this.#size), this.#size)
    this.#size += piece.length
  }

  /** The bytes that were kept. */
  kept(): Uint8Array {
    return this.#buffer?.subarray(0, Math.min(this.#size, this.capacity)) ?? Buffer.alloc(0)
  }

  /** The same; the next ones go into a buffer of their own. */
  take(): Uint8Array {
    const bytes = this.kept()
    this.#buffer = undefined
    this.#size = 0
    return bytes
  }
}
