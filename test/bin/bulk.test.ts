/** Bulk runs: every delivery of its own and rightly signed, the pace that was asked for, a summary whatever happens. */
import { afterAll, expect, it } from 'vitest'
import { binary, cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { S: SECRET }
const command = (url: string, ...args: string[]) => [
  'send',
  'ADD_CASE_DECISION',
  '--url',
  url,
  '--secret-env',
  'S',
  ...args,
]

it('200 deliveries on 10 connections: 200 ids, 200 right signatures', async () => {
  const server = await receiver()
  const result = await cli(command(server.url, '--count', '200', '--concurrency', '10', '--fresh'), { env })
  expect(result.code).toBe(0)
  expectDecent(result)
  expect(server.requests).toHaveLength(200)
  expect(new Set(server.requests.map(({ body }) => JSON.parse(String(body)).payload.activity.id)).size).toBe(200)
  expect(server.requests.every(({ body, headers }) => headers['x-cv-signature'] === hmac(body, SECRET))).toBe(true)
  expect(server.connections).toBe(10)
  expect(result.stdout).toMatch(
    /200 of 200 as expected\n +took .*a second\n +200 +200\n +latency +min [\s\S]*p50[\s\S]*p99[\s\S]*ms/,
  )
})

it('one record a delivery, then a summary with percentiles', async () => {
  const server = await receiver((response, _request, index) => response.writeHead(index % 5 === 0 ? 500 : 200).end())
  const result = await cli(command(server.url, '--count', '20', '--concurrency', '4', '--fresh', '--json'), { env })
  const records = jsonLines(result.stdout)
  expect(records.slice(0, -1).map(record => record.type)).toEqual(Array(20).fill('delivery'))
  expect(new Set(records.slice(0, -1).map(record => record.id)).size).toBe(20)
  const { latencyMs, ...summary } = records.at(-1)
  expect(summary).toMatchObject({ type: 'summary', sent: 20, ok: 16, failed: 4, statuses: { 200: 16, 500: 4 } })
  const { min, p50, p90, p99, max } = latencyMs
  expect([min, p50, p90, p99, max]).toEqual([min, p50, p90, p99, max].toSorted((a, b) => a - b))
  expect(result.code).toBe(1)
})

it('shows an example of what went wrong, once for each status', async () => {
  const server = await receiver((response, _request, index) =>
    response.writeHead(index % 2 === 0 ? 500 : 405).end('boom'),
  )
  const { stdout } = await cli(command(server.url, '--count', '10', '--fresh'), { env })
  expect(stdout.match(/✗ ADD_CASE_DECISION/g)).toHaveLength(2)
  expect(stdout).toMatch(/0 of 10 as expected[\s\S]*hint: the receiver failed[\s\S]*hint: the path exists/)
})

it('keeps to a rate', async () => {
  const times: number[] = []
  const server = await receiver(response => {
    times.push(performance.now())
    response.end()
  })
  await cli(command(server.url, '--count', '21', '--rate', '100', '--concurrency', '5', '--fresh'), { env })
  expect(times).toHaveLength(21)
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(150)
})

it('ends when its time is over, with what was begun', async () => {
  const server = await receiver()
  const result = await cli(command(server.url, '--duration', '300ms', '--concurrency', '2', '--fresh', '--json'), {
    env,
  })
  const summary = jsonLines(result.stdout).at(-1)
  expect(result.code).toBe(0)
  expect(summary.sent).toBe(server.requests.length)
  expect(summary.durationMs).toBeGreaterThanOrEqual(300)
  expect(summary.durationMs).toBeLessThan(6000)
})

it.each([
  ['at once', []],
  ['at a rate', ['--rate', '1000']],
])('100 connections %s are no reason for warnings of Node', async (_title, args) => {
  const server = await receiver()
  const result = await binary(command(server.url, '--count', '300', '--concurrency', '100', '--fresh', ...args), {
    env,
  })
  expectDecent(result)
  expect(result.stderr.trim().split('\n')).toEqual([expect.stringMatching(/^sending to /)])
})
