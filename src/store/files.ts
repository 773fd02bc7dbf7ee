/** The user's own files, read with errors that name the file and say what to do. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { CvHookError } from '../core/errors.js'

/** Larger files are refused where the whole is needed in memory. */
const MAX_BYTES = 256 * 1024 * 1024

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read (permissions)',
  EPERM: 'it may not be read (permissions)',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
}

/**
 * Reads a whole file.
 *
 * @param what how the error calls it, e.g. `--data`
 * @throws CvHookError `unreadable`
 */
export function readUserFile(path: string, what: string): Buffer {
  try {
    const about = statSync(path)
    // A device such as /dev/zero has no end.
    if (about.isCharacterDevice() || about.isBlockDevice())
      throw new CvHookError('unreadable', `${what}: ${path} is a device`)
    const { size } = about
    if (size > MAX_BYTES) throw new CvHookError('unreadable', `${what}: ${path} is larger than 256 MB`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof CvHookError) throw error
    throw new CvHookError('unreadable', `${what}: cannot read ${path}: ${reason(error)}`)
  }
}

/** Whether there is anything at a path. */
export const fileExists = (path: string): boolean => existsSync(path)

/**
 * Refuses what cannot be opened for reading: for whoever must know before anything is done.
 *
 * @throws CvHookError `unreadable`
 */
export function mustOpen(path: string): void {
  try {
    accessSync(path, constants.R_OK)
  } catch (error) {
    throw new CvHookError('unreadable', `cannot read ${path}: ${reason(error)}`)
  }
}

/** Whether a path names a pipe: what is read of it is gone. */
export function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO()
  } catch {
    // What is wrong with it is told by whoever reads it.
    return false
  }
}

/** Why the system refused a file, in words. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return REASONS[code] ?? (code || 'unknown reason')
}
