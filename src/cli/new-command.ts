/** How every commander command of cv-hook is made. */
import { Command, type Help } from 'commander'
import type { Io } from './io.js'
import { wrap } from './render/wrap.js'

/** Fewer columns than this have no room for a description beside its option. */
const TWO_COLUMNS = 64

function oneBelowTheOther(this: Help, term: string, _width: number, description: string): string {
  const lines = description === '' ? [] : wrap(description, (this.helpWidth ?? 40) - 6).map(line => `      ${line}`)
  return [`  ${term}`, ...lines].join('\n')
}

/** A commander command that writes through the IO object, fits its terminal and never ends the process. */
export function newCommand(name: string, io: Io): Command {
  return new Command(`cv-hook ${name}`)
    .exitOverride()
    .configureHelp({
      sortOptions: false,
      ...(io.terminal.out.columns < TWO_COLUMNS ? { formatItem: oneBelowTheOther } : {}),
    })
    .configureOutput({
      writeOut: text => void io.out(text),
      writeErr: text => io.err(text),
      outputError: () => {},
      getOutHelpWidth: () => Math.min(100, io.terminal.out.columns),
      getErrHelpWidth: () => Math.min(100, io.terminal.err.columns),
      getOutHasColors: () => io.terminal.out.colour > 0,
      getErrHasColors: () => io.terminal.err.colour > 0,
    })
    .helpOption('-h, --help', 'show this help')
}

/**
 * The end of a command's help, made when help is asked for: lines to copy, which stay whole, then paragraphs that fit
 * the terminal.
 */
export function helpEnd(io: Io, examples: readonly string[], ...notes: string[]): () => string {
  return () => {
    const { columns } = io.terminal.out
    const paragraphs = notes.map(note => wrap(note, Math.min(100, columns)).join('\n'))
    return [
      '',
      `${examples.length > 1 ? 'Examples' : 'Example'}:`,
      ...examples.map(example => `  cv-hook ${example}`),
      ...paragraphs.flatMap(text => ['', text]),
    ].join('\n')
  }
}
