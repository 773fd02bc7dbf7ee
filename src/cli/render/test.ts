/** A contract test as text: what is about to be sent, what is wrong, and the summary. */
import { controlAdvice } from '../../app/control-advice.js'
import { increase } from '../../app/judgement-counts.js'
import type { TestOutcome, TestPlan } from '../../app/test.js'
import { countOutcomes, decides, type Weighing } from '../../app/test-counts.js'
import type { TestSummaryFacts } from '../../app/test-records.js'
import { GROUPS } from '../../contract/check.js'
import { CONTROL } from '../../contract/checks.js'
import { mayBeStarting } from '../../contract/controls.js'
import { type CheckResult, isGood, type Outcome } from '../../contract/result.js'
import { printable } from '../../core/printable.js'
import { formatDuration } from '../../core/units.js'
import type { BaselineEntry } from '../../store/baseline.js'
import { summaryText, under } from './outcome-line.js'
import { describeAnswer } from './send.js'
import type { Page } from './style.js'
import { wrap } from './wrap.js'

/** How results are shown. */
export interface CheckView extends Page {
  reproduce(result: CheckResult): string
  accepted(result: CheckResult): BaselineEntry | undefined
  diagnose: string
  /** Whether deliveries are signed. */
  signed: boolean
  /** What was explained already: the same reasons are told once. */
  explained: Set<string>
}

const MARKS: Record<Outcome, string> = { pass: '✓', flaky: '✓', fail: '✗', error: '✗', inconclusive: '?', skip: '-' }

/** What is about to be sent, before the first request. */
export function renderTestStart(
  { checks, requests, left }: TestPlan,
  url: string,
  secret: string | undefined,
  columns: number,
): string {
  const refusals = checks.filter(check => check.group === 'refuses').length
  const lines = [
    `testing ${url}, ${secret ? `signed with ${secret}` : 'unsigned'}`,
    `${checks.length} checks, about ${requests} requests; ${refusals > 0 ? 'most' : 'all'} of them are valid, and have effects where they are accepted (fictional data only)`,
    ...left.map(one => `note: ${one.variant} bodies are left out, since what you change is not in them`),
  ]
  return `${lines.flatMap(line => wrap(line, columns)).join('\n')}\n`
}

/** One check that is not as it should be. */
export function renderCheck(result: CheckResult, view: CheckView): string {
  const { check, outcome, expected, actual, note } = result
  const { style, columns } = view
  const accepted = view.accepted(result)
  const paint = accepted ? style.dim : outcome === 'inconclusive' ? style.yellow : style.red
  const lines: string[] = []
  const add = (text: string, dye?: (line: string) => string) => lines.push(...under(text, columns, dye))
  lines.push(
    `${paint(MARKS[accepted ? 'skip' : outcome])} ${style.bold(check.id)}  ${check.level}${outcome === 'fail' ? '' : `, ${outcome}`}`,
  )
  add(check.title)
  add(`expected ${expected}, got ${actual}${note === undefined ? '' : `: ${note}`}`, paint)
  const answer = answerLine(result)
  if (answer !== undefined) add(answer, style.dim)
  if (accepted) {
    add(`accepted by the baseline: ${printable(accepted.reason)}`, style.dim)
    return `${lines.join('\n')}\n`
  }
  const [reasons, fixes] = advice(result, view.signed)
  const told = [...reasons, ...fixes].join('\n')
  if (!view.explained.has(told)) {
    view.explained.add(told)
    for (const reason of reasons) add(reason, style.dim)
    for (const fix of fixes) add(`fix: ${fix}`, style.yellow)
  }
  // A command is to be copied: it is not broken into lines.
  lines.push(`    ${style.dim('again:')} ${view.reproduce(result)}`)
  return `${lines.join('\n')}\n`
}

