/** Signing and checking. Every expected digest was made by `openssl dgst -sha256 -hmac` or Python's hmac, none by the code under test. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forge } from '../../src/core/forge.js'
import { checkSignature, sign } from '../../src/core/signature.js'

const BODY = '{"event":"X","text":"héllo 💉"}'
const SIGNATURE = '7031315fa9e2625a5e96b2dcdab8977e51a56b97f408da839c1c04d90e26dfd9'
const SECRET = { label: 'main', value: 'topsecret' }

describe('sign', () => {
  it.each([
    ['text with an accent and an emoji', BODY, 'topsecret', SIGNATURE],
    ['an empty body', '', 'topsecret', '818f9cb88315ac08b5ef83f96650ca6f4e3dddcb4548e4879b746f56b57fa2b0'],
    [
      'bytes that are not UTF-8, and a secret that ends in "="',
      Buffer.from([0xff, 0xfe, 0x00, 0x80]),
      'dG9wc2VjcmV0=',
      '90cc139e73ee956009dc9ae3f6628a767a596ff1210c03e20beec567f45c1e53',
    ],
    ['a secret that is not ASCII', '{}', 'sé🔑', '39d51adbc2b04ca42e803f656ec5d9342889b022c990ccfe99becbae5cafb63a'],
  ])('%s', (_, body, secret, signature) => {
    expect(sign(body, secret)).toBe(signature)
  })
})

describe('checkSignature', () => {
  const check = (...values: string[]) => checkSignature(values, BODY, [{ label: 'old', value: 'x' }, SECRET])

  it('names the secret that fits', () => {
    expect(check(SIGNATURE)).toEqual({ verdict: 'valid', code: 'ok', secret: 'main', upperCase: false })
  })

  it('takes upper case and blanks around the value', () => {
    expect(check(` \t${SIGNATURE.toUpperCase()} `)).toMatchObject({ verdict: 'valid', upperCase: true })
  })

  it.each([
    ['nothing', []],
    ['an empty value', ['']],
    ['63 digits', [SIGNATURE.slice(1)]],
    ['65 digits', [`${SIGNATURE}0`]],
    ['a prefix', [`sha256=${SIGNATURE}`]],
    ['no hex', ['z'.repeat(64)]],
    ['full-width digits', ['０'.repeat(64)]],
    ['a newline at the end', [`${SIGNATURE}\n`]],
    ['two headers', [SIGNATURE, SIGNATURE]],
    ['two in one header', [`${SIGNATURE}, ${SIGNATURE}`]],
    ['the right form, the wrong digest', ['0'.repeat(64)]],
  ])('is not valid: %s', (_, values) => {
    expect(check(...values).verdict).not.toBe('valid')
  })

  it('tells missing, malformed, multiple and mismatch apart', () => {
    expect([check(), check('abc'), check(SIGNATURE, SIGNATURE), check('0'.repeat(64))].map(one => one.code)).toEqual([
      'no-signature',
      'malformed',
      'multiple',
      'mismatch',
    ])
  })

  it('never throws and never accepts what it was not given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), fc.uint8Array(), (values, body) => {
        expect(checkSignature(values, body, [SECRET]).verdict).not.toBe('valid')
      }),
    )
  })

  it('stays linear on a value of blanks', () => {
    expect(check(`${' '.repeat(200_000)}x${' '.repeat(200_000)}y`).code).toBe('malformed')
  })
})

describe('forge', () => {
  const bytes = Buffer.from('{"event":"X","text":"héllo 💉"}')

  it('wrong-secret signs with the secret and one "x" after it', () => {
    expect(forge('wrong-secret', bytes, 'topsecret')).toEqual({
      body: bytes,
      signature: '9303beec9e7267c3213676b9eb7617f2094ce18a931f553992380fd4117fe6da',
    })
  })

  it('malformed leaves out the last digit; missing leaves out the signature', () => {
    expect(forge('malformed', bytes, 'topsecret').signature).toBe(SIGNATURE.slice(0, 63))
    expect(forge('missing', bytes, 'topsecret')).toEqual({ body: bytes, signature: undefined })
  })

  it.each([
    ['{"a":"x1y"}', '{"a":"x2y"}'],
    ['{"a":19}', '{"a":10}'],
    ['{"a":"b"}', '{"a":"b"} '],
    ['', ' '],
  ])('tampered turns %s into %s', (before, after) => {
    const wrong = forge('tampered', Buffer.from(before), 'topsecret')
    expect(Buffer.from(wrong.body).toString()).toBe(after)
    expect(wrong.signature).toBe(sign(before, 'topsecret'))
  })

  it('tampered JSON is still JSON, and never the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value)
        const changed = Buffer.from(forge('tampered', Buffer.from(text), 's').body).toString()
        expect(changed).not.toBe(text)
        expect(() => JSON.parse(changed)).not.toThrow()
      }),
    )
  })
})
