/** A quoted text as JavaScript, Python and Ruby print it. */

/** A text, and where it ends. */
export interface Literal {
  value: string
  /** The position behind its closing quote. */
  end: number
  /** Whether an escape was undone in it. */
  escaped: boolean
}

const BACKSLASH = 0x5c

const SHORT: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
}

const NUMERIC = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|([0-7]{1,3})/y

/** Reads the text whose opening quote stands at a position; `undefined` when it is not closed. */
export function readLiteral(text: string, at: number): Literal | undefined {
  const quote = text.charCodeAt(at)
  const parts: string[] = []
  let escaped = false
  for (let from = at + 1; ; ) {
    let stop = from
    let code = text.charCodeAt(stop)
    while (code !== quote && code !== BACKSLASH && stop < text.length) code = text.charCodeAt(++stop)
    if (stop >= text.length) return undefined
    const part = text.slice(from, stop)
    if (code === quote) return { value: escaped ? parts.join('') + part : part, end: stop + 1, escaped }
    parts.push(part)
    escaped = true
    const { value, end } = readEscape(text, stop + 1)
    parts.push(value)
    from = end
  }
}

/** Undoes the escape whose letter stands at a position; of one that nobody prints the letter remains. */
function readEscape(text: string, at: number): { value: string; end: number } {
  const letter = text[at] ?? ''
  const short = Object.hasOwn(SHORT, letter) ? SHORT[letter] : undefined
  if (short !== undefined) return { value: short, end: at + 1 }
  NUMERIC.lastIndex = at
  const numeric = NUMERIC.exec(text)
  if (!numeric) return { value: letter, end: at + 1 }
  const [whole, byte, unit, braced, long, octal] = numeric
  const end = at + whole.length
  if (octal !== undefined) return { value: String.fromCharCode(Number.parseInt(octal, 8)), end }
  const code = Number.parseInt(byte ?? unit ?? braced ?? long ?? '0', 16)
  return code > 0x10ffff ? { value: letter, end: at + 1 } : { value: String.fromCodePoint(code), end }
}
