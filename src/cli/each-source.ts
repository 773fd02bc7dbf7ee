/** Working through recordings one after another: one that cannot be read does not lose the others. */
import { CvHookError, EXIT } from '../core/errors.js'
import { printable } from '../core/printable.js'
import type { CaptureReading } from '../store/capture-file.js'
import type { Source } from './capture-sources.js'
import type { Io } from './io.js'

/** What a command does with its recordings. */
export interface SourceWork {
  /** Whether errors are records. */
  json: boolean
  /** Whether the run was asked to end. */
  stopped(): boolean
  /** Takes the deliveries of one recording. */
  each(reading: CaptureReading, name: string): Promise<void>
  /** A recording that cannot be read, or not to its end; it is said as well. */
  unread(name: string, why: string): void
  /** Prints what was held back, before anything else is said. */
  flush?(): Promise<void> | void
}

/**
 * Works through recordings.
 *
 * @returns the exit code of what could not be read
 */
export async function eachSource(
  sources: readonly Source[],
  { json, stopped, each, unread, flush }: SourceWork,
  io: Io,
): Promise<number> {
  let code: number = EXIT.ok
  for (const { name, open } of sources) {
    if (stopped()) break
    const reading = open()
    try {
      await each(reading, name)
    } catch (error) {
      await flush?.()
      if (stopped()) break
      if (!isOfTheSource(error)) throw error
      unread(name, error.message)
      const { reportError } = await import('./report-error.js')
      code = await reportError(error, io, json)
    } finally {
      await flush?.()
      for (const notice of reading.notices()) io.err(`note: ${printable(notice)}\n`)
    }
  }
  return code
}

/** Whether an error says that a recording cannot be read. */
export const isOfTheSource = (error: unknown): error is CvHookError =>
  error instanceof CvHookError && (error.code === 'unreadable' || error.code === 'bad-capture')
