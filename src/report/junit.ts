/** The run as JUnit XML: the common ground of the dialects that Jenkins, GitLab, Azure and the rest read. */
import { escapeAttribute, escapeMarkup } from './markup.js'
import { gist, plainLines } from './plain.js'
import { failsRun, groupResults, isNotable, isUnmet, type ReportResult, type ReportRun } from './run.js'

/** The report. A `should` that was not met is "skipped", since no dialect knows a failure that does not count. */
export function renderJunit(run: ReportRun): string {
  const suites = [...groupResults(withProblem(run))].map(([group, results]) => renderSuite(run, group, results))
  const totals = counts(withProblem(run))
  const root = attributes({ name: `cv-hook ${run.command}`, ...totals, time: seconds(run.durationMs) })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n${suites.join('')}</testsuites>\n`
}

/** Readers look at test cases alone: that the run itself did not end well becomes one of them. */
function withProblem({ results, problem }: ReportRun): ReportResult[] {
  if (problem === undefined) return [...results]
  return [
    ...results,
    { id: 'run', title: 'the run was complete', group: 'run', level: 'must', outcome: 'error', actual: problem },
  ]
}

function renderSuite(run: ReportRun, group: string, results: readonly ReportResult[]): string {
  const time = results.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0)
  const properties = run.facts.map(([name, value]) => `      <property${attributes({ name, value })}/>\n`)
  const head = attributes({
    name: group,
    ...counts(results),
    skipped: results.filter(isSkipped).length,
    time: seconds(time),
    // The dialects know no time zone and take it for UTC.
    timestamp: new Date(run.startedAt).toISOString().slice(0, 19),
  })
  const cases = results.map(result => renderCase(run.command, result))
  const list = properties.length === 0 ? '' : `    <properties>\n${properties.join('')}    </properties>\n`
  return `  <testsuite${head}>\n${list}${cases.join('')}  </testsuite>\n`
}

function renderCase(command: string, result: ReportResult): string {
  const { id, title, group, durationMs = 0 } = result
  const head = attributes({
    name: `${title} [${id}]`,
    classname: `cv-hook.${command}.${group}`,
    time: seconds(durationMs),
  })
  // Nobody reads why what was right is right.
  const text = result.outcome === 'pass' && !isNotable(result) ? '' : escapeMarkup(plainLines(result).join('\n'))
  const body = renderOutcome(result, text)
  return body === '' ? `    <testcase${head}/>\n` : `    <testcase${head}>\n${body}    </testcase>\n`
}

function renderOutcome(result: ReportResult, text: string): string {
  const message = { message: gist(result) }
  const out = text === '' ? '' : `      <system-out>${text}</system-out>\n`
  if (isSkipped(result)) {
    const why =
      result.outcome === 'skip' ? (result.why ?? '') : `recommended, not met (${result.outcome}): ${message.message}`
    return `      <skipped${attributes({ message: why })}/>\n${out}`
  }
  if (!failsRun(result)) return out
  const name = result.outcome === 'fail' ? 'failure' : 'error'
  return `      <${name}${attributes({ ...message, type: result.outcome })}>${text}</${name}>\n`
}

const isSkipped = (result: ReportResult) => result.outcome === 'skip' || (result.level === 'should' && isUnmet(result))

function counts(results: readonly ReportResult[]): Record<string, number> {
  const failing = results.filter(failsRun)
  const failures = failing.filter(result => result.outcome === 'fail').length
  return { tests: results.length, failures, errors: failing.length - failures }
}

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('')

const seconds = (ms: number) => (ms / 1000).toFixed(3)
