/** Bodies beyond 8 MiB: the most frequent faults. All of them are in large.heavy.test.ts. */
import { expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainComputed } from '../../src/explain/explain-computed.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { delivery, hmac, SECRET } from './bodies.js'

const large = Buffer.from(JSON.stringify({ event: 'CREATE_CASE', payload: { text: 'Zoë '.repeat(1_750_000) } }))
const ended = (end: string) => Buffer.concat([large, Buffer.from(end)])

test.each<[string, Buffer, Buffer, string, CauseId[]]>([
  ['a secret with a line feed', large, large, `${SECRET}\n`, ['secret-whitespace']],
  ['its line feed dropped', ended('\n'), large, SECRET, ['body-trimmed']],
  ['a line feed added', large, ended('\n'), SECRET, ['body-trailing-bytes']],
  ['a byte order mark', large, Buffer.concat([Buffer.from('\ufeff'), large]), SECRET, ['body-bom']],
  ['both', large, ended('\r\n'), `${SECRET}\n`, ['body-trailing-bytes', 'secret-whitespace']],
])('%s', (_, signed, received, signKey, causes) => {
  expect(large.length).toBeGreaterThan(8 * 1024 ** 2)
  const result = explainMismatch(delivery(signed, received, { signKey }))
  expect(result).toMatchObject({ proof: 'proven', causes })
})

test('what the receiver hashed', () => {
  const input = { ...delivery(large, large), computed: hmac(large.subarray(0, 1024 ** 2)) }
  expect(explainComputed(input)).toMatchObject({ proof: 'proven', causes: ['body-truncated'] })
})

test.each<[string, (body: string) => string, CauseId[]]>([
  ['indented', body => JSON.stringify(JSON.parse(body), null, 2), ['json-indentation']],
  ['by PHP', body => body.replaceAll('/', '\\/'), ['json-slash-escapes']],
])('a body of 2 MB within what listen spends: %s', (_, change, causes) => {
  const body = JSON.stringify({ event: 'CREATE_CASE', payload: { text: 'a/b '.repeat(500_000) } })
  const result = explainMismatch(delivery(body, change(body)), { budget: { bytes: 48 * 1024 ** 2 } })
  expect(result).toMatchObject({ proof: 'proven', causes })
})

test('what is not looked for is said, and the budget is kept', () => {
  const budget = { bytes: 3 * large.length }
  const { proof, causes, summary, tried } = explainMismatch(delivery('{}', large), { budget })
  expect({ proof, causes }).toEqual({ proof: 'none', causes: [] })
  expect(summary).toContain('8 MB')
  expect(tried.exhausted).toBe(true)
  expect(tried.bytes).toBeLessThanOrEqual(budget.bytes)
})
