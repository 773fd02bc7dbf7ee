/** Appends lines to a capture file so that a line, once acknowledged, survives the death of the process. */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { CvHookError } from '../core/errors.js'
import { cannotWrite } from './disk-reason.js'

/** A capture file that is open for appending. */
export interface CaptureWriter {
  /**
   * Resolves when the line is in the file. Calls made while a write is under way share the next one.
   *
   * @throws CvHookError `disk`; the line is then not in the file, and the next one may well be written
   */
  append(line: string | Uint8Array): Promise<void>
  /**
   * Has a line written soon, together with the next one that is waited for if one comes. It is lost with the process, or
   * with its batch.
   */
  add(line: string | Uint8Array): void
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
  const waiting: Array<string | Uint8Array> = []
  let next: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
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

  /** Writes all lines that wait, once the write under way is done. */
  const writeNext = (): Promise<void> => {
    const done = writing
      .then(turn)
      .then(() => {
        next = undefined
        clearTimeout(timer)
        return flush(waiting.splice(0))
      })
      .catch(error => {
        throw cannotWrite(path, error)
      })
    writing = done.catch(() => {})
    return done
  }

  return {
    append(line) {
      waiting.push(line)
      next ??= writeNext()
      return next
    },
    add(line) {
      if (waiting.push(line) > 1) return
      timer = setTimeout(() => {
        next ??= writeNext()
        next.catch(() => {})
      }, SOON)
    },
    async close() {
      clearTimeout(timer)
      if (waiting.length > 0) await (next ?? writeNext()).catch(() => {})
      await writing
      await file.close()
    },
  }
}

/** Whatever else has come by now asks for its write as well, and shares this one. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve))

/** Milliseconds that a line may wait that nobody waits for. */
const SOON = 50

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

async function openRegular(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for its other end.
    file = await open(path, O_RDWR | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0), 0o600)
    const { mode, size } = await file.stat()
    if ((mode & constants.S_IFMT) === constants.S_IFREG) {
      if (size > 0 && !(await isCapture(file))) throw cannotWrite(path, NOT_OURS, ANOTHER)
      // It is about to hold patients' data: nobody else may read it, whoever made it.
      if (mode & 0o077) await file.chmod(0o600)
      return file
    }
  } catch (error) {
    await file?.close()
    if (error instanceof CvHookError) throw error
    throw cannotWrite(path, error)
  }
  await file.close()
  throw cannotWrite(path, 'it is not a regular file')
}

const NOT_OURS = 'it holds something else than a capture of cv-hook'
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
