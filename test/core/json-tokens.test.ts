/** Tokens keep every spelling; writers change only what they are told to. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ESCAPES, jsNumber, pythonNumber, styledString } from '../../src/core/json-spelling.js'
import { isTokens, type JsonTokens, tokenize } from '../../src/core/json-tokens.js'
import { treeOf } from '../../src/core/json-tree.js'
import { compactTokens, writeTree } from '../../src/core/json-write.js'

const tokens = (text: string) => tokenize(text) as JsonTokens
const RAW = { strings: 'raw', numbers: 'raw' } as const
const JS = { strings: 'js', numbers: 'js' } as const

describe('tokenize', () => {
  test('agrees with JSON.parse on what is JSON', () => {
    const jsonish = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0e9-.+tnf1 ', 'true', 'null', '"a"', '\n') })
    fc.assert(
      fc.property(jsonish, text => {
        let good = true
        try {
          JSON.parse(text)
        } catch {
          good = false
        }
        expect(isTokens(tokenize(text))).toBe(good)
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['{"a":', 5, true],
    ['{"a":tr', 7, true],
    ['{"a":"x', 7, true],
    ['{"a" 1}', 5, false],
    ['[1,]', 3, false],
    ['[1]]', 3, false],
    ['', 0, true],
  ])('%j stops at %i', (text, offset, early) => {
    expect(tokenize(text)).toEqual({ offset, early })
  })

  test('any depth', () => {
    const deep = tokens('['.repeat(100_000) + ']'.repeat(100_000))
    expect(deep.depth).toBe(100_000)
    expect(treeOf(deep)).toBeUndefined()
    expect(compactTokens(deep, JS)).toHaveLength(200_000)
  })
})

describe('writers', () => {
  test('keep spelling, duplicates and large integers', () => {
    const text = '{ "a" : 1.0 , "a":12345678901234567890,\n"\\u00e9":"\\/" }'
    expect(compactTokens(tokens(text), RAW)).toBe('{"a":1.0,"a":12345678901234567890,"\\u00e9":"\\/"}')
    expect(compactTokens(tokens(text), JS)).toBe('{"a":1,"a":12345678901234567890,"é":"/"}')
    expect(writeTree(treeOf(tokens(text))!)).toBe('{"a":1.0,"a":12345678901234567890,"é":"/"}')
  })

  test('undo what JSON.stringify indents', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        const compact = JSON.stringify(value)
        const written = tokens(JSON.stringify(value, null, indent))
        expect(compactTokens(written, JS)).toBe(compact)
        expect(writeTree(treeOf(written)!)).toBe(compact)
        const style = { indent: '  ', colon: ': ' }
        expect(writeTree(treeOf(written)!, style)).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  test.each([
    ['50.0', '50'],
    ['1E2', '100'],
    ['1e-05', '0.00001'],
    ['1e-07', '1e-7'],
    ['1e+16', '10000000000000000'],
    ['-0', '0'],
    ['1e999', '1e999'],
    ['12345678901234567890', '12345678901234567890'],
  ])('jsNumber %s is %s', (raw, js) => {
    expect(jsNumber(raw)).toBe(js)
  })

  test.each([
    ['0.00001', '1e-05'],
    ['1e-7', '1e-07'],
    ['0.5', '0.5'],
    ['0.0001', '0.0001'],
    ['1e21', '1e+21'],
    ['50', '50'],
  ])('pythonNumber %s is %s', (raw, python) => {
    expect(pythonNumber(raw)).toBe(python)
  })

  test('escape styles', () => {
    expect(styledString('é</+"', ESCAPES.ascii)).toBe('"\\u00e9</+\\""')
    expect(styledString('é</+"', ESCAPES.php)).toBe('"\\u00e9<\\/+\\""')
    expect(styledString('é</+"', ESCAPES.go)).toBe('"é\\u003c/+\\""')
    expect(styledString('é</+"', ESCAPES.dotnet)).toBe('"\\u00E9\\u003C/\\u002B\\u0022"')
  })
})
