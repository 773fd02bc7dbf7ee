/** The reports of one run: what `--report` names is checked, opened, and written when the work is over. */
import { resolve } from 'node:path'
import { CvHookError } from '../core/errors.js'
import { didYouMean } from '../core/suggest.js'
import { VERSION } from '../generated/version.js'
import { REPORT_KINDS, type ReportKind, renderReport } from '../report/reports.js'
import type { ReportRun } from '../report/run.js'
import { appendToSummary, prepareReportFile } from '../store/report-file.js'
import type { Io } from './io.js'

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
 * Opens every report that is wanted.
 *
 * @param texts what was given to each `--report`
 * @throws CvHookError `usage`, `disk`
 */
export function openWanted(texts: readonly string[], io: Io, around: ReportSurroundings): Reports {
  const wanted = texts.map(parseReport)
  refuseCollisions(wanted, io, around)
  const places = wanted.map(({ kind, file }) => ({
    kind,
    place: file === undefined ? undefined : prepareReportFile(file),
  }))
  const summary = io.env['GITHUB_STEP_SUMMARY'] || undefined

  const write = async (run: ReportRun): Promise<CvHookError[]> => {
    const failures: CvHookError[] = []
    for (const { kind, place } of places) {
      const { document, commands } = renderReport(kind, run)
      if (commands !== undefined) io.err(commands)
      try {
        if (place) place.write(document)
        else if (kind !== 'github') await io.out(document)
        else if (summary !== undefined) appendToSummary(summary, document)
      } catch (error) {
        if (!(error instanceof CvHookError)) throw error
        failures.push(error)
      }
    }
    return failures
  }

  return {
    io: wanted.some(toStdout) ? besideReport(io) : io,
    async after(work, tell) {
      const startedAt = io.now()
      const outcome = await work().then(
        value => ({ value }),
        (error: unknown) => ({ error }),
      )
      const problem = 'error' in outcome ? problemOf(outcome.error) : io.stopped() && 'the run was interrupted'
      const told = tell()
      const facts: ReportRun['facts'] = [['version', `${VERSION} (${io.runtime})`], ...told.facts]
      const durationMs = io.now() - startedAt
      const failures = await write({ ...told, facts, startedAt, durationMs, ...(problem ? { problem } : {}) })
      // The error that is thrown is told by whoever catches it; after an interruption nobody does.
      const untold = 'error' in outcome || io.stopped() !== undefined ? failures : failures.slice(1)
      for (const { message } of untold) io.err(`error: ${message}\n`)
      if ('error' in outcome) throw outcome.error
      if (failures.length > 0) throw failures[0]
      return outcome.value
    },
  }
}

interface WantedReport {
  kind: ReportKind
  file: string | undefined
}

function parseReport(text: string): WantedReport {
  const equals = text.indexOf('=')
  const name = equals < 0 ? text : text.slice(0, equals)
  const kind = REPORT_KINDS.find(one => one === name)
  const file = equals < 0 ? undefined : text.slice(equals + 1)
  if (kind === undefined) {
    const looksLikeFile = equals < 0 && /[./\\]/.test(text)
    throw new CvHookError('usage', `--report: there is no kind "${name.slice(0, 60)}"`, [
      ...(looksLikeFile ? [`write --report junit=${text.slice(0, 200)}`] : didYouMean(name, REPORT_KINDS)),
      `kinds: ${REPORT_KINDS.join(', ')}`,
    ])
  }
  if (file === '') throw new CvHookError('usage', `--report ${kind}= names no file`, ['is the variable set?'])
  if (file !== undefined && /^~[^/\\]*[/\\]/.test(file)) {
    throw new CvHookError('usage', `--report ${kind}: the shell does not expand ~ after "="`, [
      `write --report ${kind}="$HOME/..."`,
    ])
  }
  return { kind, file: file === '-' ? undefined : file }
}

const toStdout = ({ kind, file }: WantedReport) => file === undefined && kind !== 'github'

function refuseCollisions(wanted: readonly WantedReport[], io: Io, { json, files = [] }: ReportSurroundings): void {
  const printed = wanted.filter(toStdout).map(({ kind }) => `--report ${kind}`)
  const claims = [...(json ? ['--json'] : []), ...printed]
  if (printed.length > 0 && claims.length > 1) {
    throw new CvHookError('usage', `${claims.slice(0, 2).join(' and ')} both want standard output`, [
      `name a file: ${printed.at(-1)}=FILE`,
    ])
  }
  const taken = new Set(files.filter(file => file !== undefined).map(file => resolve(io.cwd, file)))
  for (const { kind, file } of wanted) {
    if (file === undefined) continue
    const full = resolve(io.cwd, file)
    if (taken.has(full))
      throw new CvHookError('usage', `--report ${kind}: ${file} is written by another option as well`)
    taken.add(full)
  }
}

/** Results that give way to a report are talk. */
function besideReport(io: Io): Io {
  return Object.create(io, {
    out: {
      value: (chunk: string | Uint8Array) => io.err(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()),
    },
    terminal: { get: () => ({ out: io.terminal.err, err: io.terminal.err }) },
  }) as Io
}

const problemOf = (error: unknown) => (error instanceof CvHookError ? error.message : 'a bug in cv-hook ended the run')
