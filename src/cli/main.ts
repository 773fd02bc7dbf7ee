/** The door of the command line: argv in, exit code out, nothing left open. */
import { VERSION } from '../generated/version.js'
import { type Io, type StopReason, systemIo } from './io.js'

const SIGNAL_EXIT: Record<StopReason, number> = { SIGINT: 130, SIGTERM: 143, closed: 0, unwritable: 2 }

/**
 * Runs the command line, then ends the process with the exit code (0 done, 1 the answer is no, 2 could not try,
 * 3 unreachable, 70 a bug of ours).
 *
 * @param argv the arguments without node and the script
 */
export async function main(argv: readonly string[]): Promise<void> {
  const io = systemIo()
  io.end(await exitCode(argv, io))
}

/** Runs the command line in this outside world; returns the exit code, and ends nothing. */
export async function exitCode(argv: readonly string[], io: Io): Promise<number> {
  try {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      await io.out(`${VERSION}\n`)
      return exitAfterStop(io, 0)
    }
    const { run } = await import('./program.js')
    const code = await run(argv, io)
    await io.settled()
    return exitAfterStop(io, code)
  } catch (error) {
    if (io.stopped()) return exitAfterStop(io, 0)
    const { reportError } = await import('./report-error.js')
    return reportError(error, io, argv.includes('--json'))
  }
}

/** A run that was cut short says so by its code. */
function exitAfterStop(io: Io, code: number): number {
  const reason = io.stopped()
  if (reason === 'unwritable') io.err('error: standard output cannot be written: is the disk full?\n')
  return reason === undefined ? code : SIGNAL_EXIT[reason]
}
