/** What a receiver hashed, told from the digest that it logged; lossy faults included. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainComputed } from '../../src/explain/explain-computed.js'
import { receiverModels } from '../../src/explain/receiver-models.js'
import { sample as sampled } from '../support/tier.js'
import {
  decision,
  delivery,
  dotnet,
  go,
  gson,
  hmac,
  jsonb,
  php,
  python,
  pythonUtf8,
  SAMPLE,
  SECRET,
  sample,
  write,
} from './bodies.js'

const D = JSON.parse(decision)
const spread = { ...php, number: String }

const ROWS: ReadonlyArray<readonly [string, string | Uint8Array, CauseId[]]> = [
  ['empty', '', ['body-empty']],
  ['[object Object]', '[object Object]', ['body-stringified-object']],
  ['undefined', 'undefined', ['body-stringified-object']],
  ['null', 'null', ['body-stringified-object']],
  ['json.dumps', write(D, python), ['json-spacing', 'json-unicode-escapes']],
  ['ensure_ascii=False', write(D, pythonUtf8), ['json-spacing']],
  ['json_encode', write(D, spread), ['json-unicode-escapes', 'json-slash-escapes']],
  ['a Go map', write(D, go), ['json-html-escapes', 'json-key-order']],
  ['Go Encoder', `${write(D, go)}\n`, ['json-html-escapes', 'json-key-order', 'body-trailing-bytes']],
  ['jsonb', write(D, jsonb), ['json-spacing', 'json-key-order']],
  ['Gson', write(D, gson), ['json-html-escapes', 'json-nulls-dropped']],
  ['System.Text.Json', write(D, dotnet), ['json-unicode-escapes', 'json-html-escapes']],
  ['jq', `${JSON.stringify(D, null, 2)}\n`, ['json-indentation']],
  ['ASCII of C#', decision.replace(/[\u0080-\uffff]/g, '?'), ['body-ascii']],
  ['ASCII of Java', decision.replace(/[\u0080-\u{10ffff}]/gu, '?'), ['body-ascii']],
  ['U+FFFD', decision.replace(/[\u0080-\u{10ffff}]/gu, '\ufffd'), ['body-invalid-utf8']],
  ['mojibake', Buffer.from(decision).toString('latin1'), ['body-latin1']],
  ['UTF-16', Buffer.from(decision, 'utf16le'), ['body-utf16']],
  ['cut at 1000', Buffer.from(decision).subarray(0, 1000), ['body-truncated']],
  ['cut at 777', Buffer.from(decision).subarray(0, 777), ['body-truncated']],
  ['base64', Buffer.from(decision).toString('base64'), ['body-base64-or-hex']],
  ['a Buffer', JSON.stringify(Buffer.from(decision)), ['json-buffer-object']],
  ['the payload', JSON.stringify(D.payload), ['json-part-signed']],
  ['stringified twice', JSON.stringify(decision), ['json-double-encoded']],
  ['a line feed', `${decision}\n`, ['body-trailing-bytes']],
  ['Laravel', write(D, { value: one => (one === '' ? null : one) }), ['json-empty-strings']],
  ['dates', decision.replaceAll('.000Z', 'Z'), ['json-dates']],
]

describe('a valid delivery', () => {
  test.each(sampled(ROWS, 3))('%s', (_, hashed, causes) => {
    const result = explainComputed({ ...delivery(decision, decision), computed: hmac(hashed) })
    expect(result).toMatchObject({ proof: 'proven', causes, secret: 'main' })
    const part = explainComputed({ ...delivery(decision, decision), computed: hmac(hashed).slice(0, 10) })
    expect(part).toMatchObject({ proof: 'likely', causes })
  })

  test('the length of a cut is told', () => {
    const computed = hmac(Buffer.from(decision).subarray(0, 1024))
    expect(explainComputed({ ...delivery(decision, decision), computed }).summary).toContain('cut off after 1 kB')
  })

  test.each([
    ['secret-whitespace', hmac(decision, `${SECRET}\n`)],
    ['secret-empty-or-undefined', hmac(decision, '')],
    ['signature-algorithm', hmac(decision, SECRET, 'sha512')],
    ['signature-algorithm', hmac(decision, SECRET, 'sha1')],
    ['signature-construction', createHash('sha256').update(decision).digest('hex')],
  ])('%s', (cause, computed) => {
    const result = explainComputed({ ...delivery(decision, decision), computed })
    expect(result).toMatchObject({ proof: 'proven', causes: [cause] })
  })

  test('a fault of the body and one of the secret', () => {
    const computed = hmac(write(D, python), `${SECRET}\n`)
    const causes = ['json-spacing', 'json-unicode-escapes', 'secret-whitespace']
    expect(explainComputed({ ...delivery(decision, decision), computed })).toMatchObject({ proof: 'proven', causes })
  })

  test('the right digest: the comparison is wrong', () => {
    const result = explainComputed({ ...delivery(decision, decision), computed: hmac(decision).toUpperCase() })
    expect(result).toMatchObject({ proof: 'proven', causes: ['comparison-wrong'] })
  })

  test('a digest of nothing known', () => {
    const result = explainComputed({ ...delivery(decision, decision), computed: 'ab'.repeat(32) })
    expect(result).toMatchObject({ proof: 'none', causes: [] })
  })

  test.each(['', 'abc', 'no digits', 'zz'.repeat(40)])('%j is too little', computed => {
    expect(explainComputed({ ...delivery(sample, sample), computed })).toMatchObject({ proof: 'none', causes: [] })
  })
})

describe('a delivery that does not match', () => {
  test('the digest received is told from one computed', () => {
    const input = delivery(sample, write(SAMPLE, pythonUtf8))
    const result = explainComputed({ ...input, computed: input.signatureValues[0]! })
    expect(result).toMatchObject({ proof: 'none', causes: [] })
    expect(result.summary).toContain('the one that was received')
  })

  test('the receiver hashed the altered body at hand', () => {
    const received = JSON.stringify(SAMPLE, null, 2)
    const result = explainComputed({ ...delivery(sample, received), computed: hmac(received) })
    expect(result).toMatchObject({ proof: 'proven', causes: ['json-indentation'] })
    expect(result.summary).toContain('hashed exactly these bytes')
  })

  test('the log shows one text, the receiver hashed another: both from the body that was signed', () => {
    const result = explainComputed({ ...delivery(decision, JSON.stringify(D, null, 2)), computed: hmac(write(D, go)) })
    expect(result).toMatchObject({ proof: 'proven', causes: ['json-html-escapes', 'json-key-order'] })
  })
})

test('every faulty receiver can be told by the signature that it accepts', () => {
  const models = [...receiverModels(Buffer.from(decision), SECRET)]
  expect(new Set(models.map(one => one.signature)).size).toBe(models.length)
  for (const hashed of ['', '[object Object]', write(D, python), write(D, go), `${decision}\n`]) {
    expect(models.find(one => one.signature === hmac(hashed))?.causes.length).toBeGreaterThan(0)
  }
})
