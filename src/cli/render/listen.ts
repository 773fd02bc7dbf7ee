/** Deliveries that came in, as text: a line for what each is and became, then what helps to understand it. */
import { VERDICTS } from '../../app/judge.js'
import type { ListenCounts } from '../../app/listen/counts.js'
import { shownPath } from '../../app/listen/path.js'
import { isAccepted, type Received } from '../../app/listen/received.js'
import { printable } from '../../core/printable.js'
import { counted, formatDuration, formatSize } from '../../core/units.js'
import type { RefusedRequest } from '../../http/arrival.js'
import { headLines, summaryText, under } from './outcome-line.js'
import type { Page } from './style.js'
import { explanationLines, findingLines, verdictWords } from './verdict.js'
import { wrap } from './wrap.js'

/** What is said of one delivery. */
export interface ShownReceived {
  received: Received
  /** The pseudonym of the case. */
  caseName: string | undefined
  /** What the event says, in safe words. */
  says: string
  /** False where an explanation was wanted, and there was no time for one. */
  explained: boolean
  /** The body, line by line. */
  payload: readonly string[]
}

/** One delivery. */
export function renderReceived(shown: ShownReceived, view: Page): string {
  const { received, says, payload } = shown
  const { judgement, explanation, forwarded, lost, duplicateOf } = received
  const { style, columns } = view
  const lines = receivedLines(shown, view)
  const add = (text: string, paint?: (line: string) => string) => lines.push(...under(text, columns, paint))
  if (says) add(says)
  if (duplicateOf) add(`the same event came before, at ${clockTime(duplicateOf.receivedAt)}`, style.yellow)
  if (lost) add(`NOT KEPT: ${printable(lost.message)}; answered 503, so that it is sent again`, style.red)
  if (received.status !== undefined && !received.sent) {
    add('the sender had gone before the answer', style.yellow)
  }
  if (received.looped) add('it had come through a cv-hook listener before: not passed on, answered 508', style.red)
  for (const { url, status, error, durationMs } of forwarded ?? []) {
    if (error) add(`-> ${printable(url)}  ${printable(error.message)}`, style.red)
    else add(`-> ${printable(url)}  ${status}, ${formatDuration(durationMs)}`, status! < 300 ? style.dim : style.red)
  }
  if (received.status === undefined) return `${lines.join('\n')}\n`
  const observed = explanation?.proof === 'observed'
  if (!isAccepted(judgement) && !observed) add(verdictWords(judgement, 'wire'), style.red)
  if (explanation) lines.push(...explanationLines(explanation, view))
  if (!shown.explained) add('not explained, for want of time: cv-hook verify explains what --capture keeps', style.dim)
  lines.push(...findingLines(judgement.findings, view))
  lines.push(...payload.map(line => `    ${line}`))
  return `${lines.join('\n')}\n`
}

function receivedLines({ received, caseName }: ShownReceived, page: Page): string[] {
  const { style } = page
  const { arrival, judgement, status, onPurpose, durationMs } = received
  const size = formatSize(arrival.body.length)
  const at = clockTime(arrival.receivedAt)
  const name = judgement.event ?? (status === undefined ? 'cut off' : 'delivery')
  const facts =
    status === undefined
      ? `${size} came, then the connection broke off`
      : [
          caseName,
          onPurpose ? `${status} on purpose` : status,
          shortVerdict(received),
          size,
          formatDuration(durationMs),
        ]
          .filter(Boolean)
          .join(', ')
  const fine = status !== undefined && isAccepted(judgement) && !received.lost && received.sent
  const mark = fine ? style.green('✓') : style.red('✗')
  return headLines(`${style.dim(at)} ${mark}`, name, facts, page, at.length + 2)
}

function shortVerdict({ judgement }: Received): string {
  const { verdict, code, secret } = judgement
  if (verdict === 'valid') return secret === undefined ? 'valid by its static header' : `valid by ${secret}`
  return verdict === 'unsigned' && code === 'ok' ? 'not verified' : verdict
}

/** A request that was no delivery. */
export function renderRefused({ status, text, method, path }: RefusedRequest, now: number, view: Page): string {
  const { style, columns } = view
  const what = method === undefined ? 'a connection' : `${printable(method)} ${shownPath(path ?? '')}`
  const [first, ...more] = wrap(`${what}: ${status ?? 'closed'}, ${text}`, columns - 11)
  const lines = [`${clockTime(now)} - ${first}`, ...more.map(line => `    ${line}`)]
  return `${lines.map(line => style.dim(line)).join('\n')}\n`
}

/** The time of day, here. */
export function clockTime(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0')).join(':')
}

/** What a run came to. */
export function renderListenSummary(
  counts: ListenCounts,
  run: { durationMs: number; missing: readonly string[]; missingCount: number; inOrder: boolean },
  page: Page,
): string {
  const { received, verdicts } = counts
  const good = [...counts.events.values()].reduce((sum, one) => sum + one, 0)
  const bad = verdicts.invalid + verdicts.unverifiable
  const head = `${counted(received, 'delivery', 'deliveries')} in ${formatDuration(run.durationMs)}`
  const fine = bad === 0 && run.missing.length === 0 && run.missingCount === 0 && counts.lost === 0
  const rows = [
    ...VERDICTS.filter(name => verdicts[name] > 0).map(name => [name, String(verdicts[name])]),
    ...(counts.secrets.size > 1 ? [...counts.secrets].map(([label, times]) => [`by ${label}`, String(times)]) : []),
    ...(good > 0 && counts.events.size <= 12 ? [...counts.events].map(([event, times]) => [event, String(times)]) : []),
    ...(counts.errors + counts.warnings > 0
      ? [['findings', `${counted(counts.errors, 'error')}, ${counted(counts.warnings, 'warning')}`]]
      : []),
    ...(counts.duplicates > 0 ? [['came before', String(counts.duplicates)]] : []),
    ...(counts.lost > 0 ? [['NOT KEPT', `${counts.lost}, answered 503`]] : []),
    ...(counts.unsent > 0 ? [['not waited for', String(counts.unsent)]] : []),
    ...(counts.cut > 0 ? [['cut off', String(counts.cut)]] : []),
    ...(counts.forwarded > 0
      ? [
          [
            'passed on',
            `${counts.forwarded}${counts.forwardFailed > 0 ? `, ${counts.forwardFailed} not accepted` : ''}`,
          ],
        ]
      : []),
    ...(counts.refused.size > 0
      ? [['no deliveries', [...counts.refused].map(([reason, times]) => `${times} ${reason}`).join(', ')]]
      : []),
    ...(counts.notExplained > 0 ? [['not explained', String(counts.notExplained)]] : []),
    ...(run.missing.length > 0 ? [[`did not come${run.inOrder ? ' in order' : ''}`, run.missing.join(', ')]] : []),
    ...(run.missingCount > 0 ? [['missing', counted(run.missingCount, 'delivery', 'deliveries')]] : []),
  ]
  return summaryText(fine, head, rows, page)
}
