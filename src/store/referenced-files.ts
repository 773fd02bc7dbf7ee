/** Files that a pasted command names: read only below one folder, whatever links stand on the way. */
import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { CvHookError } from '../core/errors.js'
import { readUserFile, reason } from './files.js'

/**
 * Reads files below a folder.
 *
 * @returns throws CvHookError `unreadable` for a file that is outside, missing, or none
 * @throws CvHookError `unreadable` when the folder is none
 */
export function referencedFiles(folder: string): (path: string) => Uint8Array {
  const root = realPath(folder, '--files')
  return path => {
    const file = realPath(resolve(root, path), 'the command')
    const way = relative(root, file)
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
      throw new CvHookError('unreadable', `the command: ${path} is not in the folder given by --files`)
    return readUserFile(file, 'the command')
  }
}

function realPath(path: string, what: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    throw new CvHookError('unreadable', `${what}: cannot read ${path}: ${reason(error)}`)
  }
}
