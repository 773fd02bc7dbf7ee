/** Files that a pasted command names: read only below one folder, whatever links stand on the way. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { MAX_IN_MEMORY } from '../captures/encoding.js'
import { CvHookError } from '../core/errors.js'
import { formatSize } from '../core/units.js'
import { reason } from './files.js'

/**
 * Reads files below a folder.
 *
 * @returns throws CvHookError `unreadable`, whose message completes "the file cannot be read: ..." and does not name it
 * @throws CvHookError `unreadable` when the folder is none
 */
export function referencedFiles(folder: string): (path: string) => Uint8Array {
  const root = attempt(() => realpathSync(folder), `--files: cannot read ${folder}: `)
  if (!statSync(root).isDirectory()) throw unreadable(`--files: ${folder} is no folder`)
  return path => {
    const file = attempt(() => realpathSync(resolve(root, path)), '')
    const way = relative(root, file)
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
      throw unreadable('it is not in the folder given by --files')
    const about = statSync(file)
    // A named pipe would have to be waited for, and a device may have no end.
    if (!about.isFile()) throw unreadable('it is no regular file')
    if (about.size > MAX_IN_MEMORY) throw unreadable(`it is larger than ${formatSize(MAX_IN_MEMORY)}`)
    return attempt(() => readFileSync(file), '')
  }
}

function attempt<T>(read: () => T, what: string): T {
  try {
    return read()
  } catch (error) {
    throw unreadable(`${what}${reason(error)}`)
  }
}

const unreadable = (message: string) => new CvHookError('unreadable', message)
