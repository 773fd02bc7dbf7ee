/** Bodies made to be slow, deep, large or explosive: an explanation ends, in time, and never throws. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { explainComputed } from '../../src/explain/explain-computed.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { fingerprint } from '../../src/explain/fingerprint.js'
import { receiverModels } from '../../src/explain/receiver-models.js'
import { decision, delivery, hmac, python, SECRET, sample, write } from './bodies.js'

const timed = (work: () => void) => {
  const start = performance.now()
  work()
  return performance.now() - start
}

const MB = 1024 * 1024
const HOSTILE: ReadonlyArray<readonly [string, () => string | Uint8Array]> = [
  ['10,000 levels', () => '['.repeat(10_000) + ']'.repeat(10_000)],
  ['10,000 objects', () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['a million open brackets', () => '['.repeat(MB)],
  ['a million members', () => `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":${index}`).join(',')}}`],
  ['a million times one name', () => `{${'"a":1,'.repeat(1_000_000)}"a":1}`],
  ['50 MB of text', () => `{"a":"${'x'.repeat(50 * MB)}"}`],
  ['50 MB of zeros', () => Buffer.alloc(50 * MB)],
  ['8 MB in one text', () => `{"a":"${'x'.repeat(8 * MB - 100)}"}`],
  ['8 MB of hex digits', () => 'ab'.repeat(4 * MB - 1)],
  ['8 MB of hex digits and a letter', () => `${'ab'.repeat(4 * MB - 2)}z`],
  ['50 MB of JSON with blanks', () => `[${'1, '.repeat(17 * MB)}1]`],
  ['50 MB of odd bytes', () => Buffer.alloc(50 * MB, Buffer.from([0xe9, 0x80, 0x22, 0x0d]))],
  ['a gzip bomb', () => gzipSync(Buffer.alloc(200 * MB))],
  ['a megabyte of backslashes', () => `{"a":"${'\\\\'.repeat(MB / 2)}"}`],
  ['a megabyte of escapes', () => `{"a":"${'\\u00e9'.repeat(MB / 6)}"}`],
  ['a megabyte of quotes', () => '"'.repeat(MB)],
  ['a megabyte of smart quotes', () => '“'.repeat(MB / 3)],
  ['a megabyte of angles', () => '<https://'.repeat(MB / 9)],
  ['a megabyte of entities', () => '&amp;'.repeat(MB / 5)],
  ['a megabyte of percent signs', () => '%7B'.repeat(MB / 3)],
  ['a megabyte of line breaks', () => '\n'.repeat(MB)],
  ['a megabyte of digits', () => '1'.repeat(MB)],
  ['a megabyte of blanks in a text', () => `{"a":"${' '.repeat(MB)}"}`],
  ['a megabyte of small numbers', () => `[${'1,'.repeat(MB / 2)}1]`],
  ['a megabyte of base64', () => 'QUJD'.repeat(MB / 4)],
  ['a megabyte of apostrophes', () => `{'${"\\'".repeat(MB / 2)}'}`],
  ['broken escapes', () => '{"a":"\\u12"}'],
  ['a lone surrogate', () => '{"a":"\\ud800"}'],
  ['prototype members', () => '{"__proto__":{"x":1},"constructor":null,"event":"__proto__"}'],
]

describe.each(HOSTILE)('%s', (_, make) => {
  test('is explained in bounded time and work', () => {
    const body = make()
    const size = Buffer.byteLength(body as string)
    const result = explainMismatch(delivery('{}', body))
    expect(result.proof).not.toBe('proven')
    expect(result.tried.bytes).toBeLessThanOrEqual(Math.max(Math.min(3072 * MB, 256 * size), 384 * MB))
  })
})

test('headers made to be slow', () => {
  for (const value of ['a='.repeat(MB), '0'.repeat(MB), ' '.repeat(MB), `${'ab:'.repeat(MB)}g`, '=,'.repeat(MB)]) {
    const signatureValues = [value, value]
    expect(timed(() => explainMismatch(delivery(sample, sample, { signatureValues })))).toBeLessThan(10_000)
  }
})

test('the other searches end too', () => {
  const body = Buffer.from(`{"a":"${'x'.repeat(MB)}é"}`)
  const input = { ...delivery(body, body), computed: '0'.repeat(64) }
  expect(timed(() => explainComputed(input))).toBeLessThan(60_000)
  let count = 0
  for (const _ of receiverModels(Buffer.from(decision), SECRET)) count++
  expect(count).toBeGreaterThan(300)
  expect(fingerprint('['.repeat(100_000))).toBeUndefined()
})

test('a budget ends a search at the same place each time', () => {
  const input = delivery('{}', write(JSON.parse(decision), python), { signKey: 'unknown' })
  const options = { budget: { candidates: 50 } }
  const { tried } = explainMismatch(input, options)
  expect(tried).toMatchObject({ candidates: 50, exhausted: true })
  expect(explainMismatch(input, options).tried).toEqual(tried)
  expect(explainMismatch(input, { budget: { bytes: 20_000 } }).tried.bytes).toBeLessThanOrEqual(20_000)
})

test('the transform proven last is tried first', () => {
  const input = delivery(decision, write(JSON.parse(decision), { ...python, keys: one => one.toSorted() }), {
    signKey: `${SECRET}\n`,
  })
  const first = explainMismatch(input)
  const again = explainMismatch(input, { firstTry: first.transform! })
  expect(again.causes).toEqual(first.causes)
  expect(again.tried.candidates).toBeLessThan(first.tried.candidates / 3)
  expect(hmac(again.restored!, `${SECRET}\n`)).toBe(input.signatureValues[0])
})
