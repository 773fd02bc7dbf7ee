/** JSON of any size without the blanks between its tokens. */
import type { CauseId } from '../causes.js'
import { converted, type Pieces } from './pieces.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const BLANK = 0x20

/** JSON that was written with blanks, as the sender writes it. */
export class Compacted {
  #out = Buffer.alloc(0)
  #inText = false
  #escaped = false
  #spaced = false
  #broken = false

  constructor(readonly bytes: Uint8Array) {}

  /** Whether a body begins like JSON. */
  static fits = (bytes: Uint8Array) => bytes[0] === 0x7b || bytes[0] === 0x5b

  /** What the blanks mean, once all of them have passed. */
  readonly causes = (): readonly CauseId[] =>
    this.#broken ? ['json-indentation'] : this.#spaced ? ['json-spacing'] : []

  readonly pieces = (): Pieces => {
    this.#inText = false
    this.#escaped = false
    return converted(this.bytes, slice => this.#without(slice))
  }

  #without(slice: Buffer): Uint8Array {
    if (this.#out.length < slice.length) this.#out = Buffer.allocUnsafe(slice.length)
    const out = this.#out
    let to = 0
    let inText = this.#inText
    let escaped = this.#escaped
    for (let at = 0; at < slice.length; at++) {
      const byte = slice[at]!
      if (inText) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) inText = false
      } else if (byte === BLANK) {
        this.#spaced = true
        continue
      } else if (byte === 0x0a || byte === 0x0d || byte === 0x09) {
        this.#broken = true
        continue
      } else if (byte === QUOTE) inText = true
      out[to++] = byte
    }
    this.#inText = inText
    this.#escaped = escaped
    return out.subarray(0, to)
  }
}
