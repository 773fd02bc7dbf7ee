/** The one place that turns an error into text and an exit code. */
import { CvHookError, EXIT } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { VERSION } from '../generated/version.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import { styles } from './render/style.js'

/** Says what went wrong: one line, then one line for each hint; a bug of ours keeps its stack. Returns the exit code. */
export async function reportError(error: unknown, io: Io, json: boolean): Promise<number> {
  const known = error instanceof CvHookError ? error : undefined
  const code = known?.code ?? 'internal'
  const message = known?.message ?? (error instanceof Error ? error.message : String(error))
  const hints = known?.hints ?? []
  if (json)
    await io.out(
      jsonLine({ type: 'error', code, message: printable(message), hints: hints.map(hint => printable(hint)) }),
    )
  const style = await styles(io.terminal.err)
  const lines = [
    `${style.red('error:')} ${printable(message)}`,
    ...hints.map(hint => `${style.dim('hint:')} ${printable(hint)}`),
  ]
  if (!known) {
    lines[0] = `${style.red('error:')} this is a bug in cv-hook ${VERSION}, please report it with the lines below`
    lines.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  io.err(`${lines.join('\n')}\n`)
  return known?.exitCode ?? EXIT.bug
}
