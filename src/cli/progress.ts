/** The line that moves while a long command works: on a terminal, and only there. */
import type { Io } from './io.js'

/** A line that is drawn over itself. */
export interface ProgressLine {
  /** Draws it with this text, whose characters are one column wide, cut to the terminal. */
  show(text: string): void
  /** Takes it away, for lines that stay; the next text draws it again. */
  clear(): void
}

/** The line; nothing where it cannot be drawn: off a terminal, and on one that says that it has no columns. */
export async function startProgress(text: string, io: Io): Promise<ProgressLine | undefined> {
  if (!io.terminal.err.isTTY || !io.errStream.columns) return undefined
  const { default: ora } = await import('ora')
  const room = Math.max(1, io.terminal.err.columns - 3)
  const color = io.terminal.err.colour > 0 && 'cyan'
  const spinner = ora({ stream: io.errStream, text, color, discardStdin: false, hideCursor: false }).start()
  return {
    show(next) {
      spinner.text = next.slice(0, room)
      if (!spinner.isSpinning) spinner.start()
    },
    clear: () => void spinner.stop(),
  }
}
