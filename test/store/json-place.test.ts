/** The lines of members of a JSON file, and where a file stops being JSON. */
import { describe, expect, it } from 'vitest'
import { jsonFault, lineOf } from '../../src/store/json-place.js'

const TEXT = `
{ "a": [1, {"b": "}]\\""},
  [],
  { "c": null
    , "e\\u0301": -1.5e+3 } ],
  "d":
    { "e": {} }
}
`

describe('a member stands', () => {
  it.each([
    [[], 2],
    [['a'], 2],
    [['a', 1, 'b'], 2],
    [['a', 2], 3],
    [['a', 3], 4],
    [['a', 3, 'c'], 4],
    [['a', 3, 'e\u0301'], 5],
    [['d'], 6],
    [['d', 'e'], 7],
    [['d', 'e', 'missing'], 7],
    [['a', 9, 'b'], 2],
    [['a', 2, 0], 3],
    [['z'], 2],
    [['a', 0, 'b'], 2],
  ])('%j in line %i', (path, line) => {
    expect(lineOf(TEXT, path)).toBe(line)
  })
})

describe('a text stops being JSON', () => {
  it.each([
    ['', '1:1', 'the text ends too early'],
    ['{"a":1,}', '1:8', 'expected a member name in double quotes'],
    ['[1,\n2 3]', '2:3', 'expected a comma, or the end of an object or array'],
    ['{\n  // why\n}', '2:3', 'a comment, which JSON does not have'],
    ['{"a": 1 /* why */}', '1:9', 'a comment, which JSON does not have'],
    ['{"a": "x\n}', '1:9', 'a text without its closing quote'],
    ["{'a': 1}", '1:2', 'expected a member name in double quotes'],
    ['{"a": tru}', '1:7', 'expected a value'],
    ['{} {}', '1:4', 'expected nothing after the value'],
  ])('%j at %s: %s', (text, place, why) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(jsonFault(text)).toEqual({ place, why })
  })
})
