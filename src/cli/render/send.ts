/** Deliveries that went out, as text. */
import { type AnswerFacts, answerHint, factsOfAnswer } from '../../app/answer-hints.js'
import type { SendCounts } from '../../app/send-counts.js'
import type { Delivered } from '../../app/send-one.js'
import { shownHeader } from '../../app/send-records.js'
import { headerValue } from '../../core/headers.js'
import { printable } from '../../core/printable.js'
import { formatDuration, formatSize, grouped } from '../../core/units.js'
import type { RetryNotice } from '../../http/delivery.js'
import type { AttemptResult } from '../../http/result.js'
import { outcomeLine, under } from './outcome-line.js'
import type { Page } from './style.js'
import { table } from './table.js'

/** Characters of an answer that are shown. */
const ANSWER_LIMIT = 400

/** How a delivery is shown. */
export interface DeliveryView extends Page {
  /** Whether answers may be shown. */
  showAnswer: boolean
  /** Whether this is one of several: what went well then takes one line. */
  several: boolean
  /** Hints that were given already: once a run is enough, however many deliveries meet the same. */
  hinted: Set<string>
}

/** One delivery: a line for what came of it, then what helps to act on it. */
export function renderDelivery(outcome: Delivered, view: DeliveryView): string {
  const { style, columns } = view
  const { result, ok } = outcome
  const name = outcome.step.event ?? (outcome.recorded ? 'delivery' : 'your data')
  const status = result.ok
    ? `${result.status}${result.statusText && view.showAnswer ? ` ${printable(result.statusText).slice(0, 40)}` : ''}`
    : result.error.code
  const facts = [
    status,
    formatDuration(result.durationMs),
    formatSize(outcome.bytes),
    ...(result.attempts > 1 ? [`${result.attempts} attempts`] : []),
  ].join(', ')
  const what = outcome.forge ? `${name} (${outcome.forge})` : name
  const lines = outcomeLine(ok, what, facts, view)
  const add = (text: string, paint?: (line: string) => string) => lines.push(...under(text, columns, paint))
  const addHint = (hint: string) => {
    if (!view.hinted.has(hint)) add(`hint: ${hint}`, style.yellow)
    view.hinted.add(hint)
  }
  if (outcome.recorded && !ok) add(`recorded as ${printable(outcome.recorded.source)}`, style.dim)
  if (!result.ok) {
    add(printable(result.error.message), style.red)
    for (const hint of result.error.hints) addHint(printable(hint))
  } else {
    if (outcome.unmet) add(outcome.unmet, style.red)
    if (!ok || !view.several) add(`answer: ${describeAnswer(result, view.showAnswer)}`, style.dim)
    const hint = answerHint(answerFacts(result, outcome))
    if (hint) addHint(hint)
    if (ok && !view.several && outcome.signature !== undefined && !outcome.forge && result.status < 300) {
      add('accepted, which does not yet prove that it verified; cv-hook test does', style.dim)
    }
    if (outcome.forge && result.status < 300)
      add('it accepted a delivery whose signature is wrong: it does not verify', style.yellow)
  }
  return `${lines.join('\n')}\n`
}

/** That an attempt failed and another follows. */
export function renderRetry({ attempts, result, delayMs }: RetryNotice): string {
  const why = result.ok ? `${result.status}` : printable(result.error.message)
  return `attempt ${attempts}: ${why}; again in ${formatDuration(delayMs)}`
}

/** The answer's body, printable and cut, with how much was cut. */
export function describeAnswer(result: AttemptResult & { ok: true }, show: boolean): string {
  const given = headerValue(result.headers, 'content-type')
  const type = given === undefined ? 'no content type' : shownHeader('content-type', given, show)
  if (result.bodyBytes === 0) return 'empty'
  const size = `${formatSize(result.bodyBytes)}${result.truncated ? ' or more' : ''}`
  if (!show) return `${size}, ${type.slice(0, 60)} (masked; --reveal shows it)`
  const text = Buffer.from(result.body).toString('utf8')
  if (text.includes('\0')) return `${size} of binary data, ${type.slice(0, 60)}`
  const whole = printable(text.trim().replace(/\s+/g, ' '))
  if (whole.length <= ANSWER_LIMIT && !result.truncated) return whole
  const shown = whole.slice(0, ANSWER_LIMIT)
  return `${shown}... (cut: ${shown.length} characters of ${size})`
}

/** What the hints look at, of a delivery that was answered. */
export const answerFacts = (
  result: AttemptResult & { ok: true },
  { signature, forge, bytes }: Delivered,
): AnswerFacts => factsOfAnswer(result, { signed: signature !== undefined, forged: forge !== undefined, bytes })

/** What a run came to. */
export interface RunSummary {
  counts: SendCounts
  /** Makes the same ids and times again, where they are new. */
  seed: string | undefined
  durationMs: number
  secret: string | undefined
  url: string
  bulk: boolean
  /** Whether the run was cut short by the user. */
  stopped: boolean
}

/** The summary of a run, empty for a single delivery that says it all itself. */
export function renderSummary(
  { counts, seed: given, durationMs, secret, url, bulk, stopped }: RunSummary,
  view: DeliveryView,
): string {
  const { style, columns } = view
  const lines: string[] = []
  const seed = given === undefined ? [] : [['seed', `${given} (--seed makes the same ids and times again)`]]
  if (bulk || stopped || counts.sent !== 1) {
    const count = `${grouped(counts.ok)} of ${grouped(counts.sent)} as expected${stopped ? ', stopped early' : ''}`
    lines.push('', style.bold(counts.ok === counts.sent && counts.sent > 0 ? style.green(count) : style.red(count)))
  }
  if (bulk) {
    const { latency } = counts
    const ms = latency.summary()
    lines.push(
      ...table(
        [
          [
            'took',
            `${formatDuration(durationMs)}, ${grouped(Math.round((counts.sent * 1000) / Math.max(durationMs, 1)))} a second`,
          ],
          ...[...counts.statuses].sort(([a], [b]) => a - b).map(([status, times]) => [String(status), grouped(times)]),
          ...[...counts.errors].map(([code, times]) => [code, grouped(times)]),
          ...(ms ? [['latency', `${Object.entries(ms).map(percentile).join(', ')} ms`]] : []),
          ...(counts.retries > 0 ? [['retries', grouped(counts.retries)]] : []),
          ['endpoint', url],
          ['secret', secret ?? 'none (unsigned)'],
          ...seed,
        ],
        columns,
        '  ',
      ),
    )
    for (const example of counts.examples.values())
      lines.push(renderDelivery(example, { ...view, several: true }).trimEnd())
  } else if (seed.length > 0) lines.push(...table(seed, columns))
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** As many digits as say something, so that the line fits a terminal; `--json` has them all. */
const percentile = ([name, ms]: [string, number]) => `${name} ${Number(ms.toFixed(ms < 10 ? 1 : 0))}`
