/** The records of `--json` for a contract test. */
import type { Check } from '../contract/check.js'
import type { Diagnosis } from '../contract/diagnose/diagnosis.js'
import type { CheckResult } from '../contract/result.js'
import type { BaselineEntry } from '../store/baseline.js'
import type { DiagnosisText } from './diagnosis-text.js'
import type { TestOutcome } from './test.js'
import { countOutcomes, decides, type Weighing } from './test-counts.js'

/** `{type:"check", ...}`. */
export function checkRecord(result: CheckResult, reproduce: string, accepted: BaselineEntry | undefined): object {
  const { check, outcome, expected, actual, note, durationMs, answer } = result
  return {
    type: 'check',
    id: check.id,
    title: check.title,
    level: check.level,
    outcome,
    expected,
    actual,
    ...(note === undefined ? {} : { note }),
    status: answer?.ok ? answer.status : null,
    durationMs,
    reproduce,
    ...(accepted ? { baseline: { reason: accepted.reason, expires: accepted.expires ?? null } } : {}),
  }
}

/** `{type:"check", ...}` of one that is only listed. */
export function listedCheckRecord({ id, title, level, group, why, fix }: Check): object {
  return { type: 'check', id, group, title, level, why, fix }
}

/** What a summary tells besides its counts. */
export interface TestSummaryFacts {
  readonly url: string
  readonly secret: string | undefined
  readonly seed: string
  readonly durationMs: number
}

/** `{type:"summary", command:"test", ...}`. */
export function testSummary({ results, control }: TestOutcome, weighing: Weighing, facts: TestSummaryFacts): object {
  const { accepted, expired, obsolete } = weighing.baseline
  return {
    type: 'summary',
    command: 'test',
    url: facts.url,
    passed: control.answer.ok && !results.some(result => decides(result, weighing)),
    checks: results.length,
    ...countOutcomes(results),
    deciding: results.filter(result => decides(result, weighing)).map(result => result.check.id),
    baseline: {
      accepted: [...accepted.keys()],
      expired: expired.map(one => one.id),
      obsolete: obsolete.map(one => one.id),
    },
    control: control.event,
    durationMs: Math.round(facts.durationMs),
    secret: facts.secret ?? null,
    seed: facts.seed,
  }
}

/** `{type:"diagnosis", ...}`. */
export function diagnosisRecord(
  diagnosis: Diagnosis & { event: string },
  { summary, fix, framework }: DiagnosisText,
): object {
  const { verdict, proof, causes, how, refused, rungs, requests, control, event } = diagnosis
  return {
    type: 'diagnosis',
    verdict,
    proof,
    causes,
    summary,
    fix,
    ...(framework ? { framework } : {}),
    ...(how === undefined ? {} : { how }),
    refused,
    rungs,
    requests,
    event,
    status: control.ok ? control.status : null,
    ...(control.ok ? {} : { error: { code: control.error.code, message: control.error.message } }),
  }
}
