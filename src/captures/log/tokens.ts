/** The tokens of objects that programs print, besides brackets and commas. */
import { readLiteral } from './literal.js'

/** Whose print a text looks like. */
export type Printer = 'JSON' | 'Node' | 'Python' | 'Ruby'

/** A name or a value without members. */
export interface Token {
  /** The JSON that it stands for; `undefined` when the text stops inside of it. */
  json: string | undefined
  end: number
  /** The name or text itself. */
  text?: string
  /** What only one printer writes. */
  by?: Printer
  /** Whether it stands for something that was not printed. */
  gap?: boolean
}

const PREFIX =
  /(?:\[?[A-Z][\w$]{0,60}(?:\(\d{1,9}\))?(?:: null prototype\]| <[^>\n]{0,60}>)? |<ref \*\d{1,6}> )(?=[{[])/y
const PLACEHOLDER =
  /\[(?:Object|Array|Circular|Function|Getter|Setter|Symbol|class)[^\]\n]{0,80}\]|<[A-Za-z][^>\n]{0,400}>/y
const TIME = /\d{4}-\d\d-\d\dT[\d:.]{4,20}(?:Z|[+-]\d\d:?\d\d)?/y
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const IDENTIFIER = /[A-Za-z_$][\w$.]*/y
const WORDS: Readonly<Record<string, { json: string; by?: Printer }>> = {
  true: { json: 'true' },
  false: { json: 'false' },
  null: { json: 'null' },
  undefined: { json: 'null', by: 'Node' },
  True: { json: 'true', by: 'Python' },
  False: { json: 'false', by: 'Python' },
  None: { json: 'null', by: 'Python' },
  nil: { json: 'null', by: 'Ruby' },
}

/** The next position that is no blank. */
export function skipBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== 0xa0) return at
    at++
  }
}

/** The position behind a class name that stands before an object. */
export function skipPrefix(text: string, at: number): number {
  return at + (match(PREFIX, text, at)?.length ?? 0)
}

/** The name of a member: a text, an identifier, or a symbol of Ruby. */
export function readName(text: string, at: number): Token | undefined {
  const quoted = readText(text, at)
  if (quoted) {
    if (text[at] !== '"') quoted.by = 'Python'
    return quoted
  }
  const symbol = text[at] === ':' ? 1 : 0
  const word = match(IDENTIFIER, text, at + symbol) ?? match(NUMBER, text, at + symbol)
  if (word === undefined) return undefined
  return { json: JSON.stringify(word), text: word, end: at + symbol + word.length, by: symbol ? 'Ruby' : 'Node' }
}

/** A value without members; `undefined` where none stands. */
export function readScalar(text: string, at: number): Token | undefined {
  const quoted = readText(text, at)
  if (quoted) return quoted
  const placeholder = match(PLACEHOLDER, text, at)
  if (placeholder !== undefined) return { json: 'null', end: at + placeholder.length, gap: true }
  const time = match(TIME, text, at)
  if (time !== undefined) return { json: JSON.stringify(time), end: at + time.length, by: 'Node' }
  const number = match(NUMBER, text, at)
  if (number !== undefined) {
    return { json: JSON_NUMBER.test(number) ? number : String(Number(number)), end: at + number.length }
  }
  return readWord(text, at)
}

function readWord(text: string, at: number): Token | undefined {
  const word = match(IDENTIFIER, text, at)
  if (word === undefined) return undefined
  const end = at + word.length
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  if (known) return { ...known, end }
  if (text[end] !== '(') return undefined
  const close = text.indexOf(')', end)
  return { json: 'null', end: close === -1 ? text.length : close + 1, gap: true }
}

/** A text; printers break long ones into pieces, `'a' +` and `'b'`, or one behind the other. */
function readText(text: string, at: number): Token | undefined {
  let whole: string | undefined
  let end = at
  for (let next = at; ; ) {
    const quote = quoteAt(text, next)
    if (quote === undefined) break
    const literal = readLiteral(text, quote)
    if (!literal) return { json: undefined, end: text.length }
    whole = whole === undefined ? literal.value : whole + literal.value
    end = literal.end
    next = skipBlanks(text, end)
    if (text[next] === '+') next = skipBlanks(text, next + 1)
  }
  return whole === undefined ? undefined : { json: JSON.stringify(whole), text: whole, end }
}

/** The opening quote of a text, before which Python writes up to two letters. */
function quoteAt(text: string, from: number): number | undefined {
  for (let at = from; at <= from + 2; at++) {
    const char = text[at]
    if (char === '"' || char === "'" || char === '`') return at
    if (char === undefined || !'bBuUrRfF'.includes(char)) return undefined
  }
  return undefined
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(text)?.[0]
  return found === '' ? undefined : found
}
