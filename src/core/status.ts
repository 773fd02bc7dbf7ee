/** Which answers count: the grammar of `--expect-status` and its two defaults. */
import { CvHookError } from './errors.js'

/** A set of HTTP statuses with the words that describe it. */
export interface StatusExpectation {
  text: string
  matches(status: number): boolean
}

/** These say that the request was not looked at (wrong path or method, too slow, too large, no CSRF token, too many), not that a signature was refused. */
const NO_REFUSAL: ReadonlySet<number> = new Set([404, 405, 408, 413, 419, 429])

/** What a valid or unsigned delivery should get. */
export const ACCEPTED: StatusExpectation = { text: '2xx', matches: status => status >= 200 && status < 300 }

/** What a forged delivery should get: a 4xx that says no to this request. */
export const REFUSED: StatusExpectation = {
  text: 'a refusal (4xx other than 404, 405, 408, 413, 419, 429)',
  matches: status => status >= 400 && status < 500 && !NO_REFUSAL.has(status),
}

/**
 * Reads a list of statuses and classes: `200`, `2xx`, `200,202`, `4xx,!404`.
 *
 * @throws CvHookError `usage` when an item is neither a status nor a class
 */
export function parseStatuses(text: string, what = '--expect-status'): StatusExpectation {
  const items = text.split(',').map(item => item.trim().toLowerCase())
  const wanted = items.filter(item => !item.startsWith('!'))
  const refused = items.filter(item => item.startsWith('!')).map(item => item.slice(1))
  for (const item of [...wanted, ...refused]) {
    if (!/^[1-5](?:\d\d|xx)$/.test(item)) {
      throw new CvHookError('usage', `${what}: "${text.slice(0, 60)}" is not a list of statuses`, [
        'write 200, 2xx, 200,202 or 4xx,!404',
      ])
    }
  }
  const fits = (status: number, item: string) =>
    item.endsWith('xx') ? Math.floor(status / 100) === Number(item[0]) : status === Number(item)
  return {
    text: items.join(','),
    matches: status =>
      (wanted.length === 0 || wanted.some(item => fits(status, item))) && !refused.some(item => fits(status, item)),
  }
}

/** The answers that are right: those that are asked for, or else what a delivery as it should be, or a forged one, calls for. */
export const rightAnswers = (forged: boolean, asked: StatusExpectation | undefined): StatusExpectation =>
  asked ?? (forged ? REFUSED : ACCEPTED)
