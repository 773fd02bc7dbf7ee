/** The records of `--json` for deliveries that were sent. */
import { isUtf8 } from 'node:buffer'
import { MASKED } from '../captures/record.js'
import { printable } from '../core/printable.js'
import { isSignature } from '../core/signature.js'
import { hundredths } from '../core/units.js'
import type { SendCounts } from './send-counts.js'
import type { Delivered } from './send-one.js'

/** Answer headers whose values are shown, when they look as they should: anything else may have been put there. */
const SHOWN_HEADERS: Readonly<Record<string, RegExp>> = {
  allow: /^[A-Z]{3,7}(?:, ?[A-Z]{3,7}){0,8}$/,
  connection: /^[a-z-]{5,10}$/i,
  'content-encoding': /^[a-z0-9-]{2,10}$/i,
  'content-length': /^\d{1,15}$/,
  'content-type': /^[a-z]{4,11}\/[a-z0-9.+-]{1,40}(?:; ?charset=[a-z0-9-]{3,12})?$/i,
  date: /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/,
  'retry-after': /^\d{1,6}$/,
  'transfer-encoding': /^[a-z]{4,8}$/i,
}

/** A header's value as it may be shown, masked unless it is known to say nothing about anybody. */
export function shownHeader(name: string, value: string, reveal: boolean): string {
  return reveal || SHOWN_HEADERS[name.toLowerCase()]?.test(value) ? printable(value) : MASKED
}

/** How records show what came from outside. */
export interface RecordOptions {
  /** The endpoint as it may be shown. */
  url: string
  /** Shows the receiver's answer: always for fixtures, since nothing real was sent; by `--reveal` for the user's own data. */
  showAnswer: boolean
  reveal: boolean
}

/** `{type:"delivery", ...}`. */
export function deliveryRecord(outcome: Delivered, options: RecordOptions): object {
  const { result, recorded } = outcome
  return {
    type: 'delivery',
    direction: 'out',
    id: outcome.id,
    event: outcome.step.event,
    url: options.url,
    ok: outcome.ok,
    status: result.ok ? result.status : null,
    durationMs: hundredths(result.durationMs),
    attempts: result.attempts,
    bytes: outcome.bytes,
    signature: shownSignature(outcome, options),
    secret: outcome.secret ?? null,
    ...(outcome.forge ? { forge: outcome.forge } : {}),
    ...(recorded ? { source: printable(recorded.source), replayOf: ownId(recorded.id) } : {}),
    ...(outcome.unmet ? { unmet: outcome.unmet } : {}),
    ...(result.ok
      ? { response: responseRecord(result, options) }
      : { error: { code: result.error.code, message: printable(result.error.message) } }),
  }
}

/** A recorded header may hold anything, the secret itself too; what was signed here is a signature, or was made wrong on purpose. */
function shownSignature({ signature, secret, recorded }: Delivered, { reveal }: RecordOptions): string | null {
  if (signature === undefined) return null
  if (!recorded || secret !== undefined || isSignature(signature)) return signature
  return reveal ? printable(signature) : MASKED
}

/** What a summary says besides the counts. */
export interface SummaryFacts {
  command: 'send' | 'replay'
  durationMs: number
  /** The label of the secret that signed. */
  secret: string | undefined
  seed: string | undefined
  /** What only this command counts. */
  more?: object
}

/** `{type:"summary", command, ...}`. */
export function sendSummary(counts: SendCounts, { command, durationMs, secret, seed, more }: SummaryFacts): object {
  return {
    type: 'summary',
    command,
    sent: counts.sent,
    ok: counts.ok,
    failed: counts.failed,
    unreachable: counts.unreachable,
    retries: counts.retries,
    bytes: counts.bytes,
    durationMs: hundredths(durationMs),
    rate: durationMs > 0 ? hundredths((counts.sent * 1000) / durationMs) : null,
    statuses: Object.fromEntries([...counts.statuses].sort(([a], [b]) => a - b)),
    errors: Object.fromEntries(counts.errors),
    latencyMs: counts.latency.summary(),
    secret: secret ?? null,
    ...(seed === undefined ? {} : { seed }),
    ...more,
  }
}

function responseRecord(result: Delivered['result'] & { ok: true }, options: RecordOptions): object {
  const text =
    options.showAnswer && (result.truncated || isUtf8(result.body))
      ? printable(Buffer.from(result.body).toString('utf8'), '\n\t')
      : null
  return {
    headers: result.headers.map(([name, value]) => [printable(name), shownHeader(name, value, options.reveal)]),
    body: { text, bytes: result.bodyBytes, truncated: result.truncated },
  }
}

/** An id that a listener of ours gave; what else a recording calls one may be a name. */
const ownId = (id: string | undefined) => (id !== undefined && /^[0-9a-f]{1,16}-\d{1,12}$/.test(id) ? id : null)
