/** Asking for a secret. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/**
 * Reads one line from the terminal without showing it.
 *
 * @param interrupt called for Ctrl-C, which the terminal then no longer turns into a signal
 */
export async function promptHidden(
  question: string,
  { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>,
  interrupt: (signal: 'SIGINT') => void,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: stdin, output: silent, terminal: true })
  // Only now does the terminal no longer show what is typed.
  stderr.write(question)
  const line = await new Promise<string | undefined>(resolve => {
    reader.once('line', resolve)
    reader.once('close', () => resolve(undefined))
    reader.once('SIGINT', () => {
      interrupt('SIGINT')
      resolve(undefined)
    })
  })
  reader.close()
  stderr.write('\n')
  return line ?? ''
}
