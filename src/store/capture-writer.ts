/** Appends lines to a capture file so that a line, once acknowledged, survives the death of the process. */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { CvHookError } from '../core/errors.js'
import { diskReason } from './disk-reason.js'

/** A capture file that is open for appending. */
export interface CaptureWriter {
  /**
   * Resolves when the line is in the file. Calls made while a write is under way share the next one.
   *
   * @throws CvHookError `disk`; the line is then not in the file, and the next one may well be written
   */
  append(line: string | Uint8Array): Promise<void>
  close(): Promise<void>
}

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants

/**
 * Opens a capture file, mode 0600, made if it is missing. A file that does not end with a newline gets one first.
 *
 * @throws CvHookError `disk` when it cannot be opened, is no regular file (a link is not followed), or holds something
 *   other than a capture
 */
export async function openCapture(path: string): Promise<CaptureWriter> {
  const file = await openRegular(path)
  const { size } = await file.stat()
  let end = size
  // Whether the file's last line is cut: the next one then needs a newline first.
  let torn = size > 0 && !(await endsWithNewline(file, size))
  let batch: Batch | undefined
  let writing: Promise<void> = Promise.resolve()

  const flush = async (lines: ReadonlyArray<string | Uint8Array>) => {
    const bytes = together(torn ? ['\n', ...lines] : lines)
    const { bytesWritten } = await file.write(bytes, 0, bytes.length)
    if (bytesWritten < bytes.length) {
      torn = !(await cutBack(file, end, bytesWritten))
      if (torn) end += bytesWritten
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' })
    }
    end += bytesWritten
    torn = false
  }

  return {
    append(line) {
      if (!batch) {
        const mine: Batch = { lines: [], done: Promise.resolve() }
        batch = mine
        mine.done = writing
          .then(() => {
            batch = undefined
            return flush(mine.lines)
          })
          .catch(error => {
            throw new CvHookError('disk', `cannot write ${path}: ${diskReason(error)}`)
          })
        writing = mine.done.catch(() => {})
      }
      batch.lines.push(line)
      return batch.done
    },
    async close() {
      await writing
      await file.close()
    },
  }
}

function together(lines: ReadonlyArray<string | Uint8Array>): Uint8Array {
  const parts = lines.map(line => (typeof line === 'string' ? Buffer.from(line) : line))
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}

/** Takes a part of a write back, unless somebody else has written behind it; returns whether that was done. */
async function cutBack(file: FileHandle, end: number, written: number): Promise<boolean> {
  try {
    if ((await file.stat()).size !== end + written) return false
    await file.truncate(end)
    return true
  } catch {
    return false
  }
}

interface Batch {
  lines: Array<string | Uint8Array>
  done: Promise<void>
}

async function openRegular(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for its other end.
    file = await open(path, O_RDWR | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0), 0o600)
    const { mode, size } = await file.stat()
    if ((mode & constants.S_IFMT) === constants.S_IFREG) {
      if (size > 0 && !(await isCapture(file))) throw new CvHookError('disk', NOT_OURS(path), [ANOTHER])
      // It is about to hold patients' data: nobody else may read it, whoever made it.
      if (mode & 0o077) await file.chmod(0o600)
      return file
    }
  } catch (error) {
    await file?.close()
    if (error instanceof CvHookError) throw error
    throw new CvHookError('disk', `cannot write ${path}: ${diskReason(error)}`)
  }
  await file.close()
  throw new CvHookError('disk', `cannot write ${path}: it is not a regular file`)
}

const NOT_OURS = (path: string) => `cannot write ${path}: it holds something else than a capture of cv-hook`
const ANOTHER = 'name another file: nothing is ever overwritten'

/** Every line of ours begins alike. The first may be cut, or lack its beginning's newline. */
async function isCapture(file: FileHandle): Promise<boolean> {
  const start = Buffer.alloc(64)
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  const text = start.toString('latin1', 0, bytesRead).trimStart()
  return text.startsWith(OURS) || OURS.startsWith(text)
}

const OURS = '{"cvHook'

async function endsWithNewline(file: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1)
  await file.read(last, 0, 1, size - 1)
  return last[0] === 0x0a
}