/** What the receiver said, where it said anything: nothing of it is about anybody, since only fictional data was sent. */
export function answerLine({ answer, outcome }: CheckResult): string | undefined {
  if (!answer?.ok || answer.bodyBytes === 0 || isGood(outcome) || outcome === 'skip') return undefined
  return `answer: ${describeAnswer(answer, true)}`
}

/** Why it matters and what to do; for the control, what the answer most likely means. */
export function advice({ check, outcome, answer }: CheckResult, signed: boolean): [reasons: string[], fixes: string[]] {
  const isControl = check.id === CONTROL.id
  const misled = answer && !answer.ok && ['dns', 'tls'].includes(answer.error.code)
  const starting = isControl && answer && mayBeStarting(answer) && !misled
  const wait = starting ? ['--wait 60s waits for a receiver that is still starting'] : []
  if (answer && !answer.ok && check.expect !== 'refused') {
    return [[], [...answer.error.hints.map(hint => printable(hint)), ...wait]]
  }
  if (outcome === 'inconclusive') return [[check.why], []]
  if (!isControl || !answer?.ok) return [[check.why], [check.fix]]
  const { hint, searchable } = controlAdvice(answer, signed)
  const known = hint === undefined ? [] : [hint]
  return searchable ? [[check.why, ...known], starting ? wait : [check.fix]] : [[check.why], [...known, ...wait]]
}

/** The summary of a run. */
export function renderTestSummary(
  { results, control }: TestOutcome,
  weighing: Weighing,
  facts: TestSummaryFacts & { stopped: boolean },
  view: CheckView,
): string {
  const counts = countOutcomes(results)
  const deciding = results.filter(result => decides(result, weighing))
  const rows = GROUPS.filter(group => group !== 'control').flatMap(group => {
    const some = results.filter(result => result.check.group === group)
    return some.length === 0 ? [] : [[group, groupLine(some)]]
  })
  const { accepted, expired, obsolete } = weighing.baseline
  const passed = deciding.length === 0 && control.answer.ok
  const verdict = `${passed ? 'passed' : control.answer.ok ? 'not passed' : 'not reached'}: ${countLine(counts)}${facts.stopped ? ', stopped early' : ''}`
  const notRun = new Map<string, number>()
  for (const { outcome, actual } of results) {
    if (outcome === 'skip') increase(notRun, actual)
  }
  const notes = [
    ...[...notRun].map(([why, times]) => `${times} ${why}`),
    ...(accepted.size > 0 ? [`accepted by the baseline: ${[...accepted.keys()].join(', ')}`] : []),
    ...expired.map(one => `the baseline's entry ${one.id} expired on ${one.expires}`),
    ...obsolete.map(one => `passes now, its entry in the baseline can go: ${one.id}`),
    ...(passed && counts.fail + counts.error > accepted.size
      ? ['what failed is of level should; --strict counts it']
      : []),
  ]
  rows.push(
    ['control', control.event],
    ['took', formatDuration(facts.durationMs)],
    ['seed', `${facts.seed} (--seed makes the same bodies again)`],
  )
  const lines = [
    ...notes.flatMap(note => wrap(note, view.columns)),
    ...(!control.accepted && controlAdvice(control.answer, view.signed).searchable
      ? [`find out why: ${view.diagnose}`]
      : []),
  ]
  return summaryText(passed, verdict, rows, view) + lines.map(line => `${line}\n`).join('')
}

function groupLine(results: readonly CheckResult[]): string {
  const good = results.filter(result => isGood(result.outcome)).length
  return `${good} of ${results.length}`
}

const WORDS: Record<Outcome, string> = {
  pass: 'passed',
  fail: 'failed',
  flaky: 'flaky',
  inconclusive: 'inconclusive',
  error: 'without an answer',
  skip: 'not run',
}

function countLine(counts: Record<Outcome, number>): string {
  return (Object.keys(WORDS) as Outcome[])
    .filter(outcome => counts[outcome] > 0)
    .map(outcome => `${counts[outcome]} ${WORDS[outcome]}`)
    .join(', ')
}
