/** The verdict on a delivery: every vector by its exact verdict, and what the vectors do not hold. */
import { describe, expect, test } from 'vitest'
import { judge } from '../../src/app/judge.js'
import { readVector, VECTOR_NAMES, vectorDelivery } from '../support/vectors.js'

test.each(VECTOR_NAMES)('%s', name => {
  const vector = readVector(name)
  const accepted = { secrets: vector.secrets, staticHeaders: [], unsigned: false }
  expect(judge(vectorDelivery(vector), accepted, { findings: true }).verdict).toBe(vector.expect.verdict)
})

const BODY = Buffer.from('{"event":"CREATE_CASE","payload":{}}')
const SECRETS = [
  { label: 'old', value: 'not this one' },
  { label: 'new', value: 'whk_demo' },
]
// printf '{"event":"CREATE_CASE","payload":{}}' | openssl dgst -sha256 -hmac whk_demo
const SIGNATURE = 'cb6c20ad471347e60330384aad8fd748b15b94d71617262d2910a8b8b52ea093'
const delivery = (more: object = {}) =>
  ({
    headers: [['X-CV-Signature', SIGNATURE]] as [string, string][],
    body: BODY,
    complete: true,
    trust: 'wire',
    ...more,
  }) as Parameters<typeof judge>[0]
const verdictOf = (more: object, accepted: object = {}) => {
  const { verdict, code, secret } = judge(
    delivery(more),
    { secrets: SECRETS, staticHeaders: [], unsigned: false, ...accepted },
    { findings: false },
  )
  return [verdict, code, secret]
}

describe('signatures', () => {
  test('names the secret that fits', () => {
    expect(verdictOf({})).toEqual(['valid', 'ok', 'new'])
  })
  test('without a secret nothing is told', () => {
    expect(verdictOf({}, { secrets: [] })).toEqual(['unverifiable', 'no-secret', undefined])
  })
  test('without a secret a missing header is seen all the same', () => {
    expect(verdictOf({ headers: [] }, { secrets: [] })).toEqual(['unsigned', 'no-signature', undefined])
  })
  test.each([
    ['a recording that lost characters', { lossy: 'characters were replaced', body: Buffer.from('{}') }],
    ['a recording that was cut', { complete: false, body: Buffer.from('{"event"') }],
    ['a recording without a body', { body: undefined }],
  ])('%s blames nobody', (_, more) => {
    expect(verdictOf(more)).toEqual(['unverifiable', 'lossy-capture', undefined])
  })
  test('a receiver that had only a part of the body is to blame', () => {
    const more = { complete: false, body: Buffer.from('{"event"'), trust: 'receiver' }
    expect(verdictOf(more)).toEqual(['invalid', 'mismatch', undefined])
  })
  test('bytes that were cut and fit all the same are valid', () => {
    expect(verdictOf({ complete: false })).toEqual(['valid', 'ok', 'new'])
  })
  test('--unsigned verifies nothing', () => {
    expect(verdictOf({}, { unsigned: true, secrets: [] })).toEqual(['unsigned', 'ok', undefined])
  })
  test('upper case is valid, and found', () => {
    const upper = delivery({ headers: [['x-cv-signature', SIGNATURE.toUpperCase()]] })
    const accepted = { secrets: SECRETS, staticHeaders: [], unsigned: false }
    const { verdict, findings } = judge(upper, accepted, { findings: true })
    expect(verdict).toBe('valid')
    expect(findings.map(({ code }) => code)).toContain('signature-case')
  })
})

describe('static headers', () => {
  const fixed = { secrets: [], staticHeaders: [{ name: 'X-Webhook-Secret', value: 'fixed value' }] }
  test.each([
    ['the value', 'fixed value', ['valid', 'ok', undefined]],
    ['blanks around it', ' fixed value\t', ['valid', 'ok', undefined]],
    ['another case', 'Fixed value', ['invalid', 'static-header-wrong', undefined]],
    ['a part of it', 'fixed', ['invalid', 'static-header-wrong', undefined]],
    ['nothing', '', ['invalid', 'static-header-wrong', undefined]],
    ['a value that the capture masked', '<masked>', ['unverifiable', 'lossy-capture', undefined]],
  ])('%s', (_, value, expected) => {
    expect(verdictOf({ format: 'cv-hook', headers: [['x-webhook-secret', value]] }, fixed)).toEqual(expected)
  })
  test('a request that just came masks nothing', () => {
    for (const value of ['<masked>', '********']) {
      expect(verdictOf({ headers: [['x-webhook-secret', value]] }, fixed)[0]).toBe('invalid')
      expect(verdictOf({ headers: [['x-cv-signature', value]] })).toEqual(['invalid', 'malformed', undefined])
    }
  })
  test('missing', () => {
    expect(verdictOf({ headers: [] }, fixed)).toEqual(['unsigned', 'static-header-missing', undefined])
  })
  test('twice', () => {
    const headers = [
      ['X-Webhook-Secret', 'fixed value'],
      ['x-webhook-secret', 'fixed value'],
    ]
    expect(verdictOf({ headers }, fixed)).toEqual(['invalid', 'static-header-wrong', undefined])
  })
  test('beside a signature both must fit', () => {
    expect(verdictOf({}, { staticHeaders: fixed.staticHeaders })).toEqual([
      'unsigned',
      'static-header-missing',
      undefined,
    ])
  })
})
