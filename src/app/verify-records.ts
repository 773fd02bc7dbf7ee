/** The records of `--json` for deliveries that were verified. */
import { createHash } from 'node:crypto'
import { headerValues } from '../core/headers.js'
import { printable } from '../core/printable.js'
import { isSignature, SIGNATURE_HEADER, stripBlanks } from '../core/signature.js'
import type { AdvisedExplanation } from './explain-delivery.js'
import { toldOf } from './explained.js'
import type { Verified } from './verify.js'
import type { VerifyCounts } from './verify-counts.js'

/**
 * `{type:"verdict", ...}`.
 *
 * @param says what the event says, in safe words
 */
export function verdictRecord({ delivery, judgement, explanation }: Verified, says: string): object {
  const { verdict, code, event, secret, shape, findings, masked } = judgement
  const settled = verdict === 'valid'
  return {
    type: 'verdict',
    source: printable(delivery.source),
    format: delivery.format,
    event: event ?? null,
    verdict,
    code,
    secret: secret ?? null,
    ...(masked === undefined ? {} : { masked: printable(masked) }),
    shape,
    bytes: delivery.trust,
    says,
    findings,
    ...(explanation ? { explanation: explanationRecord(explanation) } : {}),
    ...(settled ? {} : { facts: deliveryFacts(delivery) }),
    notes: [...(delivery.lossy === undefined ? [] : [delivery.lossy]), ...delivery.notes].map(note => printable(note)),
  }
}

/** The member `explanation` of a record. */
export const explanationRecord = (explanation: AdvisedExplanation): object => ({
  ...toldOf(explanation),
  tried: explanation.tried,
})

/** What two sides can compare without showing a patient's data or a secret. */
export interface DeliveryFacts {
  /** Bytes of the body; null where the recording has none. */
  bytes: number | null
  /** SHA-256 of the body, in hex. */
  sha256: string | null
  /** The signature received, where it is one; a value of another form may be a secret. */
  signature: string | null
}

/** The safe facts of a delivery. */
export function deliveryFacts({ body, headers }: Verified['delivery']): DeliveryFacts {
  const [value] = headerValues(headers, SIGNATURE_HEADER).map(stripBlanks)
  return {
    bytes: body?.length ?? null,
    sha256: body ? createHash('sha256').update(body).digest('hex') : null,
    signature: value !== undefined && isSignature(value) ? value : null,
  }
}

/** `{type:"summary", command:"verify", ...}`. */
export function verifySummary(counts: VerifyCounts, notExplained: number): object {
  const { deliveries, verdicts, secrets, errors, warnings, causes, unreadable } = counts
  return {
    type: 'summary',
    command: 'verify',
    deliveries,
    ...verdicts,
    secrets: Object.fromEntries(secrets),
    errors,
    warnings,
    causes: Object.fromEntries(causes),
    notExplained,
    unreadable,
  }
}
