/** The run of `send` in the terms of a report: each delivery a result, and in a long run the first of each kind. */
import { answerHint } from '../app/answer-hints.js'
import type { Plan } from '../app/plan.js'
import type { Delivered } from '../app/send.js'
import type { SendCounts } from '../app/send-counts.js'
import { formatDuration, formatSize } from '../core/units.js'
import type { ReportResult } from '../report/run.js'
import type { ToldRun } from './options/report.js'
import { answerFacts, describeAnswer } from './render/send.js'

/** Results that are kept of those that went well, and of the others, so that memory stays flat in a bulk run. */
const KEPT = 1000

/** Collects the deliveries of a run. */
export interface SendReport {
  /** @param showAnswer whether the receiver's answer may be shown */
  add(outcome: Delivered, showAnswer: boolean): void
  tell(facts: SendFacts): ToldRun
}

/** What is known of the run as a whole; less where it failed before the first delivery. */
export interface SendFacts {
  plan: Plan
  /** The endpoint as it may be shown. */
  url: string | undefined
  /** The secret's label and source. */
  secret: string | undefined
  counts: SendCounts | undefined
}

/** A report that holds nothing yet. */
export function createSendReport(): SendReport {
  const results: ReportResult[] = []
  const kept = { met: 0, unmet: 0 }
  let seen = 0
  return {
    add(outcome, showAnswer) {
      const number = ++seen
      const kind = outcome.ok ? 'met' : 'unmet'
      if (kept[kind] >= KEPT) return
      kept[kind]++
      results.push(resultOf(number, outcome, showAnswer))
    },
    tell: ({ plan, url, secret, counts }) => ({
      command: 'send',
      title: `Deliveries of ${eventsOf(plan)}`,
      facts: [
        ...(url === undefined ? [] : [['endpoint', url] as const]),
        ['secret', secret ?? 'none (unsigned)'],
        ...(plan.seed === undefined ? [] : [['seed', plan.seed] as const]),
        ...(counts ? [['deliveries', `${counts.sent}, ${counts.ok} as expected`] as const] : []),
        ...(seen > results.length ? [['listed here', `${kept.met} as expected, ${kept.unmet} not`] as const] : []),
      ],
      results,
    }),
  }
}

function resultOf(number: number, outcome: Delivered, showAnswer: boolean): ReportResult {
  const { step, forge, result, ok, bytes } = outcome
  const within = step.withinMs === undefined ? '' : ` within ${formatDuration(step.withinMs)}`
  const name = step.event ?? 'your data'
  const fix = result.ok ? answerHint(answerFacts(outcome)) : result.error.hints.join('; ')
  return {
    id: String(number),
    title: forge ? `${name} (${forge})` : name,
    group: 'deliveries',
    level: 'must',
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
            `delivery ${outcome.id}, ${formatSize(bytes)}, ${result.attempts} ${result.attempts === 1 ? 'attempt' : 'attempts'}`,
            ...(result.ok ? [`answer: ${describeAnswer(outcome, showAnswer)}`] : []),
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

function eventsOf({ steps }: Plan): string {
  const names = [...new Set(steps.map(step => step.event ?? 'your data'))]
  return names.length > 3 ? `${names.length} events` : names.join(', ')
}
