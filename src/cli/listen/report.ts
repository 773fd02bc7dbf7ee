/** A run of the listener in the terms of a report: what was expected, then each delivery. Nothing in it needs masking. */
import type { ListenCounts } from '../../app/listen/counts.js'
import type { Expectations } from '../../app/listen/expectations.js'
import { isAccepted, type Received } from '../../app/listen/received.js'
import { printable } from '../../core/printable.js'
import { formatDuration, formatSize } from '../../core/units.js'
import type { Outcome, ReportResult } from '../../report/run.js'
import { namedSecret } from '../options/secret.js'
import { verdictWords } from '../render/verdict.js'
import { type DeliveryResult, ReportResults } from '../report-results.js'
import type { ToldRun } from '../reports.js'
import { isWrong } from './outcome.js'
import type { ListenSettings } from './settings.js'

/** Collects the deliveries of a run. */
export interface ListenReport {
  add(received: Received): void
  /** How the command beside the listener ended. */
  addCommand(code: number): void
  tell(counts: ListenCounts): ToldRun
}

/** A report that holds nothing yet. */
export function createListenReport(settings: ListenSettings): ListenReport {
  const { secrets, accepted, expectedEvents, expectations, exitAfter, failFast } = settings
  // Where a delivery that is wrong does not fail the run, it does not fail the report either.
  const level = exitAfter || failFast ? 'must' : 'should'
  const results = new ReportResults()
  const more: ReportResult[] = []
  return {
    add(received) {
      const result = { ...resultOf(received), level } as const
      results.add(result.outcome === 'pass' ? 'well' : 'other', () => result)
    },
    addCommand(code) {
      const told = { expected: 'exit code 0', actual: `exit code ${code}` }
      const outcome = code === 0 ? 'pass' : 'fail'
      more.push({ id: 'command', title: 'the command', group: 'expected', level: 'must', outcome, ...told })
    },
    tell: counts => ({
      command: 'listen',
      title: 'Deliveries that came',
      facts: [
        ['secrets', secrets.length === 0 ? 'none' : secrets.map(namedSecret).join(', ')],
        ...(accepted.unsigned ? [['verified', 'nothing'] as const] : []),
        ['deliveries', `${counts.received}, ${counts.verdicts.valid} valid`],
        ...results.cutShort(),
      ],
      results: [...expectedResults(expectedEvents, expectations), ...more, ...results.list],
    }),
  }
}

/** One result for each event that was expected, as often as it was, and one for a number of deliveries. */
function expectedResults(events: readonly string[], { missing, missingCount, inOrder }: Expectations): ReportResult[] {
  const left = [...missing]
  const results = events.map((event, index): ReportResult => {
    const at = left.indexOf(event)
    if (at !== -1) left.splice(at, 1)
    const told = {
      expected: `it comes${inOrder ? ' in its turn' : ''}, and verifies`,
      actual: at === -1 ? 'it came' : `it did not come${inOrder ? ' in its turn' : ''}`,
    }
    const outcome = at === -1 ? 'pass' : 'fail'
    return { id: `expected-${index + 1}`, title: event, group: 'expected', level: 'must', outcome, ...told }
  })
  if (missingCount > 0) {
    const actual = `${missingCount} did not come`
    results.push({ id: 'count', title: 'deliveries', group: 'expected', level: 'must', outcome: 'fail', actual })
  }
  return results
}

function resultOf(received: Received): DeliveryResult {
  const { id, arrival, judgement, status, durationMs, explanation, forwarded, lost } = received
  return {
    title: judgement.event ?? 'delivery',
    outcome: outcomeOf(received),
    expected: 'a valid signature, and a body as documented',
    actual: status === undefined ? 'its body broke off' : `${verdictWords(judgement, 'wire')}; answered ${status}`,
    durationMs,
    ...(explanation ? { why: explanation.summary, fix: explanation.advice.fix } : {}),
    details: [
      `delivery ${id}, ${formatSize(arrival.body.length)}`,
      ...(lost ? [`not kept: ${printable(lost.message)}`] : []),
      ...(forwarded ?? []).map(
        one =>
          `passed on to ${printable(one.url)}: ${one.error ? printable(one.error.message) : one.status} after ${formatDuration(one.durationMs)}`,
      ),
      ...judgement.findings.map(({ severity, path, message }) => `${severity}: ${printable(path)} ${message}`),
    ],
  }
}

function outcomeOf(received: Received): Outcome {
  if (received.status === undefined) return 'inconclusive'
  if (received.lost) return 'error'
  if (isWrong(received)) return 'fail'
  return isAccepted(received.judgement) && received.judgement.verdict === 'unsigned' ? 'skip' : 'pass'
}
