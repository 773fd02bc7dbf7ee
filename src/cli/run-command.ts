/** How a command is run: plainly where its arguments allow it, else by commander. */
import type { CommanderError } from 'commander'
import { CvHookError, EXIT } from '../core/errors.js'
import type { CommandForm } from './command-form.js'
import type { Io } from './io.js'
import { readPlainArguments, refuseOptionsAsValues } from './plain-arguments.js'

/** What a command file exports: fills options only; `exit` takes the code that the work came to. */
export type CommandMaker = (io: Io, exit: (code: number) => void) => CommandForm

/**
 * Parses a command's arguments and does its work; returns the exit code.
 *
 * @throws CvHookError `usage`
 */
export async function runCommand(make: CommandMaker, argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok
  const form = make(io, code => {
    exitCode = code
  })
  form.rawArgs = argv
  refuseOptionsAsValues(form, argv)
  const operands = readPlainArguments(form, argv)
  if (operands) {
    const { operand } = form
    await form.perform(operand?.variadic ? operands : (operands[0] ?? operand?.preset))
    return exitCode
  }
  const { commanderCommand } = await import('./commander-command.js')
  const command = commanderCommand(form, io)
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
