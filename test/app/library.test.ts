/** The library's `explain` and `parseCaptures` misused: every mistake is an error with a code, none a fault of ours. */
import { expect, it } from 'vitest'
import { explain, fixture, parseCaptures } from '../../src/index.js'

const input = { body: '{}', headers: {} }
it.each<[string, () => unknown, string]>([
  ['explain without anything', () => explain(undefined as never, { secret: 'a' }), 'usage'],
  ['a parsed body', () => explain({ body: {} as never, headers: {} }, { secret: 'a' }), 'usage'],
  ['a digest that is a number', () => explain({ ...input, computed: 5 as never }, { secret: 'a' }), 'usage'],
  ['an unknown trust', () => explain({ ...input, trust: 'full' as never }, { secret: 'a' }), 'usage'],
  ['an empty secret', () => explain(input, { secret: '' }), 'empty-secret'],
  [
    'a suspect that is unset',
    () => explain(input, { secret: 'a', suspects: { old: undefined as never } }),
    'empty-secret',
  ],
  ['explain without options', () => explain({ ...input, trust: 'full' as never }, null as never), 'usage'],
  ['parseCaptures without options', () => parseCaptures('hello', null as never), 'bad-capture'],
  ['a fixture of nothing', () => fixture(undefined as never, null as never), 'usage'],
  ['parseCaptures without anything', () => parseCaptures(undefined as never), 'usage'],
  ['an object for a recording', () => parseCaptures({} as never), 'usage'],
  ['an unknown format', () => parseCaptures('{}', { format: 'pcap' as never }), 'usage'],
  ['what is no recording', () => parseCaptures('hello'), 'bad-capture'],
])('%s', (_title, misuse, code) => {
  expect(misuse).toThrow(expect.objectContaining({ name: 'CvHookError', code }))
})

it('explains with the fix for the framework that is named, else for the fault alone', () => {
  // printf '{"event":"CREATE_CASE","payload":{}}' | openssl dgst -sha256 -hmac whk_demo
  const headers = { 'x-cv-signature': 'cb6c20ad471347e60330384aad8fd748b15b94d71617262d2910a8b8b52ea093' }
  const spaced = { body: '{"event": "CREATE_CASE", "payload": {}}', headers }
  const told = explain(spaced, { secret: 'whk_demo' })
  expect(told).toMatchObject({ proof: 'proven', causes: ['json-spacing'] })
  expect(told.fix).toMatch(/bytes/)
  const express = explain({ ...spaced, framework: 'express' }, { secret: 'whk_demo' })
  expect(express.fix).toContain('express.raw')
  expect(express.framework).toEqual({ id: 'express', title: 'Express', guessed: false })
  expect(() => explain({ ...spaced, framework: 'expresso' }, { secret: 'whk_demo' })).toThrow(
    expect.objectContaining({ code: 'usage' }),
  )
  const unknown = explain({ ...spaced, computed: 'ab'.repeat(32) }, { secret: 'whk_demo' })
  expect(unknown.fix).not.toContain('Give the digest that the receiver computed')
})

it('reads a recording given as text, without a name', () => {
  const { deliveries } = parseCaptures('{"event":"CREATE_CASE","payload":{}}')
  expect(deliveries).toMatchObject([{ source: 'capture', format: 'body' }])
})
