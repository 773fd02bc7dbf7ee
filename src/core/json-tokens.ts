/** JSON text as a flat list of tokens that keeps the exact spelling of each: big integers, duplicate names, `1.0` and escapes survive. */

/** Kinds of tokens. A member name is `name`, any other string `text`. */
export const TOKEN = { open: 1, close: 2, comma: 3, colon: 4, name: 5, text: 6, number: 7, word: 8 } as const

/** Tokens beyond which a text is not looked at. */
const MAX_TOKENS = 3_000_000

/** A text cut into tokens; blanks are what lies between them. */
export interface JsonTokens {
  readonly text: string
  readonly count: number
  readonly kinds: Uint8Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** The deepest nesting. */
  readonly depth: number
}

/** Where a text stops being JSON. */
export interface JsonStop {
  readonly offset: number
  /** Whether it is good as far as it goes. */
  readonly early: boolean
}

enum Next {
  value,
  valueOrClose,
  name,
  nameOrClose,
  end,
}

/** Cuts JSON text into tokens: linear, without recursion, whatever the depth. */
export function tokenize(text: string): JsonTokens | JsonStop {
  const list = new TokenList()
  const inObject: boolean[] = []
  let next: Next = Next.value
  let depth = 0
  let at = 0
  for (;;) {
    at = skipBlanks(text, at)
    if (at >= text.length) break
    const code = text.charCodeAt(at)
    if (list.count >= MAX_TOKENS) return { offset: at, early: false }
    if (next === Next.end) {
      if (inObject.length === 0) return { offset: at, early: false }
      if (code === 0x2c) {
        list.add(TOKEN.comma, at, ++at)
        next = inObject.at(-1) ? Next.name : Next.value
      } else if (code === (inObject.at(-1) ? 0x7d : 0x5d)) {
        list.add(TOKEN.close, at, ++at)
        inObject.pop()
      } else return { offset: at, early: false }
    } else if (next === Next.name || next === Next.nameOrClose) {
      if (code === 0x7d && next === Next.nameOrClose) {
        list.add(TOKEN.close, at, ++at)
        inObject.pop()
        next = Next.end
        continue
      }
      if (code !== 0x22) return { offset: at, early: false }
      const end = stringEnd(text, at)
      if (end < 0) return stopped(text, -end)
      list.add(TOKEN.name, at, end)
      at = skipBlanks(text, end)
      if (text.charCodeAt(at) !== 0x3a) return stopped(text, at)
      list.add(TOKEN.colon, at, ++at)
      next = Next.value
    } else if (code === 0x7b || code === 0x5b) {
      list.add(TOKEN.open, at, ++at)
      depth = Math.max(depth, inObject.push(code === 0x7b))
      next = code === 0x7b ? Next.nameOrClose : Next.valueOrClose
    } else if (code === 0x5d && next === Next.valueOrClose) {
      list.add(TOKEN.close, at, ++at)
      inObject.pop()
      next = Next.end
    } else {
      const kind = code === 0x22 ? TOKEN.text : code === 0x2d || isDigit(code) ? TOKEN.number : TOKEN.word
      const end =
        kind === TOKEN.text ? stringEnd(text, at) : kind === TOKEN.number ? numberEnd(text, at) : wordEnd(text, at)
      if (end < 0) return stopped(text, -end)
      list.add(kind, at, end)
      at = end
      next = Next.end
    }
  }
  if (next !== Next.end || inObject.length > 0) return { offset: text.length, early: true }
  return { text, depth, ...list.done() }
}

/** Whether a text was cut into tokens to its end. */
export const isTokens = (result: JsonTokens | JsonStop): result is JsonTokens => 'kinds' in result

const stopped = (text: string, offset: number): JsonStop => ({ offset, early: offset >= text.length })

function skipBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}

// Each of these gives the end of a token, or the negative offset where it is broken (never 0: a token starts before that).
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (!(code >= 0x20)) return -at
    if (code !== 0x5c) continue
    const letter = text.charCodeAt(++at)
    if (letter !== 0x75) {
      if (!SHORT_ESCAPES.includes(text[at] ?? '!')) return -at
      continue
    }
    for (let digit = 0; digit < 4; digit++) if (!isHex(text.charCodeAt(++at))) return -at
  }
}

const SHORT_ESCAPES = '"\\/bfnrt'
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS = ['true', 'false', 'null']

function numberEnd(text: string, start: number): number {
  NUMBER.lastIndex = start
  return NUMBER.test(text) ? NUMBER.lastIndex : -(start + 1)
}

function wordEnd(text: string, start: number): number {
  const word = WORDS.find(one => text.startsWith(one, start))
  if (word) return start + word.length
  const early = WORDS.some(one => start + one.length > text.length && one.startsWith(text.slice(start)))
  return -(early ? text.length : start || 1)
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39
const isHex = (code: number) => isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66)

class TokenList {
  count = 0
  #kinds = new Uint8Array(256)
  #starts = new Uint32Array(256)
  #ends = new Uint32Array(256)

  add(kind: number, start: number, end: number): void {
    if (this.count === this.#kinds.length) this.#grow()
    this.#kinds[this.count] = kind
    this.#starts[this.count] = start
    this.#ends[this.count++] = end
  }

  done() {
    return { count: this.count, kinds: this.#kinds, starts: this.#starts, ends: this.#ends }
  }

  #grow(): void {
    const size = this.count * 2
    const kinds = new Uint8Array(size)
    const starts = new Uint32Array(size)
    const ends = new Uint32Array(size)
    kinds.set(this.#kinds)
    starts.set(this.#starts)
    ends.set(this.#ends)
    this.#kinds = kinds
    this.#starts = starts
    this.#ends = ends
  }
}
