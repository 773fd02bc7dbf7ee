/** The end of a command's help. */
import type { Io } from './io.js'
import { wrap } from './render/wrap.js'

/**
 * The end of a command's help, made when help is asked for: lines to copy, which stay whole, then paragraphs that fit
 * the terminal. A command whose notes name no exit codes has the two that every command has.
 */
export function helpEnd(io: Io, examples: readonly string[], ...notes: string[]): () => string {
  return () => {
    const { columns } = io.terminal.out
    const codes = notes.at(-1)?.startsWith('Exit codes') ? [] : ['Exit codes: 0 done, 2 could not try.']
    const paragraphs = [...notes, ...codes].map(note => wrap(note, Math.min(100, columns)).join('\n'))
    return [
      '',
      `${examples.length > 1 ? 'Examples' : 'Example'}:`,
      ...examples.map(example => `  cv-hook ${example}`),
      ...paragraphs.flatMap(text => ['', text]),
    ].join('\n')
  }
}
