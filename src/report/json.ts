/** The run as one JSON document. Members are added, never renamed; `version` says which set they are. */
import { hundredths } from '../core/units.js'
import { countOutcomes, type ReportRun, runPassed } from './run.js'

/** The report, laid out for reading. */
export function renderJson(run: ReportRun): string {
  const { command, title, startedAt, durationMs, facts, results, problem } = run
  const document = {
    type: 'report',
    version: 1,
    command,
    title,
    passed: runPassed(run),
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Math.round(durationMs),
    ...(problem === undefined ? {} : { problem }),
    counts: countOutcomes(results),
    facts: facts.map(([name, value]) => ({ name, value })),
    results: results.map(one =>
      one.durationMs === undefined ? one : { ...one, durationMs: hundredths(one.durationMs) },
    ),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
