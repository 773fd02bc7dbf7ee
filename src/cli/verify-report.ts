/** A verification in the terms of a report: what a support engineer pastes into a ticket. Nothing in it needs masking. */
import type { Verified } from '../app/verify.js'
import { type FailOn, isFailing, type VerifyCounts } from '../app/verify-counts.js'
import { deliveryFacts } from '../app/verify-records.js'
import { printable } from '../core/printable.js'
import type { Explanation } from '../explain/explanation.js'
import type { Outcome } from '../report/run.js'
import { TRUST_WORDS, verdictWords } from './render/verdict.js'
import { type DeliveryResult, ReportResults } from './report-results.js'
import type { ToldRun } from './reports.js'

/** Collects the deliveries of a verification. */
export interface VerifyReport {
  add(verified: Verified, words: { says: string; ask: readonly string[] }): void
  /** A recording that could not be read, or not to its end. */
  addUnread(file: string, why: string): void
  tell(facts: { counts: VerifyCounts; secrets: readonly string[] }): ToldRun
}

/** A report that holds nothing yet; `failOn` says which findings make a delivery fail. */
export function createVerifyReport(failOn: FailOn): VerifyReport {
  const results = new ReportResults()
  return {
    add(verified, words) {
      const result = resultOf(verified, words, failOn)
      results.add(result.outcome === 'pass' ? 'well' : 'other', () => result)
    },
    addUnread: (file, why) => results.addUnread(file, why),
    tell: ({ counts, secrets }) => ({
      command: 'verify',
      title: 'Signatures of captured deliveries',
      facts: [
        ['secrets', secrets.length === 0 ? 'none' : secrets.join(', ')],
        ['deliveries', `${counts.deliveries}, ${counts.verdicts.valid} valid`],
        ...(counts.unreadable > 0 ? [['recordings not read', String(counts.unreadable)] as const] : []),
        ...results.cutShort(),
      ],
      results: results.list,
    }),
  }
}

const OUTCOMES: Record<Verified['judgement']['verdict'], Outcome> = {
  valid: 'pass',
  invalid: 'fail',
  unsigned: 'fail',
  unverifiable: 'inconclusive',
}

function resultOf(
  { delivery, judgement, explanation }: Verified,
  { says, ask }: { says: string; ask: readonly string[] },
  failOn: FailOn,
): DeliveryResult {
  const { verdict, code, findings } = judgement
  const told = explanation
  const { bytes, sha256, signature } = deliveryFacts(delivery)
  // What is to be asked holds them already.
  const settled = verdict === 'valid' || ask.some(line => line.startsWith('compare: '))
  const unasked = verdict === 'unsigned' && code === 'ok'
  const fine = verdict === 'valid' || unasked
  const differs = findings.some(finding => isFailing(finding, failOn))
  return {
    title: judgement.event ?? 'delivery',
    outcome: fine && differs ? 'fail' : unasked ? 'skip' : OUTCOMES[verdict],
    expected: failOn === undefined ? 'a valid signature' : 'a valid signature, and a body as documented',
    actual: `${verdictWords(judgement, delivery.trust)}${fine && differs ? '; its body differs from what is documented' : ''}`,
    ...(told ? { why: told.summary, fix: told.advice.fix } : {}),
    details: [
      `${printable(delivery.source)}, ${TRUST_WORDS[delivery.trust]}`,
      ...(says === '' ? [] : [says]),
      ...(told ? explanationDetails(told) : []),
      ...(settled || bytes === null ? [] : [`body: ${bytes} bytes, SHA-256 ${sha256}`]),
      ...(settled || signature === null ? [] : [`signature received: ${signature}`]),
      ...findings.map(({ severity, path, message }) => `${severity}: ${printable(path)} ${message}`),
      ...ask,
    ],
  }
}

const explanationDetails = ({ proof, causes, where, looksLike }: Explanation): string[] => [
  ...(causes.length === 0 ? [] : [`${proof}: ${causes.join(' + ')}`]),
  ...(where ? [`differs at byte ${where.offset}, near ${where.text}`] : []),
  ...(looksLike === undefined ? [] : [looksLike]),
]
