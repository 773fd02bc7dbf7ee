import { describe, expect, test } from 'vitest'
import { validate, validateBody } from '../../src/events/validate.js'
import { bodyOf } from './bodies.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const compact = (body: unknown) => bytes(JSON.stringify(body))

test('gives the parsed body, so that nobody parses it twice', () => {
  const body = bodyOf('ADD_CASE_COMMENT')
  expect(validateBody(compact(body))).toEqual({ event: 'ADD_CASE_COMMENT', shape: 'event', findings: [], body })
})

describe('not JSON', () => {
  test.each<[text: string, says: string]>([
    ['', 'at character 1: the text ends too early'],
    ['{"event":"CREATE_CASE","payload":{', 'at character 35: the text ends too early'],
    ['{"event":"CREATE_CASE",}', 'at character 24: expected a member name in double quotes'],
    ["{'event':1}", 'at character 2: expected a member name in double quotes'],
    ['{"event" 1}', 'at character 10: expected a colon after the member name'],
    ['{"event":undefined}', 'at character 10: expected a value'],
    ['[1 2]', 'at character 4: expected a comma, or the end of an object or array'],
    ['[1}', 'at character 3: expected a comma, or the end of an object or array'],
    ['{} {}', 'at character 4: expected nothing after the value'],
    ['"a\nb"', 'at character 3: expected control characters to be escaped'],
    ['"\\x41"', 'at character 3: expected an escape that JSON knows'],
    ['"\\u00g1"', 'at character 6: expected four hex digits'],
    ['01', 'at character 2: expected nothing after the value'],
    ['-', 'at character 2: the text ends too early'],
    ['[1.]', 'at character 4: expected a digit'],
    ['[1e+]', 'at character 5: expected a digit'],
    ['\ufeff{}', 'at character 1: expected a value'],
  ])('%j', (text, says) => {
    expect(validateBody(bytes(text))).toEqual({
      event: undefined,
      shape: 'unknown',
      body: undefined,
      findings: [{ severity: 'error', code: 'not-json', path: '', message: `the body cannot be read as JSON ${says}` }],
    })
  })

  test('bytes that are not UTF-8', () => {
    const { findings } = validateBody(Uint8Array.of(0x22, 0xff, 0x22))
    expect(findings).toEqual([{ severity: 'error', code: 'not-json', path: '', message: 'the body is not UTF-8' }])
  })

  test('nothing of the body is quoted', () => {
    for (const text of ['{"event": Jane Doe}', '{"dob":"1987-11-23', '{"email":jane@example.com}']) {
      expect(validateBody(bytes(text)).findings[0]!.message).not.toMatch(/jane|1987|doe/i)
    }
  })

  test('nesting beyond the limit is not followed', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(validateBody(bytes(nested(500))).findings.map(one => one.code)).toEqual(['wrong-type'])
    expect(validateBody(bytes(nested(501))).findings[0]!.message).toContain('nested deeper than 500 levels')
    expect(validateBody(bytes('{"a":'.repeat(1_000_000))).findings[0]!.message).toContain('nested deeper')
  })
})

describe('names that stand twice', () => {
  const duplicates = (text: string) =>
    validateBody(bytes(text))
      .findings.filter(one => one.code === 'duplicate-key')
      .map(one => one.path)

  test.each<[text: string, paths: string[]]>([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"a":2,"a":3}', ['a', 'a']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"a":{"x":1},"b":{"x":1}}', []],
    ['[{"x":1},{"x":1,"x":2}]', ['[1].x']],
    ['{"a":[[],{"b":[{"c":1,"c":1}]}]}', ['a[1].b[0].c']],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
    ['{"Jane Doe":1,"Jane Doe":2}', ['["<masked>"]']],
    ['{"__proto__":1,"__proto__":2}', ['["<masked>"]']],
  ])('%s', (text, paths) => expect(duplicates(text)).toEqual(paths))

  test('are a warning, also where the value was parsed by somebody else', () => {
    const text = JSON.stringify(bodyOf('CREATE_CASE')).replace('"case":', '"case":null,"case":')
    expect(validate(JSON.parse(text), { text }).findings).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'duplicate-key', path: 'payload.case' }),
    ])
  })
})
