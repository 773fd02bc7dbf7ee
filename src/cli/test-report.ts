/** The run of `test` in the terms of a report: each check a result. */
import type { DiagnosisText } from '../app/diagnosis-text.js'
import type { Weighing } from '../app/test-counts.js'
import type { Diagnosis } from '../contract/diagnose/diagnosis.js'
import type { CheckResult } from '../contract/result.js'
import { counted } from '../core/units.js'
import type { ReportResult } from '../report/run.js'
import { advice, answerLine } from './render/test.js'
import type { ToldRun } from './reports.js'

/** What is known of the run as a whole; less where it failed before its end. */
export interface TestReportFacts {
  /** The endpoint as it may be shown. */
  url: string | undefined
  /** The secret's label and source. */
  secret: string | undefined
  seed: string
  control?: string | undefined
}

/** The checks that were told so far. */
export function testReport(
  results: readonly CheckResult[],
  weighing: Weighing,
  facts: TestReportFacts,
  reproduce: (result: CheckResult) => string,
): ToldRun {
  return {
    command: 'test',
    title: 'Contract of a receiver',
    facts: [...runFacts(facts), ...(weighing.strict ? [['strict', 'checks of level should count'] as const] : [])],
    results: results.map(result =>
      reportResult(result, weighing, { reproduce: reproduce(result), signed: facts.secret !== undefined }),
    ),
  }
}

/** A diagnosis as the only result. */
export function diagnosisReport(
  found: (Diagnosis & { event: string }) | undefined,
  text: DiagnosisText | undefined,
  facts: TestReportFacts,
): ToldRun {
  const results: ReportResult[] = []
  if (found && text) {
    const unreached = found.verdict === 'unreachable' || found.verdict === 'interrupted'
    results.push({
      id: 'diagnosis',
      title: text.summary,
      group: 'diagnosis',
      level: 'must',
      outcome: found.verdict === 'sound' ? 'pass' : unreached ? 'error' : 'fail',
      actual: found.causes.length > 0 ? found.causes.join(', ') : found.verdict,
      fix: text.fix,
      details: [
        `${counted(found.requests, 'request')}, ${found.event}`,
        ...found.refused.map(hazard => `refused: ${hazard}`),
      ],
    })
  }
  return { command: 'test --diagnose', title: 'Diagnosis of a receiver', facts: runFacts(facts), results }
}

function reportResult(
  result: CheckResult,
  { strict, baseline }: Weighing,
  { reproduce, signed }: { reproduce: string; signed: boolean },
): ReportResult {
  const { check, outcome, expected, actual, note, durationMs } = result
  const accepted = baseline.accepted.get(check.id)
  const good = outcome === 'pass'
  const answer = answerLine(result)
  return {
    id: check.id,
    title: check.title,
    group: check.group,
    level: strict ? 'must' : check.level,
    outcome: accepted ? 'skip' : outcome,
    expected,
    actual: note === undefined ? actual : `${actual}: ${note}`,
    durationMs,
    ...(accepted
      ? { why: `accepted by the baseline: ${accepted.reason}` }
      : outcome === 'skip'
        ? { why: actual }
        : good
          ? {}
          : told(result, signed)),
    ...(good || outcome === 'skip' ? {} : { reproduce }),
    ...(answer === undefined ? {} : { details: [answer] }),
  }
}

function told(result: CheckResult, signed: boolean): { why?: string; fix?: string } {
  const [reasons, fixes] = advice(result, signed)
  return {
    ...(reasons.length > 0 ? { why: reasons.join(' ') } : {}),
    ...(fixes.length > 0 ? { fix: fixes.join(' ') } : {}),
  }
}

const runFacts = ({ url, secret, seed, control }: TestReportFacts): ToldRun['facts'] => [
  ...(url === undefined ? [] : [['endpoint', url] as const]),
  ['secret', secret ?? 'none (unsigned)'],
  ['seed', seed],
  ...(control === undefined ? [] : [['control', control] as const]),
]
