/** A file that says where a listener is: there, whole, once it listens, and gone when it does not any more. */
import { constants, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { CvHookError } from '../core/errors.js'
import { cannotWrite } from './disk-reason.js'

/** A ready file that was written. */
export interface ReadyFile {
  remove(): void
}

/**
 * Writes the URL and a newline. Whoever waits for the file never finds a part of it.
 *
 * @throws CvHookError `disk`
 */
export async function writeReadyFile(path: string, url: string): Promise<ReadyFile> {
  const draft = `${path}.${Buffer.from(url).toString('hex').slice(-12)}.tmp`
  try {
    const { O_CREAT, O_EXCL, O_WRONLY } = constants
    rmSync(draft, { force: true })
    const file = await open(draft, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    await file.write(`${url}\n`)
    await file.close()
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new CvHookError('disk', `--ready-file: ${cannotWrite(path, error).message}`)
  }
  return { remove: () => rmSync(path, { force: true }) }
}
