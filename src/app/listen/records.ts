/** The records of `--json` of the listener. */
import { printable } from '../../core/printable.js'
import { hundredths } from '../../core/units.js'
import type { RefusedRequest } from '../../http/arrival.js'
import { explanationRecord } from '../verify-records.js'
import type { ListenCounts } from './counts.js'
import { shownPath } from './path.js'
import type { Received } from './received.js'

/** `{type:"received", ...}`. */
export function receivedRecord(received: Received, words: { says: string; notExplained: boolean }): object {
  const { id, arrival, judgement, duplicateOf, forwarded, lost, explanation, status } = received
  const { verdict, code, event, secret, shape, findings } = judgement
  return {
    type: 'received',
    direction: 'in',
    id,
    receivedAt: new Date(arrival.receivedAt).toISOString(),
    method: arrival.method,
    path: shownPath(arrival.path),
    event: event ?? null,
    bytes: arrival.body.length,
    verdict,
    code,
    secret: secret ?? null,
    shape,
    ...(duplicateOf === undefined ? {} : { duplicateOf: duplicateOf.id }),
    says: words.says,
    findings,
    ...(explanation ? { explanation: explanationRecord(explanation) } : {}),
    ...(words.notExplained ? { notExplained: true } : {}),
    response: {
      status: status ?? null,
      ...(received.onPurpose ? { onPurpose: true } : {}),
      durationMs: hundredths(received.durationMs),
      sent: received.sent,
    },
    ...(forwarded
      ? {
          forward: forwarded.map(({ url, status: answered, error, durationMs }) => ({
            url,
            ...(error ? { error: error.code } : { status: answered }),
            durationMs: hundredths(durationMs),
          })),
        }
      : {}),
    ...(received.looped ? { loop: true } : {}),
    ...(lost ? { error: { code: lost.code, message: printable(lost.message) } } : {}),
  }
}

/** `{type:"refused", ...}`: a request that was no delivery. */
export function refusedRecord({ reason, status, method, path }: RefusedRequest): object {
  return {
    type: 'refused',
    reason,
    status: status ?? null,
    method: method === undefined ? null : printable(method),
    path: path === undefined ? null : shownPath(path),
  }
}

/** `{type:"summary", command:"listen", ...}`. */
export function listenSummary(
  counts: ListenCounts,
  run: { durationMs: number; missing: readonly string[]; missingCount: number },
): object {
  const { verdicts, secrets, statuses, events, refused } = counts
  return {
    type: 'summary',
    command: 'listen',
    received: counts.received,
    ...verdicts,
    secrets: Object.fromEntries(secrets),
    statuses: Object.fromEntries([...statuses].sort(([a], [b]) => a - b)),
    events: Object.fromEntries(events),
    errors: counts.errors,
    warnings: counts.warnings,
    duplicates: counts.duplicates,
    unsent: counts.unsent,
    cut: counts.cut,
    lost: counts.lost,
    forwarded: counts.forwarded,
    forwardFailed: counts.forwardFailed,
    refused: Object.fromEntries(refused),
    notExplained: counts.notExplained,
    missing: run.missing,
    missingCount: run.missingCount,
    durationMs: Math.round(run.durationMs),
  }
}
