/** The run as Markdown that can be pasted into a ticket: a table of all results, then what helps with those to act on. */
import { formatDuration } from '../core/units.js'
import { block, cell, prose } from './markdown-text.js'
import {
  countsInWords,
  groupResults,
  isNotable,
  OUTCOME_WORDS,
  OUTCOMES,
  type ReportResult,
  type ReportRun,
  resultFacts,
  runPassed,
} from './run.js'

/** Results in detail, and rows of a table: more would make a ticket unreadable, or be refused by the tracker. */
const DETAILED = 50
const ROWS = 200

/** The report. */
export function renderMarkdown(run: ReportRun): string {
  const { command, title, startedAt, durationMs, facts, results, problem } = run
  const started = new Date(startedAt).toISOString().replace('T', ' ').replace(/\..*/, ' UTC')
  const notable = results.filter(isNotable)
  const sections = [
    `## ${prose(title)}`,
    `${runPassed(run) ? '✅' : '❌'} **${countsInWords(results)}**`,
    ...(problem === undefined ? [] : [`**The run is not complete:** ${prose(problem)}`]),
    table(
      ['what', 'value'],
      [
        ['command', cell(`cv-hook ${command}`)],
        ['started', started],
        ['took', formatDuration(durationMs)],
        ...facts.map(([name, value]) => [cell(name), cell(value)]),
      ],
    ),
    ...[...groupResults(results)].flatMap(([group, members]) => [`### ${prose(group)}`, resultTable(members)]),
    ...notable.slice(0, DETAILED).flatMap(renderDetails),
    ...(notable.length > DETAILED ? [`${notable.length - DETAILED} more have no details here.`] : []),
  ]
  return `${sections.join('\n\n')}\n`
}

/** Of too many results, those to act on come first. */
function resultTable(results: readonly ReportResult[]): string {
  const shown = results.length > ROWS ? [...results].sort((a, b) => rank(a) - rank(b)).slice(0, ROWS) : results
  const rows = shown.map(({ id, title, level, outcome, durationMs }) => [
    cell(id),
    cell(title),
    `${MARKS[outcome]} ${OUTCOME_WORDS[outcome]}${level === 'should' ? ' (recommended)' : ''}`,
    durationMs === undefined ? '' : formatDuration(durationMs),
  ])
  const left = results.length - shown.length
  const rest = left === 0 ? '' : `\n\n${left} more are not listed.`
  return table(['id', 'what', 'outcome', 'time'], rows) + rest
}

const rank = ({ outcome }: ReportResult) => OUTCOMES.indexOf(outcome)

function renderDetails(result: ReportResult): string[] {
  const { id, title, outcome, reproduce, details } = result
  const points = resultFacts(result).map(([name, fact]) => `- ${name}: ${prose(fact)}`)
  return [
    `#### ${MARKS[outcome]} ${prose(id)}: ${prose(title)}`,
    ...(points.length === 0 ? [] : [points.join('\n')]),
    ...(reproduce === undefined ? [] : ['To reproduce:', block(reproduce)]),
    ...(details === undefined || details.length === 0 ? [] : [block(details.join('\n'))]),
  ]
}

const MARKS: Readonly<Record<ReportResult['outcome'], string>> = {
  pass: '✅',
  fail: '❌',
  flaky: '⚠️',
  inconclusive: '❔',
  error: '🛑',
  skip: '⏭️',
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
