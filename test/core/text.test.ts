/** Text from outside, secrets, seeds and suggestions. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable } from '../../src/core/printable.js'
import { newSeed, seededBytes, seedTime } from '../../src/core/random.js'
import { secretFromFile, secretWarnings } from '../../src/core/secrets.js'
import { nearest } from '../../src/core/suggest.js'

describe('printable', () => {
  it('shows what would act on a terminal or hide in it', () => {
    expect(printable('a\x1b[31mb\r\n\u202ec\u200bd\ufeff')).toBe('a\\x1b[31mb\\r\\n\\u202ec\\u200bd\\ufeff')
    expect(printable('\ud800x\u{e0041}')).toBe('\\ud800x\\u{e0041}')
  })

  it('leaves accents, emoji and other scripts alone', () => {
    expect(printable('Zoë 💉 漢字 עברית')).toBe('Zoë 💉 漢字 עברית')
  })

  it('lets through no control character at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})

describe('secrets', () => {
  it.each([
    ['"quoted"', /wrapped in quotes/],
    [' blank', /blanks or line breaks around/],
    ['a b', /blanks or line breaks inside/],
    ['CV_SECRET=abc', /NAME=/],
    ['Bearer abc', /Bearer/],
    ['abc\u200b', /invisible/],
    ['$CV_SECRET', /not expanded/],
    ['undefined', /placeholder/],
  ])('warns of %j without quoting it', (value, warning) => {
    const warnings = secretWarnings(value)
    expect(warnings.join()).toMatch(warning)
    expect(warnings.join()).not.toContain('abc')
  })

  it.each(['dG9wc2VjcmV0=', 'whsec_x', 'p@ss/word+1', "it's"])('has nothing to say of %s', value => {
    expect(secretWarnings(value)).toEqual([])
  })

  it('drops one newline at the end of a file, and says so', () => {
    expect(secretFromFile('abc\r\n')).toEqual({ value: 'abc', droppedNewline: true })
    expect(secretFromFile('abc\n\n').value).toBe('abc\n')
    expect(secretFromFile(' abc')).toEqual({ value: ' abc', droppedNewline: false })
  })
})

describe('seeds', () => {
  it('give the same bytes however they are asked for', () => {
    const whole = Buffer.from(seededBytes('a')(40_000))
    const pieces = seededBytes('a')
    expect(Buffer.concat([pieces(1), pieces(16), pieces(20_000), pieces(19_983)])).toEqual(whole)
    expect(Buffer.from(seededBytes('b')(16))).not.toEqual(whole.subarray(0, 16))
  })

  it('of our own hold the moment; others stand for a moment of 2026', () => {
    expect(seedTime(newSeed(1_795_000_000_000, new Uint8Array([1, 2, 3])))).toBe(1_795_000_000_000)
    expect(new Date(seedTime('42')).getUTCFullYear()).toBe(2026)
    expect(seedTime('42')).toBe(seedTime('42'))
  })
})

describe('nearest', () => {
  const known = ['ADD_CASE_DECISION', 'DECISION_DELETED', 'PAYMENT_ADDED', 'ORDER_CREATED']
  it.each([
    ['ADD_CASE_DESICION', 'ADD_CASE_DECISION'],
    ['addcasedecison', 'ADD_CASE_DECISION'],
    ['PAYMENT_ADD', 'PAYMENT_ADDED'],
    ['decision', 'DECISION_DELETED'],
  ])('%s: %s', (written, name) => {
    expect(nearest(written, known)).toContain(name)
  })

  it('stays silent when nothing is near', () => {
    expect(nearest('zzz', known)).toEqual([])
  })
})
