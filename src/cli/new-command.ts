/** How every commander command of cv-hook is made and run. */
import { Command, CommanderError, type Help } from 'commander'
import { CvHookError, EXIT } from '../core/errors.js'
import type { Io } from './io.js'
import { wrap } from './render/wrap.js'

/** What a command file exports: fills options only; `exit` takes the code that the work came to. */
export type CommandMaker = (io: Io, exit: (code: number) => void) => Command

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

/** The end of a command's help: lines to copy, which stay whole, then paragraphs that fit the terminal. */
export function helpEnd(io: Io, examples: readonly string[], ...notes: string[]): string {
  const { columns } = io.terminal.out
  const paragraphs = notes.map(note => wrap(note, Math.min(100, columns)).join('\n'))
  return [
    '',
    `${examples.length > 1 ? 'Examples' : 'Example'}:`,
    ...examples.map(example => `  cv-hook ${example}`),
    ...paragraphs.flatMap(text => ['', text]),
  ].join('\n')
}

/**
 * Parses a command's arguments and does its work; returns the exit code.
 *
 * @throws CvHookError `usage`
 */
export async function runCommand(make: CommandMaker, argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok
  const command = make(io, code => {
    exitCode = code
  })
  try {
    await command.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return EXIT.ok
    throw usage(error, command.name())
  }
  return exitCode
}

/** commander's complaint as ours: its own "(Did you mean ...?)" becomes a hint. */
function usage(error: CommanderError, command: string): CvHookError {
  const [text, suggestion] = error.message.replace(/^error: /, '').split('\n')
  // What was written after "=" may be a secret whose option was mistyped.
  const message = text!.replace(/(unknown option '[^'=]*)=[^']*'/s, "$1'")
  return new CvHookError('usage', message.slice(0, 200), [
    ...(suggestion ? [suggestion.replace(/^\(|\)$/g, '').replace(/^Did/, 'did')] : []),
    `${command} --help lists the options`,
  ])
}
