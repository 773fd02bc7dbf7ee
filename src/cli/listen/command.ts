/** The command behind `--`: started once the listener listens, told where it is, and ended when the run ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { CvHookError } from '../../core/errors.js'
import type { Io } from '../io.js'

/** A command that is running. */
export interface RunningCommand {
  /** Its exit code, or 128 and the number of the signal that ended it. */
  code: Promise<number>
  /** Asks it to end, and after a while makes it. */
  stop(signal: NodeJS.Signals): void
}

/** How long a command may take to end. */
const GRACE = 5000

/**
 * Starts a command.
 *
 * @param env set on top of the environment
 * @param json whether standard output belongs to records: what the command prints then goes to standard error
 * @throws CvHookError `usage` when it cannot be started
 */
export async function startCommand(
  [program, ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  json: boolean,
  io: Io,
): Promise<RunningCommand> {
  const child = spawn(program!, args, {
    env: { ...io.env, ...env },
    stdio: ['ignore', json ? 2 : 'inherit', 'inherit'],
  })
  const code = new Promise<number>(resolve => {
    child.on('close', (exit, signal) => resolve(exit ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  await started(child, program!)
  return {
    code,
    stop(signal) {
      child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE)
      timer.unref()
      child.on('close', () => clearTimeout(timer))
    },
  }
}

function started(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why = { ENOENT: 'there is no such program', EACCES: 'it may not be run' }[error.code ?? ''] ?? error.code
      reject(new CvHookError('usage', `cannot run ${program.slice(0, 80)}: ${why}`))
    })
  })
}
