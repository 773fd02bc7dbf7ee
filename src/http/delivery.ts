/** One delivery: attempts until one is final, with pauses that grow. */
import { setTimeout as wait } from 'node:timers/promises'
import { headerValue } from '../core/headers.js'
import type { AttemptRequest, AttemptResult, Endpoint } from './endpoint.js'
import { retryDelay } from './retry-after.js'

/** How the last attempt ended, and how many there were. */
export type DeliveryResult = AttemptResult & { attempts: number }

/** What is told before a pause. */
export interface RetryNotice {
  /** How many attempts were made. */
  attempts: number
  /** How the last one ended. */
  result: AttemptResult
  delayMs: number
}

/** How often to try, and with which clock. */
export interface DeliveryOptions {
  /** Attempts after the first. */
  retries: number
  onRetry?: (notice: RetryNotice) => void
  /** Gives up an attempt or a pause; the last result is then returned. */
  signal?: AbortSignal
  /** Waits; may return early once the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>
  /** Milliseconds since the epoch, for a `retry-after` date. */
  now?: () => number
}

/**
 * Delivers a request. Tried again are transport errors, 429 and 503; not a refused certificate or a request that cannot
 * be sent, since those would only fail again.
 */
export async function deliver(
  endpoint: Pick<Endpoint, 'attempt'>,
  request: AttemptRequest,
  { retries, onRetry, signal, sleep = pause, now = Date.now }: DeliveryOptions,
): Promise<DeliveryResult> {
  for (let attempts = 1; ; attempts++) {
    const result = await endpoint.attempt(request, signal)
    if (attempts > retries || signal?.aborted || !isTemporary(result)) return counted(result, attempts)
    const delayMs = retryDelay(attempts, retryAfter(result), now())
    onRetry?.({ attempts, result, delayMs })
    await sleep(delayMs, signal)
    if (signal?.aborted) return counted(result, attempts)
  }
}

/** The result itself, not a copy, which would cost more than all else here. */
function counted(result: AttemptResult, attempts: number): DeliveryResult {
  const delivery = result as DeliveryResult
  delivery.attempts = attempts
  return delivery
}

function isTemporary(result: AttemptResult): boolean {
  if (result.ok) return result.status === 429 || result.status === 503
  if (result.cancelled) return false
  return ['dns', 'refused', 'timeout', 'reset'].includes(result.error.code)
}

function retryAfter(result: AttemptResult): string | undefined {
  if (!result.ok) return undefined
  return headerValue(result.headers, 'retry-after')
}

const pause = (ms: number, signal: AbortSignal | undefined) => wait(ms, undefined, { signal }).catch(() => undefined)
