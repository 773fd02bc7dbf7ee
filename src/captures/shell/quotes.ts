/** The pieces that words of a shell are made of: quoted texts, escapes and expansions. */
import { ansiEscape } from './ansi-c.js'
import { skipExpansion, undoPrintf } from './expansion.js'

/** A piece of a word. */
export interface Piece {
  /** What the shell makes of it, one character per byte. */
  bytes: string
  /** Where it ends. */
  end: number
  /** Whether only a shell can tell what it is. */
  expanded?: boolean
}

/** What was found out about a text, so that reading all of its commands stays linear. */
export class ShellText {
  #printf = true
  readonly #closing = new Map<string, number>()

  constructor(readonly text: string) {}

  /** `'...'`, from its opening quote; `undefined` when it is not closed. */
  singleQuoted(at: number): Piece | undefined {
    const close = this.text.indexOf("'", at + 1)
    return close === -1 ? undefined : { bytes: this.text.slice(at + 1, close), end: close + 1 }
  }

  /** `"..."`, from its opening quote. */
  doubleQuoted(at: number): Piece | undefined {
    const { text } = this
    const parts: string[] = []
    let expanded = false
    for (let from = at + 1; ; ) {
      const stop = stopAt(text, from, '"\\$`')
      parts.push(text.slice(from, stop))
      const char = text[stop]
      if (char === undefined) return undefined
      if (char === '"') return { bytes: parts.join(''), end: stop + 1, expanded }
      const piece = char === '\\' ? escapedInDouble(text, stop) : this.expansion(stop)
      if (!piece) return undefined
      parts.push(piece.bytes)
      expanded ||= piece.expanded === true
      from = piece.end
    }
  }

  /** `$'...'`, from its dollar. */
  ansiQuoted(at: number): Piece | undefined {
    const { text } = this
    const parts: string[] = []
    for (let from = at + 2; ; ) {
      const stop = stopAt(text, from, "'\\")
      parts.push(text.slice(from, stop))
      if (text[stop] === undefined) return undefined
      if (text[stop] === "'") return { bytes: parts.join(''), end: stop + 1 }
      const { bytes, end } = ansiEscape(text, stop + 1)
      parts.push(bytes)
      from = end
    }
  }

  /** What begins with `$` or a backtick. */
  expansion(at: number): Piece | undefined {
    const printed = this.#printf ? undoPrintf(this.text, at) : undefined
    if (printed) return printed
    if (this.text.startsWith('$(printf', at)) this.#printf = false
    const end = skipExpansion(this.text, at)
    return end === undefined ? undefined : { bytes: this.text.slice(at, end), end, expanded: end > at + 1 }
  }

  /** A text in the quotes that chats and word processors make of straight ones; it ends before a blank. */
  typographic(at: number): Piece | undefined {
    const { text } = this
    if (!/^\u00e2\u0080[\u0098\u0099\u009c\u009d]/.test(text.slice(at, at + 3))) return undefined
    const quote = text[at + 2]! < '\u009a' ? '\u00e2\u0080\u0099' : '\u00e2\u0080\u009d'
    let close = this.#closing.get(quote) ?? 0
    if (close < at + 3) {
      close = text.indexOf(quote, at + 3)
      while (close !== -1 && !/^(?:[ \t\r\n]|$)/.test(text.slice(close + 3, close + 4)))
        close = text.indexOf(quote, close + 1)
      this.#closing.set(quote, close === -1 ? Number.POSITIVE_INFINITY : close)
    }
    return close < text.length && close !== -1 ? { bytes: text.slice(at + 3, close), end: close + 3 } : undefined
  }
}

function escapedInDouble(text: string, at: number): Piece | undefined {
  const escaped = text[at + 1]
  if (escaped === undefined) return undefined
  if (escaped === '\n') return { bytes: '', end: at + 2 }
  return { bytes: '$`"\\'.includes(escaped) ? escaped : `\\${escaped}`, end: at + 2 }
}

function stopAt(text: string, from: number, stops: string): number {
  let at = from
  while (at < text.length && !stops.includes(text[at]!)) at++
  return at
}
