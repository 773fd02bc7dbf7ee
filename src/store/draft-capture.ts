/** A capture that is written aside, and takes its name only once it is found to be right. */
import { randomBytes } from 'node:crypto'
import { createReadStream, linkSync, lstatSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CvHookError } from '../core/errors.js'
import { type CaptureWriter, openCapture } from './capture-writer.js'
import { cannotWrite } from './disk-reason.js'

/** A capture that is not kept yet. */
export interface DraftCapture extends Pick<CaptureWriter, 'append'> {
  /** Where it is written, to be read again. */
  path: string
  /** What is in it. */
  content(): AsyncIterable<Uint8Array>
  /** Ends the writing. */
  close(): Promise<void>
  /**
   * Gives it its name.
   *
   * @throws CvHookError `disk`
   */
  keep(): void
  /** Takes it away; nothing happens to one that was kept. */
  drop(): void
}

/**
 * Begins a capture, mode 0600.
 *
 * @param target the file that it becomes; none for one that is only read again
 * @param replace whether a file that is there already may be replaced; a link or a folder never is
 * @param sources files that are read for it, and so are never replaced
 * @throws CvHookError `disk`
 */
export async function draftCapture(
  target: string | undefined,
  replace: boolean,
  sources: readonly string[] = [],
): Promise<DraftCapture> {
  if (target !== undefined) refuseOther(target, replace, sources)
  const folder = target === undefined ? draftFolder() : undefined
  const path = folder === undefined ? `${target}.${randomBytes(4).toString('hex')}.draft` : join(folder, 'draft.ndjson')
  const { append, close } = await openCapture(path).catch((error: unknown) => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    throw named(error, path, target)
  })
  return {
    path,
    content: () => createReadStream(path),
    append,
    close,
    keep() {
      if (target === undefined) return
      try {
        if (replace) renameSync(path, target)
        else place(path, target)
      } catch (error) {
        throw cannotWrite(target, error)
      }
    },
    drop: () => rmSync(folder ?? path, { recursive: true, force: true }),
  }
}

function draftFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'cv-hook-'))
  } catch (error) {
    throw cannotWrite('in the folder for temporary files', error, 'name a file with --output, or set TMPDIR')
  }
}

/** Unlike renaming, a link fails where a file has come up meanwhile; not every disk has links. */
function place(path: string, target: string): void {
  try {
    linkSync(path, target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || lstatSync(target, { throwIfNoEntry: false })) throw error
    renameSync(path, target)
  }
}

function refuseOther(target: string, replace: boolean, sources: readonly string[]): void {
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (!found) return
  if (!found.isFile()) throw cannotWrite(target, 'it is not a regular file')
  const isSource = sources.some(source => {
    const about = statSync(source, { throwIfNoEntry: false })
    return about?.ino === found.ino && about.dev === found.dev
  })
  if (isSource) throw cannotWrite(target, 'it is the recording that is copied', ANOTHER)
  if (replace) return
  throw cannotWrite(target, 'it is there already', 'name another file, or give --force')
}

const ANOTHER = 'name another file'

/** The file that the user named, in place of the one that is written for it. */
function named(error: unknown, path: string, target: string | undefined): unknown {
  if (!(error instanceof CvHookError) || target === undefined) return error
  return new CvHookError(error.code, error.message.replace(path, target), error.hints)
}
