/** One command of a POSIX shell cut into words, with its quoting, here-documents and here-strings. */
import { readHereDocument } from './here-document.js'
import type { Piece, ShellText } from './quotes.js'
import type { Command } from './word.js'

const PLAIN = /[^ \t\r\n\v\f'"\\$`<>|&;()#^\u00e2]+/y
const OPERATOR = /<<<|<<-|<<|<|>[>&|]?/y
const WINDOWS = 'is quoted for Windows (^ or `), which cannot be read: copy it as cURL (bash)'
const UNCLOSED = 'has a quote, bracket or here-document that is not closed: the command is cut off'

/** Reads the command that begins at a position, up to the end of its line, an operator, or the end of the text. */
export function readCommand(shell: ShellText, from: number): Command {
  return new CommandReader(shell, from).read()
}

class CommandReader {
  readonly #command: Command = { words: [], end: 0, typographic: false }
  #at: number
  #parts: string[] | undefined
  #expanded = false
  #quoted = false
  /** What the next word is: one of the command's own, or what a redirection takes. */
  #role: 'word' | 'dropped' | 'here-string' | 'delimiter' = 'word'
  #stripsTabs = false
  #delimiter: { text: string; quoted: boolean; tabs: boolean } | undefined

  constructor(
    readonly shell: ShellText,
    from: number,
  ) {
    this.#at = from
  }

  read(): Command {
    const { text } = this.shell
    while (this.#at < text.length && this.#command.fault === undefined && !'\n;&|()'.includes(text[this.#at]!))
      this.#step()
    this.#endWord()
    if (this.#delimiter && this.#command.fault === undefined) {
      const document = readHereDocument(text, this.#at, this.#delimiter)
      if (!document) this.#fail(UNCLOSED)
      else {
        this.#command.stdin = document.word
        this.#at = document.end
      }
    }
    this.#command.end = this.#at
    return this.#command
  }

  #step(): void {
    const { text } = this.shell
    const char = text[this.#at]!
    if (' \t\r\v\f'.includes(char)) {
      this.#endWord()
      this.#at++
    } else if (char === '#' && !this.#parts) this.#at = endOfLine(text, this.#at)
    else if (char === '<' || char === '>') this.#redirect()
    else if (char === '\\') this.#backslash()
    else if ((char === '^' || char === '`') && /^.(?:\r?\n|")/.test(text.slice(this.#at, this.#at + 3)))
      this.#fail(WINDOWS)
    else if (char === '$' && this.#at + 1 === text.length) this.#fail(UNCLOSED)
    else if (char === '$' && text[this.#at + 1] === '"') this.#at++
    else this.#take(this.#piece(char))
  }

  /** The piece of a word that begins here; `undefined` when it is not closed. */
  #piece(char: string): Piece | undefined {
    const { shell } = this
    const ansi = char === '$' && shell.text[this.#at + 1] === "'"
    this.#quoted ||= ansi || char === "'" || char === '"'
    if (ansi) return shell.ansiQuoted(this.#at)
    if (char === "'") return shell.singleQuoted(this.#at)
    if (char === '"') return shell.doubleQuoted(this.#at)
    if (char === '$' || char === '`') return shell.expansion(this.#at)
    const typographic = this.#parts ? undefined : shell.typographic(this.#at)
    if (typographic) this.#command.typographic = true
    return typographic ?? this.#plain(char)
  }

  #plain(char: string): Piece {
    PLAIN.lastIndex = this.#at
    const run = PLAIN.exec(this.shell.text)?.[0] ?? char
    return { bytes: run, end: this.#at + run.length }
  }

  #take(piece: Piece | undefined): void {
    if (!piece) {
      this.#fail(UNCLOSED)
      return
    }
    this.#parts ??= []
    this.#parts.push(piece.bytes)
    this.#expanded ||= piece.expanded === true
    this.#at = piece.end
  }

  #fail(fault: string): void {
    this.#command.fault = fault
    this.#command.unclosed = fault === UNCLOSED
  }

  #backslash(): void {
    const next = this.shell.text.slice(this.#at + 1, this.#at + 3)
    if (next === '') this.#fail('ends in a backslash: the command is cut off')
    else if (next[0] === '\n') this.#at += 2
    else if (next === '\r\n') this.#at += 3
    else {
      this.#quoted = true
      this.#take({ bytes: next[0]!, end: this.#at + 2 })
    }
  }

  #redirect(): void {
    if (this.#parts && !this.#quoted && /^\d{1,2}$/.test(this.#parts.join(''))) this.#parts = undefined
    this.#endWord()
    OPERATOR.lastIndex = this.#at
    const operator = OPERATOR.exec(this.shell.text)?.[0] ?? '<'
    this.#at += operator.length
    this.#stripsTabs = operator === '<<-'
    this.#role = operator === '<<<' ? 'here-string' : operator.startsWith('<<') ? 'delimiter' : 'dropped'
  }

  #endWord(): void {
    if (!this.#parts) return
    const word = { text: this.#parts.join(''), expanded: this.#expanded }
    if (this.#role === 'word') this.#command.words.push(word)
    else if (this.#role === 'here-string') this.#command.stdin = { ...word, text: `${word.text}\n` }
    else if (this.#role === 'delimiter') {
      this.#delimiter = { text: word.text, quoted: this.#quoted, tabs: this.#stripsTabs }
    }
    this.#parts = undefined
    this.#expanded = false
    this.#quoted = false
    this.#role = 'word'
  }
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed === -1 ? text.length : feed
}
