/**
 * The run for GitHub Actions: annotations as workflow commands, one a line, and a step summary as Markdown.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import { renderMarkdown } from './markdown.js'
import { gist } from './plain.js'
import { failsRun, isUnmet, type ReportResult, type ReportRun } from './run.js'

/** GitHub shows no more annotations of a level in one step. */
const ANNOTATIONS = 10

/** GitHub refuses a step's summary above 1 MiB. */
const SUMMARY_LIMIT = 1_000_000

/** Both parts of the report. */
export interface GithubReport {
  /** To be printed, each line on its own. */
  commands: string
  /** To be appended to the file that GITHUB_STEP_SUMMARY names. */
  summary: string
}

/** The report: an error for each result that makes the run fail, a warning for each that is only recommended or flaky. */
export function renderGithub(run: ReportRun): GithubReport {
  const errors = run.results.filter(failsRun)
  const warnings = run.results.filter(result => !failsRun(result) && (isUnmet(result) || result.outcome === 'flaky'))
  const commands = [
    ...(run.problem === undefined ? [] : [command('error', `cv-hook ${run.command}`, run.problem)]),
    ...annotate('error', errors),
    ...annotate('warning', warnings),
  ]
  return { commands: commands.map(line => `${line}\n`).join(''), summary: cut(renderMarkdown(run)) }
}

function annotate(level: 'error' | 'warning', results: readonly ReportResult[]): string[] {
  const shown = results.length > ANNOTATIONS ? results.slice(0, ANNOTATIONS - 1) : results
  const lines = shown.map(result => command(level, `${result.title} [${result.id}]`, message(result)))
  const more = results.length - shown.length
  return more === 0 ? lines : [...lines, command(level, 'cv-hook', `${more} more are in the step summary`)]
}

const message = (result: ReportResult) =>
  [`${result.outcome}: ${gist(result)}`, ...(result.fix === undefined ? [] : [`fix: ${result.fix}`])].join('\n')

const command = (level: string, title: string, text: string) =>
  `::${level} title=${escapeProperty(title)}::${escapeData(text)}`

const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

function cut(markdown: string): string {
  if (markdown.length * 3 <= SUMMARY_LIMIT || Buffer.byteLength(markdown) <= SUMMARY_LIMIT) return markdown
  // At a paragraph's end, so that no code block stays open.
  const kept = markdown.slice(0, SUMMARY_LIMIT / 3)
  return `${kept.slice(0, kept.lastIndexOf('\n\n#'))}\n\n(cut: the report is too long for a step summary)\n`
}
