/** A position in JSON text that moves over one token at a time, and stops with a fault where the text is not JSON. */

/** Where and why a text is not JSON. The text itself is not in it. */
export class JsonFault extends Error {
  constructor(
    readonly offset: number,
    readonly reason: string,
  ) {
    super(reason)
  }
}

const QUOTE = 0x22
const MINUS = 0x2d
const ZERO = 0x30
const BACKSLASH = 0x5c
const LOWER_U = 0x75
const ESCAPES = new Set([...'"\\/bfnrt'].map(char => char.charCodeAt(0)))
const WORDS = ['true', 'false', 'null']

/** A position in JSON text. Every method is linear in what it moves over. */
export class JsonCursor {
  at = 0

  constructor(readonly text: string) {}

  /** The code of the next character that is no blank; NaN at the end. */
  peek(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code
      this.at++
    }
  }

  /** Moves over one character that must be next. */
  take(code: number, reason: string): void {
    if (this.peek() !== code) this.fail(reason)
    this.at++
  }

  /** Moves over a text; gives where it starts behind its quote. */
  takeText(reason: string): number {
    this.take(QUOTE, reason)
    const { text, at: start } = this
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at)
      if (code === QUOTE) {
        this.at = at + 1
        return start
      }
      if (code === BACKSLASH) at = this.#escape(at + 1)
      else if (!(code >= 0x20)) this.#failAt(at, 'expected control characters to be escaped')
    }
  }

  /** Moves over a text, a number, or a word. */
  takeScalar(): void {
    const code = this.peek()
    if (code === QUOTE) this.takeText('')
    else if (code === MINUS || isDigit(code)) this.#number()
    else {
      const word = WORDS.find(one => this.text.startsWith(one, this.at))
      if (!word) this.fail('expected a value')
      this.at += word.length
    }
  }

  /** Stops here. */
  fail(reason: string): never {
    throw new JsonFault(this.at, this.at >= this.text.length ? 'the text ends too early' : reason)
  }

  #failAt(at: number, reason: string): never {
    this.at = at
    this.fail(reason)
  }

  /** The position of the last character of an escape whose letter stands at a position. */
  #escape(at: number): number {
    const code = this.text.charCodeAt(at)
    if (code !== LOWER_U) return ESCAPES.has(code) ? at : this.#failAt(at, 'expected an escape that JSON knows')
    for (let digit = at + 1; digit <= at + 4; digit++) {
      if (!isHex(this.text.charCodeAt(digit))) this.#failAt(digit, 'expected four hex digits')
    }
    return at + 4
  }

  #number(): void {
    if (this.text.charCodeAt(this.at) === MINUS) this.at++
    if (this.text.charCodeAt(this.at) === ZERO) this.at++
    else this.#digits()
    if (this.text[this.at] === '.') {
      this.at++
      this.#digits()
    }
    if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
      this.at++
      if (this.text[this.at] === '+' || this.text[this.at] === '-') this.at++
      this.#digits()
    }
  }

  #digits(): void {
    const start = this.at
    while (isDigit(this.text.charCodeAt(this.at))) this.at++
    if (this.at === start) this.fail('expected a digit')
  }
}

const isDigit = (code: number) => code >= ZERO && code <= 0x39
const isHex = (code: number) => isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66)
