/**
 * Objects as programs print them: JSON, Node's `util.inspect`, Python's `repr`, Ruby's `inspect`. One pass, without
 * recursion, that turns them into compact JSON; numbers keep their spelling and members their order.
 */
import { type Printer, readName, readScalar, skipBlanks, skipPrefix, type Token } from './tokens.js'

/** An object that was printed. */
export interface Printed {
  /** Compact JSON; empty where it is cut. */
  json: string
  end: number
  /** Its own members. */
  names: ReadonlySet<string>
  /** The JSON of its member `event`, if that has no members. */
  event: string | undefined
  /** Whether parts were left out in print: `[Object]`, `... 3 more items`. */
  gaps: boolean
  by: Printer
  /** Whether the text stops before the object does. */
  cut: boolean
}

interface Level {
  close: string
  object: boolean
  empty: boolean
  wants: 'item' | 'comma'
}

const MAX_DEPTH = 500
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }

/** What is left of the work that a search may do, in characters. */
export interface Budget {
  left: number
}

/** Reads the object whose bracket stands at a position; `undefined` when what follows does not fit. */
export function readPrinted(text: string, from: number, budget: Budget): Printed | undefined {
  const reader = new PrintReader(text, from)
  const printed = reader.read()
  budget.left -= reader.at - from
  return printed
}

class PrintReader {
  readonly #out: string[] = []
  readonly #levels: Level[] = []
  readonly #names = new Set<string>()
  #event: string | undefined
  #gaps = false
  #by: Printer = 'JSON'
  /** Where it is. */
  at: number

  constructor(
    readonly text: string,
    from: number,
  ) {
    this.at = from
    this.#open(text[from]!)
  }

  read(): Printed | undefined {
    while (this.#levels.length > 0) {
      this.at = skipBlanks(this.text, this.at)
      if (this.at >= this.text.length) return this.#result(true)
      if (!this.#step(this.#levels.at(-1)!)) return this.at >= this.text.length ? this.#result(true) : undefined
    }
    return this.#result(false)
  }

  #result(cut: boolean): Printed {
    const json = cut ? '' : this.#out.join('')
    return { json, end: this.at, names: this.#names, event: this.#event, gaps: this.#gaps, by: this.#by, cut }
  }

  /** Reads what comes next; says whether it fits. */
  #step(level: Level): boolean {
    const char = this.text[this.at]!
    if (char === level.close) {
      this.at++
      this.#levels.pop()
      this.#out.push(level.object ? '}' : ']')
      return true
    }
    if (this.text.startsWith('...', this.at) || char === '\u2026') return this.#leftOut()
    if (level.wants === 'comma') {
      level.wants = 'item'
      this.at++
      return char === ','
    }
    level.wants = 'comma'
    if (!level.empty) this.#out.push(',')
    level.empty = false
    const name = level.object ? this.#name() : undefined
    return (!level.object || name !== undefined) && this.#value(name)
  }

  /** Passes over `... 3 more items`. */
  #leftOut(): boolean {
    this.#gaps = true
    while (this.at < this.text.length && !'\n,]})'.includes(this.text[this.at]!)) this.at++
    return true
  }

  #name(): string | undefined {
    const token = readName(this.text, this.at)
    if (!this.#took(token)) return undefined
    this.at = skipBlanks(this.text, this.at)
    const arrow = this.text.startsWith('=>', this.at)
    if (!arrow && this.text[this.at] !== ':') return undefined
    if (arrow) this.#by = 'Ruby'
    this.at = skipBlanks(this.text, this.at + (arrow ? 2 : 1))
    const name = token.text ?? ''
    if (this.#levels.length === 1) this.#names.add(name)
    this.#out.push(token.json, ':')
    return name
  }

  #value(name: string | undefined): boolean {
    this.at = skipPrefix(this.text, this.at)
    const char = this.text[this.at] ?? ''
    const token = readScalar(this.text, this.at)
    if (this.#took(token)) {
      if (this.#levels.length === 1 && name === 'event') this.#event = token.json
      this.#out.push(token.json)
      return true
    }
    if (token || !Object.hasOwn(CLOSING, char) || this.#levels.length >= MAX_DEPTH) return false
    this.#open(char)
    return true
  }

  #open(bracket: string): void {
    const object = bracket === '{'
    this.at++
    this.#out.push(object ? '{' : '[')
    this.#levels.push({ close: CLOSING[bracket]!, object, empty: true, wants: 'item' })
  }

  /** Moves behind a token, if it is whole. */
  #took(token: Token | undefined): token is Token & { json: string } {
    if (!token) return false
    this.at = token.end
    if (token.json === undefined) return false
    if (token.by && this.#by !== 'Ruby') this.#by = token.by
    this.#gaps ||= token.gap === true
    return true
  }
}
