/**
 * The texts of a run, made harmless once for every kind of report: nothing invisible, nothing endless, and nothing that a
 * CI system would obey when a report is printed into its log. Each kind then only escapes for its own format.
 */
import { printable } from '../core/printable.js'
import { type ReportResult, type ReportRun, resultFacts } from './run.js'

/** Characters of one text that are kept. */
const TEXT_LIMIT = 10_000

/** Lines of details that are kept. */
const LINES_LIMIT = 500

/** A copy of the run whose texts are all harmless; only `reproduce` and the details keep their line breaks. */
export function tidyRun(run: ReportRun): ReportRun {
  return {
    ...run,
    command: oneLine(run.command),
    title: oneLine(run.title),
    facts: run.facts.map(([name, value]) => [oneLine(name), oneLine(value)]),
    results: run.results.map(tidyResult),
    ...(run.problem === undefined ? {} : { problem: oneLine(run.problem) }),
  }
}

function tidyResult(result: ReportResult): ReportResult {
  const { reproduce, details } = result
  return {
    ...result,
    id: oneLine(result.id),
    title: oneLine(result.title),
    group: oneLine(result.group),
    ...Object.fromEntries(resultFacts(result).map(([name, fact]) => [name, oneLine(fact)])),
    ...(reproduce === undefined ? {} : { reproduce: harmless(reproduce, '\n') }),
    ...(details === undefined ? {} : { details: tidyLines(details) }),
  }
}

function tidyLines(details: readonly string[]): string[] {
  const lines = details.slice(0, LINES_LIMIT).map(line => harmless(line, '\n'))
  return details.length > LINES_LIMIT ? [...lines, `(${details.length - LINES_LIMIT} more lines)`] : lines
}

const oneLine = (text: string) => harmless(text.trim().replace(/[ \t]*\r?\n[ \t]*/g, ' '), '')

function harmless(text: string, keep: string): string {
  const safe = printable(cut(text), keep)
  // A line that starts with "::" is a command to GitHub's runner, whatever it cannot see before and between the colons.
  return safe.replace(/^([^\S\n]*\p{M}*):(?=\p{M}*:)/gmu, '$1\\x3a')
}

function cut(text: string): string {
  if (text.length <= TEXT_LIMIT) return text
  return `${text.slice(0, TEXT_LIMIT)}... (cut: ${text.length - TEXT_LIMIT} characters more)`
}
