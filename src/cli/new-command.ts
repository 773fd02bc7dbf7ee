/** How every commander command of cv-hook is made. */
import { Command } from 'commander'
import type { Io } from './io.js'

/** A commander command that writes through the IO object, fits its terminal and never ends the process. */
export function newCommand(name: string, io: Io): Command {
  return new Command(name)
    .exitOverride()
    .configureHelp({ helpWidth: Math.min(100, io.terminal.out.columns), sortOptions: false, showGlobalOptions: false })
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
    .helpCommand(false)
}
