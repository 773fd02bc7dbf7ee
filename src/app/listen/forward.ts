/** Passing deliveries on, byte for byte, and turning the answer of whoever stands behind into ours. */
import type { RawHeader } from '../../captures/record.js'
import type { ErrorCode } from '../../core/errors.js'
import { headerValues } from '../../core/headers.js'
import type { Arrival, ListenerAnswer } from '../../http/arrival.js'
import { type DeliveryResult, deliver } from '../../http/delivery.js'
import type { Endpoint } from '../../http/endpoint.js'
import { isConnectionHeader, isSendableHeader } from '../../http/headers.js'

/** Somebody to pass deliveries on to. */
export interface ForwardTarget {
  endpoint: Pick<Endpoint, 'attempt' | 'url'>
  /** Which events go there; without it, those that no other target takes. */
  takes?: (event: string) => boolean
}

/** How one target answered. */
export interface ForwardOutcome {
  /** The target as it may be shown. */
  url: string
  status?: number
  error?: { code: ErrorCode; message: string }
  durationMs: number
}

/** What passing on came to. */
export interface Forwarded {
  outcomes: ForwardOutcome[]
  answer: ListenerAnswer
}

/** How to pass on. */
export interface ForwardOptions {
  targets: readonly ForwardTarget[]
  /** Added to those of the delivery, in place of its own of the same name. */
  headers: readonly RawHeader[]
  retries: number
  signal: AbortSignal
}

/** The name in `Via` by which a listener knows what it has passed on. */
const VIA: RawHeader = ['via', '1.1 cv-hook']

const DOWN: ListenerAnswer = { status: 502, body: '{"error":"upstream"}\n' }
const LOOP: ListenerAnswer = { status: 508, body: '{"error":"loop"}\n' }
export const isLoop = (answer: ListenerAnswer): boolean => answer === LOOP

/** The targets of an event: those that take it, else those that take the rest. */
export function targetsOf(targets: readonly ForwardTarget[], event: string | undefined): readonly ForwardTarget[] {
  const own = targets.filter(target => event !== undefined && target.takes?.(event))
  return own.length > 0 ? own : targets.filter(target => !target.takes)
}

/**
 * Passes a delivery on to each of its targets. The answer is that of the first one that did not accept it, so that the
 * sender learns of every failure; else that of the first.
 *
 * @returns undefined where the event has no target
 */
export async function forward(
  arrival: Arrival,
  event: string | undefined,
  options: ForwardOptions,
): Promise<Forwarded | undefined> {
  const targets = targetsOf(options.targets, event)
  if (targets.length === 0) return undefined
  if (headerValues(arrival.headers, 'via').some(value => /\bcv-hook\b/i.test(value))) {
    return { outcomes: [], answer: LOOP }
  }
  const { retries, signal } = options
  const request = {
    headers: onwardHeaders(arrival.headers, options.headers),
    body: arrival.body,
    query: queryOf(arrival.path),
  }
  const results = await Promise.all(targets.map(({ endpoint }) => deliver(endpoint, request, { retries, signal })))
  const wrong = results.findIndex(result => !result.ok || result.status >= 300)
  const telling = results[Math.max(0, wrong)]!
  return {
    outcomes: results.map((result, at) => outcomeOf(result, targets[at]!.endpoint.url)),
    answer: telling.ok ? mirrored(telling) : DOWN,
  }
}

function outcomeOf(result: DeliveryResult, url: string): ForwardOutcome {
  const durationMs = result.durationMs
  return result.ok
    ? { url, status: result.status, durationMs }
    : { url, error: { code: result.error.code, message: result.error.message }, durationMs }
}

/** All headers but those of the connection that they came over. */
function onwardHeaders(received: readonly RawHeader[], own: readonly RawHeader[]): RawHeader[] {
  const dropped = new Set(['host', ...own.map(([name]) => name.toLowerCase()), ...namedByConnection(received)])
  const kept = received.filter(([name]) => !isConnectionHeader(name) && !dropped.has(name.toLowerCase()))
  return [...kept, ...own, VIA]
}

const namedByConnection = (headers: readonly RawHeader[]) =>
  headerValues(headers, 'connection').flatMap(value => value.split(',').map(name => name.trim().toLowerCase()))

/** The query's text as it came; what a request line cannot hold is written as its bytes. */
function queryOf(path: string): string {
  const from = path.indexOf('?')
  const query = from === -1 ? '' : path.slice(from + 1).replace(/#.*$/s, '')
  return query.replace(/[^\x21-\x7e]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
}

/** Belongs to the answer's own way back, or would open the listener to web pages. */
const NOT_MIRRORED = /^(?:content-length|date|alt-svc|access-control-.*)$/i

function mirrored(result: DeliveryResult & { ok: true }): ListenerAnswer {
  const cut = result.truncated && headerValues(result.headers, 'content-encoding').length > 0
  const named = new Set(namedByConnection(result.headers))
  const headers = result.headers.filter(
    ([name, value]) =>
      !isConnectionHeader(name) &&
      !NOT_MIRRORED.test(name) &&
      !named.has(name.toLowerCase()) &&
      !(cut && name.toLowerCase() === 'content-encoding') &&
      isSendableHeader(name, value),
  )
  return { status: result.status, headers, body: cut ? '' : result.body }
}
