/**
 * `--report kind[=file]`, the same on every command that judges something. A command adds the option, opens the reports
 * before it does anything, prints through their `io`, and does its work inside `after`, which writes them however it ends.
 */
import type { CommandForm } from '../command-form.js'
import type { Io } from '../io.js'
import type { ReportSurroundings, Reports } from '../reports.js'
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
