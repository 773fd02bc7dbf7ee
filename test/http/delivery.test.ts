/** Which attempts are repeated, after which pause, and when to stop. */
import { afterEach, describe, expect, it } from 'vitest'
import { deliver, type RetryNotice } from '../../src/http/delivery.js'
import type { AttemptResult, Unanswered } from '../../src/http/endpoint.js'
import { parseRetryAfter, retryDelay } from '../../src/http/retry-after.js'
import { answering, cutting, silent, unusedUrl } from '../support/servers.js'
import { closeAll, OK, open, request } from './open.js'

afterEach(closeAll)

const status = (code: number, lines = '') => `HTTP/1.1 ${code} -\r\n${lines}content-length: 0\r\n\r\n`

const patiently = () => {
  const pauses: number[] = []
  return { pauses, sleep: async (ms: number) => void pauses.push(ms), now: () => Date.UTC(2026, 0, 1) }
}

it('gives the first answer that is final', async () => {
  const server = await answering([status(503), status(429), OK])
  const { pauses, ...clock } = patiently()
  const result = await deliver(await open(server.url), request(), { retries: 5, ...clock })
  expect(result).toMatchObject({ ok: true, status: 200, attempts: 3 })
  expect(pauses).toEqual([250, 500])
})

it('gives up after the retries, with the last result', async () => {
  const server = await answering(status(503))
  const notices: RetryNotice[] = []
  const onRetry = (notice: RetryNotice) => notices.push(notice)
  const { pauses, ...clock } = patiently()
  const result = await deliver(await open(server.url), request(), { retries: 2, onRetry, ...clock })
  expect(result).toMatchObject({ ok: true, status: 503, attempts: 3 })
  expect(notices).toMatchObject([
    { attempts: 1, delayMs: 250, result: { status: 503 } },
    { attempts: 2, delayMs: 500, result: { status: 503 } },
  ])
  expect(server.requests).toHaveLength(3)
})

it('waits as long as the receiver asks', async () => {
  const date = new Date(Date.UTC(2026, 0, 1, 0, 0, 7)).toUTCString()
  const asks = ['retry-after: 3\r\n', `Retry-After: ${date}\r\n`, 'retry-after: 86400\r\n', 'retry-after: soon\r\n']
  const server = await answering([...asks.map(line => status(429, line)), OK])
  const { pauses, ...clock } = patiently()
  await deliver(await open(server.url), request(), { retries: 9, ...clock })
  expect(pauses).toEqual([3000, 7000, 30_000, 2000])
})

it.each([200, 204, 302, 400, 401, 404, 409, 500, 502, 504])('does not repeat after %i', async code => {
  const server = await answering(status(code))
  expect(await deliver(await open(server.url), request(), { retries: 3, ...patiently() })).toMatchObject({
    status: code,
    attempts: 1,
  })
})

it('repeats after transport errors', async () => {
  for (const url of [await unusedUrl(), (await cutting('request', 'reset')).url, (await silent()).url]) {
    const endpoint = await open(url, { timeoutMs: 50 })
    const result = await deliver(endpoint, request(), { retries: 1, ...patiently() })
    expect(result).toMatchObject({ ok: false, attempts: 2 })
  }
})

it('does not repeat what would only fail again', async () => {
  const failing = (code: string, more: Partial<Unanswered> = {}) => ({
    attempt: async () => ({ ok: false, error: { code }, ...more }) as AttemptResult,
  })
  const options = { retries: 3, ...patiently() }
  expect((await deliver(failing('tls'), request(), options)).attempts).toBe(1)
  expect((await deliver(failing('usage'), request(), options)).attempts).toBe(1)
  expect((await deliver(failing('reset', { cancelled: true }), request(), options)).attempts).toBe(1)
  expect((await deliver(failing('dns'), request(), options)).attempts).toBe(4)
})

it('stops in a pause when its signal is aborted', async () => {
  const server = await answering(status(503, 'retry-after: 30\r\n'))
  const controller = new AbortController()
  const { signal } = controller
  const onRetry = () => void setImmediate(() => controller.abort())
  const result = await deliver(await open(server.url), request(), { retries: 3, signal, onRetry })
  expect(result).toMatchObject({ status: 503, attempts: 1 })
})

describe('the pause', () => {
  it('doubles up to ten seconds', () => {
    expect([1, 2, 3, 6, 7, 60].map(attempts => retryDelay(attempts, undefined, 0))).toEqual([
      250, 500, 1000, 8000, 10_000, 10_000,
    ])
  })

  it.each([
    ['0', 0],
    [' 5 ', 5000],
    ['Thu, 01 Jan 1970 00:00:09 GMT', 8000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['99999999999', undefined],
    ['later', undefined],
    ['2026', 2_026_000],
    ['', undefined],
  ])('for retry-after %j is %s', (value, ms) => {
    expect(parseRetryAfter(value, 1000)).toBe(ms)
  })
})
