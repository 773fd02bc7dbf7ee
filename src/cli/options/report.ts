/**
 * `--report kind[=file]`, the same on every command that judges something. A command adds the option, opens the reports
 * before it does anything, prints through their `io`, and does its work inside `after`, which writes them however it ends.
 */
import type { ReportRun } from '../../report/run.js'
import type { CommandForm } from '../command-form.js'
import type { Io } from '../io.js'
import { collect } from './collect.js'

/** The option as commander gives it. */
export interface ReportFlags {
  report?: string[]
}

/** Adds the option. */
export function addReportOption(command: CommandForm): CommandForm {
  return command.option(
    '--report <kind[=file]>',
    'write a report: junit, html, json, markdown or github; to standard output where no file is named',
    collect,
  )
}

/** What a command tells of its run; the version, the times and what went wrong with the run itself are added. */
export type ToldRun = Pick<ReportRun, 'command' | 'title' | 'facts' | 'results'>

/** The reports of one run. */
export interface Reports {
  /** Where the command prints: its results make room on standard output where a report goes there. */
  io: Io
  /**
   * Does the work, then writes every report, also when the work failed or was interrupted.
   *
   * @param tell called once, when the work is over
   * @throws what the work threw; CvHookError `disk` when a report could not be written
   */
  after<T>(work: () => Promise<T>, tell: () => ToldRun): Promise<T>
}

/** What else a run writes, which a report may not collide with. */
export interface ReportSurroundings {
  /** Whether standard output holds records. */
  json: boolean
  /** Other files that the run writes. */
  files?: readonly (string | undefined)[]
}

/**
 * Reads and checks `--report`, so that no run ends with a report that cannot be written; undefined when none is wanted.
 *
 * @throws CvHookError `usage`, `disk`
 */
export async function openReports(
  flags: ReportFlags,
  io: Io,
  around: ReportSurroundings,
): Promise<Reports | undefined> {
  if (flags.report === undefined) return undefined
  const { openWanted } = await import('../reports.js')
  return openWanted(flags.report, io, around)
}
