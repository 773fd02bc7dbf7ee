/** Colours of one stream: chalk where the stream takes colour, plain text (and no chalk loaded) where not. */
import type { Terminal } from '../terminal.js'

const NAMES = ['red', 'green', 'yellow', 'cyan', 'bold', 'dim'] as const

/** The few styles that cv-hook uses, as functions of text. */
export type Style = Record<(typeof NAMES)[number], (text: string) => string>

const PLAIN = Object.fromEntries(NAMES.map(name => [name, (text: string) => text])) as Style

/** What is printed on. */
export interface Page {
  style: Style
  columns: number
}

/** A terminal as a page. */
export const pageOf = async (terminal: Pick<Terminal, 'colour' | 'columns'>): Promise<Page> => ({
  style: await styles(terminal),
  columns: terminal.columns,
})

/** The styles for a terminal. */
export async function styles(terminal: Pick<Terminal, 'colour'>): Promise<Style> {
  if (terminal.colour === 0) return PLAIN
  const { Chalk } = await import('chalk')
  return new Chalk({ level: terminal.colour }) as unknown as Style
}
