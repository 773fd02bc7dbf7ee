/** The small grammars that users write: durations, sizes, paths, statuses. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPath, getAt, type Json, mergeInto, parsePath, setAt, unsetAt } from '../../src/core/path.js'
import { ACCEPTED, parseStatuses, REFUSED } from '../../src/core/status.js'
import {
  formatDuration,
  formatSize,
  grouped,
  parseDuration,
  parsePositiveDuration,
  parseSize,
} from '../../src/core/units.js'

describe('durations and sizes', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['2m', 120_000],
    ['250', 250],
    ['1.5s', 1500],
    ['1h', 3_600_000],
    ['0', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each([
    ['64kb', 65_536],
    ['2mb', 2_097_152],
    ['100', 100],
    ['1.5KB', 1536],
  ])('%s is %i bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes)
  })

  it.each(['', 'soon', '10 s x', '-1s', '1e3', '1d', 'NaN'])('"%s" is no duration', text => {
    expect(() => parseDuration(text, '--timeout')).toThrow(/--timeout: ".*" is not a duration/)
  })

  it('a duration may not be longer than a timer, and where it must be one, not nothing', () => {
    expect(() => parseDuration('99999h', '--timeout')).toThrow('--timeout: "99999h" is too long: 24 days at most')
    expect(() => parsePositiveDuration('0s', '--timeout')).toThrow('--timeout must be at least 1 ms')
    expect(parsePositiveDuration('1', '--timeout')).toBe(1)
  })

  it.each(['', '1tb', '-5', '9999999999gb'])('"%s" is no size', text => {
    expect(() => parseSize(text)).toThrow(/is not a size/)
  })

  it('writes them for people', () => {
    expect([0.42, 12.4, 1234, 125_000].map(formatDuration)).toEqual(['0.4 ms', '12 ms', '1.2 s', '2 m 5 s'])
    expect([999.6, 59_940, 59_960, 119_700].map(formatDuration)).toEqual(['1 s', '59.9 s', '1 m', '2 m'])
    expect([1, 512, 4300, 26_214_400].map(formatSize)).toEqual(['1 byte', '512 bytes', '4.2 kB', '25 MB'])
  })
})

describe('paths', () => {
  it('reads and writes the one syntax', () => {
    expect(parsePath('payload.decision.medInfo[0].dosage')).toEqual(['payload', 'decision', 'medInfo', 0, 'dosage'])
    expect(parsePath('["odd.key"].a["b\\"c"]')).toEqual(['odd.key', 'a', 'b"c'])
    expect(formatPath(['odd.key', 'a', 'b"c', 3])).toBe('["odd.key"].a["b\\"c"][3]')
  })

  it('round-trips any names but __proto__', () => {
    const segment = fc.oneof(
      fc.string({ unit: 'binary' }).filter(name => name !== '__proto__'),
      fc.nat(9999),
    )
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), path => {
        expect(parsePath(formatPath(path))).toEqual(path)
      }),
    )
  })

  it.each(['', '.a', 'a.', 'a..b', 'a[', 'a[x]', 'a b', 'a["x]', '__proto__.x', 'a["__proto__"]', 'a[999999]'])(
    'refuses "%s"',
    text => {
      expect(() => parsePath(text)).toThrow(expect.objectContaining({ code: 'usage' }))
    },
  )

  it('quotes of a long one only the beginning', () => {
    const long = 'a'.repeat(5000)
    for (const wrong of [`${long}..`, `${long}[999999]`]) {
      expect(() => parsePath(wrong)).toThrow(/^path "a{40}\.\.\."/)
    }
    expect(() => setAt({ t: 1 }, ['t', long], 1)).toThrow(/^t\.a{78}\.\.\.: t is a number$/)
  })

  it('sets, extends an array by one, makes objects on the way, and refuses to go through a text', () => {
    const body: Json = { a: [{ b: 1 }], t: 'text' }
    setAt(body, parsePath('a[1].c.d'), true)
    expect(body).toEqual({ a: [{ b: 1 }, { c: { d: true } }], t: 'text' })
    expect(() => setAt(body, parsePath('a[5]'), 1)).toThrow(/a is an array of 2/)
    expect(() => setAt(body, parsePath('t.x'), 1)).toThrow(/t is a string/)
  })

  it('removes members and items', () => {
    const body: Json = { a: [1, 2, 3], b: null }
    expect([unsetAt(body, ['a', 1]), unsetAt(body, ['b']), unsetAt(body, ['c'])]).toEqual([true, true, false])
    expect(body).toEqual({ a: [1, 3] })
  })

  it('never reaches a prototype', () => {
    const body: Json = {}
    setAt(body, ['constructor', 'prototype', 'polluted'], true)
    expect(getAt({}, ['toString'])).toBeUndefined()
    expect(() => mergeInto({}, JSON.parse('{"a":{"__proto__":{"polluted":1}}}'))).toThrow(/__proto__/)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('statuses', () => {
  it.each([
    ['2xx', 204, true],
    ['2xx', 301, false],
    ['200,202', 202, true],
    ['200,202', 201, false],
    ['4xx,!404', 401, true],
    ['4xx,!404', 404, false],
    ['!500', 200, true],
  ])('%s and %i: %s', (text, status, fits) => {
    expect(parseStatuses(text).matches(status)).toBe(fits)
  })

  it.each(['', '2x', '600', 'ok', '200-299', '200;201'])('refuses "%s"', text => {
    expect(() => parseStatuses(text)).toThrow(/not a list of statuses/)
  })

  it('takes a 4xx that judged the request as a refusal, and nothing else', () => {
    const refusals = [200, 302, 400, 401, 403, 404, 405, 408, 409, 413, 419, 422, 429, 500].filter(status =>
      REFUSED.matches(status),
    )
    expect(refusals).toEqual([400, 401, 403, 409, 422])
    expect([199, 200, 204, 299, 300].filter(status => ACCEPTED.matches(status))).toEqual([200, 204, 299])
  })
})

it.each<[number, string]>([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [22_874, '22,874'],
  [1_234_567, '1,234,567'],
])('%d is shown as %s', (count, shown) => expect(grouped(count)).toBe(shown))
