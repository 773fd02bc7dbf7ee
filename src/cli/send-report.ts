/** The run of `send` in the terms of a report: each delivery a result, and in a long run the first of each kind. */
import { answerHint } from '../app/answer-hints.js'
import type { SendCounts } from '../app/send-counts.js'
import type { Delivered } from '../app/send-one.js'
import { printable } from '../core/printable.js'
import { counted, formatDuration, formatSize } from '../core/units.js'
import type { ReportResult } from '../report/run.js'
import { answerFacts, describeAnswer } from './render/send.js'
import { type DeliveryResult, ReportResults } from './report-results.js'
import type { ToldRun } from './reports.js'

/** Collects the deliveries of a run. */
export interface SendReport {
  /** @param showAnswer whether the receiver's answer may be shown */
  add(outcome: Delivered, showAnswer: boolean): void
  /** One that could not be sent at all. */
  addUnsent(event: string | null, source: string, why: string): void
  /** A recording that could not be read, or not to its end. */
  addUnread(file: string, why: string): void
  tell(facts: SendFacts): ToldRun
}

/** What is known of the run as a whole; less where it failed before the first delivery. */
export interface SendFacts {
  command: 'send' | 'replay'
  /** What was delivered, in words. */
  what: string
  seed: string | undefined
  /** The endpoint as it may be shown. */
  url: string | undefined
  /** The secret's label and source, or how else deliveries were signed. */
  secret: string | undefined
  /** What else is worth a line. */
  more?: ToldRun['facts']
  counts: SendCounts | undefined
}

/** A report that holds nothing yet. */
export function createSendReport(): SendReport {
  const results = new ReportResults()
  const { kept } = results
  return {
    add(outcome, showAnswer) {
      results.add(outcome.ok ? 'well' : 'other', () => resultOf(outcome, showAnswer))
    },
    addUnsent(event, source, why) {
      results.add('other', () => ({
        title: event ?? 'delivery',
        outcome: 'error',
        actual: printable(`not sent: ${why}`),
        details: [`recorded as ${printable(source)}`],
      }))
    },
    addUnread: (file, why) => results.addUnread(file, why),
    tell: ({ command, what, seed, url, secret, counts, more = [] }) => ({
      command,
      title: `Deliveries of ${what}`,
      facts: [
        ...(url === undefined ? [] : [['endpoint', url] as const]),
        ['secret', secret ?? 'none (unsigned)'],
        ...(seed === undefined ? [] : [['seed', seed] as const]),
        ...(counts ? [['deliveries', `${counts.sent}, ${counts.ok} as expected`] as const] : []),
        ...more,
        ...results.cutShort(`${kept.well} as expected, ${kept.other} not`),
      ],
      results: results.list,
    }),
  }
}

function resultOf(outcome: Delivered, showAnswer: boolean): DeliveryResult {
  const { step, forge, result, ok, bytes, recorded } = outcome
  const within = step.withinMs === undefined ? '' : ` within ${formatDuration(step.withinMs)}`
  const name = step.event ?? (outcome.recorded ? 'delivery' : 'your data')
  const fix = result.ok ? answerHint(answerFacts(result, outcome)) : result.error.hints.join('; ')
  return {
    title: forge ? `${name} (${forge})` : name,
    outcome: outcomeOf(outcome),
    expected: `${step.expect.text}${within}`,
    actual: result.ok
      ? `${result.status} after ${formatDuration(result.durationMs)}`
      : `${result.error.code}: ${result.error.message}`,
    durationMs: result.durationMs,
    ...(fix && (!ok || forge) ? { fix } : {}),
    ...(ok
      ? {}
      : {
          details: [
            `delivery ${outcome.id}, ${formatSize(bytes)}, ${counted(result.attempts, 'attempt')}`,
            ...(recorded ? [`recorded as ${printable(recorded.source)}`] : []),
            ...(result.ok ? [`answer: ${describeAnswer(result, showAnswer)}`] : []),
          ],
        }),
  }
}

function outcomeOf({ ok, result }: Delivered): ReportResult['outcome'] {
  if (ok) return result.attempts > 1 ? 'flaky' : 'pass'
  if (result.ok) return 'fail'
  // What was given up says nothing of the receiver.
  return result.cancelled ? 'inconclusive' : 'error'
}
