/** The text between `<<WORD` and the line that is that word. */
import { nextLine, withoutEnd } from '../http1/head.js'
import type { Word } from './word.js'

/** How the document was announced. */
export interface Announced {
  text: string
  /** Whether the word was quoted: then nothing in the document is special. */
  quoted: boolean
  /** Whether leading tabs are dropped (`<<-`). */
  tabs: boolean
}

/**
 * Reads a here-document.
 *
 * @param from a position in the command's line
 * @returns `undefined` when the closing word is missing
 */
export function readHereDocument(
  text: string,
  from: number,
  announced: Announced,
): { word: Word; end: number } | undefined {
  const lines: string[] = []
  for (let at = nextLine(text, from); at < text.length; ) {
    const next = nextLine(text, at)
    const line = text.slice(at, next)
    const bare = announced.tabs ? line.replace(/^\t+/, '') : line
    at = next
    if (withoutEnd(bare) === announced.text) return { word: documentOf(lines.join(''), announced.quoted), end: at }
    lines.push(bare)
  }
  return undefined
}

function documentOf(lines: string, quoted: boolean): Word {
  if (quoted) return { text: lines, expanded: false }
  let expanded = false
  const text = lines.replace(/\\(\n|[$`\\])|[$`]/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) expanded = true
    return escaped === undefined ? whole : escaped === '\n' ? '' : escaped
  })
  return { text, expanded }
}
