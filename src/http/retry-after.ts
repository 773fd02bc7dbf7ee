/** How long to wait before a delivery is tried again. */

const FIRST_DELAY_MS = 250
const MAX_DELAY_MS = 10_000
const MAX_RETRY_AFTER_MS = 30_000

/**
 * The wait before the next attempt: what the receiver asks for, at most 30 s; else 250 ms, doubled each time, at most 10 s.
 *
 * @param attempts how many were made, from 1
 * @param retryAfter the receiver's `retry-after` header: seconds or a date
 * @param now milliseconds since the epoch
 * @returns milliseconds
 */
export function retryDelay(attempts: number, retryAfter: string | undefined, now: number): number {
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, now)
  if (asked !== undefined) return Math.min(MAX_RETRY_AFTER_MS, asked)
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1))
}

/** Milliseconds that a `retry-after` value asks for; `undefined` when it is neither seconds nor a date. */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim()
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
