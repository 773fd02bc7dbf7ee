/** Files of reports: the place is checked before a run, so that a long one does not end with a lost report. */
import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CvHookError } from '../core/errors.js'
import { cannotWrite } from './disk-reason.js'

/** A place where a report can be written. */
export interface ReportFile {
  /**
   * Writes the whole report at once: a reader finds the old file or the new one, never a part. Mode 0600.
   *
   * @throws CvHookError `disk`
   */
  write(text: string): void
}

/**
 * Checks that a report can be written: makes missing folders, and tries.
 *
 * @throws CvHookError `disk` for a folder, a link, a device, or a place that cannot be written
 */
export function prepareReportFile(path: string): ReportFile {
  const full = resolve(path)
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (error instanceof CvHookError) throw error
      throw cannotWrite(`the report ${path}`, error)
    }
  }
  attempt(() => {
    makeFolder(dirname(full))
    refuseOthers(path, full)
    const probe = besides(full)
    closeSync(openSync(probe, 'wx', 0o600))
    rmSync(probe)
  })
  return {
    write: text =>
      attempt(() => {
        refuseOthers(path, full)
        replaceFile(full, text)
      }),
  }
}

/**
 * Appends to a file that a CI system reads, made if it is missing.
 *
 * @throws CvHookError `disk`
 */
export function appendToSummary(path: string, text: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants
  try {
    const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0), 0o600)
    try {
      writeFileSync(file, text)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw cannotWrite(`the report ${path}`, error)
  }
}

/** A name beside the file, so that renaming stays on one disk. */
const besides = (full: string) => join(dirname(full), `.${basename(full).slice(0, 100)}.${randomUUID()}.tmp`)

function makeFolder(folder: string): void {
  try {
    makeFolders(folder)
  } catch (error) {
    // Node says EEXIST where a file stands in the way.
    const code = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'ENOTDIR' : undefined
    throw code ? Object.assign(new Error(code), { code }) : error
  }
}

/** One by one: Node's recursive way never ends where a folder is there that takes none, as below /proc. */
function makeFolders(folder: string): void {
  if (isFolder(folder)) return
  if (dirname(folder) !== folder) makeFolders(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw error
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

function refuseOthers(path: string, full: string): void {
  const about = lstatSync(full, { throwIfNoEntry: false })
  if (!about || about.isFile()) return
  if (about.isSymbolicLink()) throw cannotWrite(`the report ${path}`, 'it is a symbolic link')
  throw cannotWrite(`the report ${path}`, about.isDirectory() ? 'it is a directory' : 'it is not a regular file')
}

function replaceFile(full: string, text: string): void {
  const draft = besides(full)
  const file = openSync(draft, 'wx', 0o600)
  try {
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, full)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
