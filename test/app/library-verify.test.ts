/** The library's `sign` and `verify`, as a receiver calls them: the event, or an error with a code. */
import { describe, expect, it } from 'vitest'
import { fixture, sign, verify } from '../../src/index.js'

const SECRET = 'whk_demo'
const body = '{"event":"CREATE_CASE","payload":{}}'
// printf '{"event":"CREATE_CASE","payload":{}}' | openssl dgst -sha256 -hmac whk_demo
const SIGNATURE = 'cb6c20ad471347e60330384aad8fd748b15b94d71617262d2910a8b8b52ea093'

describe('sign', () => {
  it.each([
    ['text', body],
    ['bytes', Buffer.from(body)],
    ['bytes within others', new Uint8Array(Buffer.from(`x${body}`)).subarray(1)],
  ])('of %s', (_title, given) => {
    expect(sign(given, SECRET)).toBe(SIGNATURE)
  })

  it.each<[string, unknown, unknown, string]>([
    ['an object', { event: 'CREATE_CASE' }, SECRET, 'usage'],
    ['nothing', undefined, SECRET, 'usage'],
    ['an empty secret', body, '', 'empty-secret'],
    ['no secret', body, undefined, 'empty-secret'],
  ])('of %s is misuse', (_title, given, secret, code) => {
    expect(() => sign(given as never, secret as never)).toThrow(expect.objectContaining({ name: 'CvHookError', code }))
  })
})

describe('verify', () => {
  it.each<[string, unknown]>([
    ['the value alone', SIGNATURE],
    ["Node's object", { 'x-cv-signature': SIGNATURE, host: 'x' }],
    ["Node's object with a list", { 'x-cv-signature': [SIGNATURE] }],
    ['a Headers', new Headers({ 'X-CV-Signature': SIGNATURE })],
    ['pairs', [['X-Cv-Signature', SIGNATURE]]],
  ])('takes headers as %s', (_title, headers) => {
    expect(verify({ body, headers: headers as never }, { secret: ['new', SECRET] })).toEqual(JSON.parse(body))
  })

  it('gives an event that is narrowed by its name', () => {
    const bytes = Buffer.from(JSON.stringify(fixture('ADD_CASE_DECISION')))
    const event = verify({ body: bytes, headers: sign(bytes, SECRET) }, { secret: SECRET })
    const medicines = event.event === 'ADD_CASE_DECISION' ? event.payload.decision.medInfo.length : 0
    expect(medicines).toBe(2)
  })

  it.each<[string, unknown, unknown, string]>([
    ['no header', body, undefined, 'no-signature'],
    ['no headers at all', body, null, 'no-signature'],
    ['another value', body, 5, 'no-signature'],
    ['a value that is no signature', body, 'sha256=1', 'malformed'],
    ['two values', body, { 'x-cv-signature': [SIGNATURE, SIGNATURE] }, 'multiple'],
    ['another body', `${body} `, SIGNATURE, 'mismatch'],
    ['a body that is no JSON', 'x', sign('x', SECRET), 'not-json'],
  ])('%s: the answer is no', (_title, given, headers, code) => {
    expect(() => verify({ body: given as never, headers: headers as never }, { secret: SECRET })).toThrow(
      expect.objectContaining({ name: 'CvHookError', code, exitCode: 1 }),
    )
  })

  it.each<[string, unknown, unknown, string]>([
    ['a parsed body', { body: JSON.parse(body), headers: SIGNATURE }, { secret: SECRET }, 'usage'],
    ['no request', undefined, { secret: SECRET }, 'usage'],
    ['no options', { body, headers: SIGNATURE }, undefined, 'empty-secret'],
    ['an empty secret', { body, headers: SIGNATURE }, { secret: '' }, 'empty-secret'],
    ['no secret among none', { body, headers: SIGNATURE }, { secret: [] }, 'empty-secret'],
    ['one of two that is unset', { body, headers: SIGNATURE }, { secret: [SECRET, undefined] }, 'empty-secret'],
  ])('%s is misuse', (_title, input, options, code) => {
    expect(() => verify(input as never, options as never)).toThrow(
      expect.objectContaining({ name: 'CvHookError', code, exitCode: 2 }),
    )
  })
})
