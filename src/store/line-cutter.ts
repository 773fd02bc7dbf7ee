/** Cuts pieces of a file into lines, of any length up to a limit. */
import { Gathered } from './gathered.js'

const NEWLINE = 0x0a

/** Lines that are longer are gathered in one buffer, which the next of them is gathered in too. */
const LONG = 8 * 1024 ** 2

/** Takes a line; `undefined` stands for one that is longer than the limit. */
type OnLine = (line: Uint8Array | undefined) => void

/**
 * The cutter. A line that lies in one piece is a part of it, to be used before the next piece comes; one of more than
 * 8 MiB is to be used before the next one of that size comes: it is empty then.
 */
export class LineCutter {
  #parts: Uint8Array[] = []
  #size = 0
  readonly #long: Gathered

  /** @param limit bytes of a line above which it is not given */
  constructor(readonly limit: number) {
    this.#long = new Gathered(limit)
  }

  /** Takes a piece, and calls back for each line that ends in it. */
  push(piece: Uint8Array, onLine: OnLine): void {
    let from = 0
    for (let feed = piece.indexOf(NEWLINE); feed !== -1; feed = piece.indexOf(NEWLINE, from)) {
      onLine(this.#finish(piece.subarray(from, feed)))
      from = feed + 1
    }
    if (from < piece.length) this.#keep(piece.subarray(from))
  }

  /** Calls back for the last line, if it has no newline. */
  end(onLine: OnLine): void {
    if (this.#size > 0) onLine(this.#finish(new Uint8Array(0)))
  }

  #finish(rest: Uint8Array): Uint8Array | undefined {
    if (this.#size === 0) return rest
    this.#keep(rest)
    const size = this.#size
    this.#size = 0
    if (size > LONG) return size > this.limit ? undefined : this.#long.bytes
    const line = Buffer.concat(this.#parts, size)
    this.#parts = []
    return line
  }

  #keep(part: Uint8Array): void {
    const before = this.#size
    this.#size += part.length
    if (this.#size <= LONG) {
      this.#parts.push(Buffer.from(part))
      return
    }
    if (before <= LONG) {
      this.#long.clear()
      for (const earlier of this.#parts) this.#long.add(earlier)
      this.#parts = []
    }
    this.#long.add(part)
  }
}
