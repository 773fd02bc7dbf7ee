/** The commands of a shell and their words. */

/** A word, one character per byte. */
export interface Word {
  text: string
  /** Whether it holds something that only a shell can tell: a variable, the output of a command. */
  expanded: boolean
}

/** A command, and where it ends. */
export interface Command {
  words: Word[]
  end: number
  /** What a here-document or here-string gives it to read. */
  stdin?: Word
  /** Whether typographic quotes were taken for quotes. */
  typographic: boolean
  /** Why it cannot be read. */
  fault?: string
  /** Whether that is because something in it has no end. */
  unclosed?: boolean
}
