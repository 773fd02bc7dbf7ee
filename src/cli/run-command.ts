/** How every commander command of cv-hook is run. commander itself comes with the command's file. */
import type { Command, CommanderError } from 'commander'
import { CvHookError, EXIT } from '../core/errors.js'
import type { Io } from './io.js'

/** What a command file exports: fills options only; `exit` takes the code that the work came to. */
export type CommandMaker = (io: Io, exit: (code: number) => void) => Command

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
    if (!isComplaint(error)) throw error
    if (error.exitCode === 0) return EXIT.ok
    throw usage(error, command.name())
  }
  return exitCode
}

/** Every error of commander's has a code that begins with its name. */
function isComplaint(error: unknown): error is CommanderError {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('commander.')
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
