/** Appends lines to a capture file so that a line, once acknowledged, survives the death of the process. */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { CvHookError } from '../core/errors.js'
import { diskReason } from './disk-reason.js'

/** A capture file that is open for appending. */
export interface CaptureWriter {
  /** Resolves when the text is in the file. Calls made while a write is under way share the next one. */
  append(text: string): Promise<void>
  close(): Promise<void>
}

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants

/**
 * Opens a capture file, mode 0600, made if it is missing. A file that does not end with a newline gets one first.
 *
 * @throws CvHookError `disk` when it cannot be opened or is no regular file (a link is not followed)
 */
export async function openCapture(path: string): Promise<CaptureWriter> {
  const file = await openRegular(path)
  const { size } = await file.stat()
  let end = size
  let batch: Batch | undefined
  let writing: Promise<void> = Promise.resolve()

  const flush = async (lines: string[]) => {
    const bytes = Buffer.from(lines.join(''))
    const { bytesWritten } = await file.write(bytes, 0, bytes.length)
    if (bytesWritten < bytes.length) {
      await file.truncate(end)
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' })
    }
    end += bytesWritten
  }

  const writer: CaptureWriter = {
    append(text) {
      if (!batch) {
        const mine: Batch = { lines: [], done: Promise.resolve() }
        batch = mine
        mine.done = writing.then(() => {
          batch = undefined
          return flush(mine.lines)
        })
        writing = mine.done.catch(() => {})
      }
      batch.lines.push(text)
      return batch.done.catch(error => {
        throw new CvHookError('disk', `cannot write ${path}: ${diskReason(error)}`)
      })
    },
    async close() {
      await writing
      await file.close()
    },
  }
  if (size > 0 && !(await endsWithNewline(file, size))) await writer.append('\n')
  return writer
}

interface Batch {
  lines: string[]
  done: Promise<void>
}

async function openRegular(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for its other end.
    file = await open(path, O_RDWR | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0), 0o600)
    const { mode } = await file.stat()
    if ((mode & constants.S_IFMT) === constants.S_IFREG) {
      // It is about to hold patients' data: nobody else may read it, whoever made it.
      if (mode & 0o077) await file.chmod(0o600)
      return file
    }
  } catch (error) {
    throw new CvHookError('disk', `cannot write ${path}: ${diskReason(error)}`)
  }
  await file.close()
  throw new CvHookError('disk', `cannot write ${path}: it is not a regular file`)
}

async function endsWithNewline(file: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1)
  await file.read(last, 0, 1, size - 1)
  return last[0] === 0x0a
}
