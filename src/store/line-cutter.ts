/** Cuts pieces of a file into lines, of any length up to a limit. */
import { Gathered } from './gathered.js'

const NEWLINE = 0x0a

/** Lines that are longer are gathered in a buffer of their own instead of being put together from parts. */
const LONG = 4 * 1024 ** 2

/** The cutter. Lines that lie in one piece are parts of it. */
export class LineCutter {
  #parts: Uint8Array[] = []
  #size = 0
  readonly #long: Gathered

  /** @param limit bytes of a line above which it is not given */
  constructor(readonly limit: number) {
    this.#long = new Gathered(limit)
  }

  /** Calls back for each line that ends in a piece; `undefined` stands for one that is longer than the limit. */
  *push(piece: Uint8Array): Generator<Uint8Array | undefined> {
    let from = 0
    for (let feed = piece.indexOf(NEWLINE); feed !== -1; feed = piece.indexOf(NEWLINE, from)) {
      yield this.#finish(piece.subarray(from, feed))
      from = feed + 1
    }
    if (from < piece.length) this.#keep(piece.subarray(from))
  }

  /** The last line, if it has no newline. */
  *end(): Generator<Uint8Array | undefined> {
    if (this.#size > 0) yield this.#finish(new Uint8Array(0))
  }

  #finish(rest: Uint8Array): Uint8Array | undefined {
    if (this.#size === 0) return rest
    this.#keep(rest)
    const size = this.#size
    this.#size = 0
    if (this.#long.size === 0) {
      const parts = this.#parts
      this.#parts = []
      return Buffer.concat(parts, size)
    }
    const line = this.#long.take()
    return size > this.limit ? undefined : line
  }

  #keep(part: Uint8Array): void {
    this.#size += part.length
    if (this.#size <= LONG) this.#parts.push(part)
    else {
      for (const earlier of this.#parts) this.#long.add(earlier)
      this.#parts = []
      this.#long.add(part)
    }
  }
}
