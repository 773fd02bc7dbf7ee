/** Bodies that were read as JSON and written again: each cause by its exact ids. */
import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import {
  decision,
  deleted,
  delivery,
  dotnet,
  go,
  goStruct,
  gson,
  jsonb,
  php,
  python,
  pythonUtf8,
  SAMPLE,
  type Style,
  sample,
  sortedKeys,
  write,
} from './bodies.js'

const SAMPLE_ROWS: ReadonlyArray<readonly [string, string | Style, CauseId[]]> = [
  ['ensure_ascii=False', { ...pythonUtf8, number: String }, ['json-spacing']],
  ['blanks after colons alone', { colon: ': ' }, ['json-spacing']],
  ['json.dumps', python, ['json-spacing', 'json-unicode-escapes', 'json-numbers']],
  ['json.dumps without blanks', { ...python, colon: ':', comma: ',', number: String }, ['json-unicode-escapes']],
  ['JSON.stringify(x, null, 2)', JSON.stringify(SAMPLE, null, 2), ['json-indentation']],
  ['tabs and a final newline', `${JSON.stringify(SAMPLE, null, '\t')}\n`, ['json-indentation']],
  ['four blanks and CRLF', JSON.stringify(SAMPLE, null, 4).replaceAll('\n', '\r\n'), ['json-indentation']],
  [
    'upper-case escapes',
    {
      text: one =>
        one.replace(/[\u0080-\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
    },
    ['json-unicode-escapes'],
  ],
  ['slashes', sample.replaceAll('/', '\\/'), ['json-slash-escapes']],
  ['json_encode', php, ['json-unicode-escapes', 'json-slash-escapes', 'json-numbers']],
  ['a Go struct', goStruct, ['json-html-escapes']],
  ['a Go struct, Encoder', `${write(SAMPLE, goStruct)}\n`, ['json-html-escapes', 'body-trailing-bytes']],
  ['System.Text.Json', dotnet, ['json-unicode-escapes', 'json-html-escapes']],
  ['1.0 and 50.0', sample.replace(':50,', ':50.0,'), ['json-numbers']],
  ['1E+16', sample.replace('10000000000000000', '1E+16'), ['json-numbers']],
  ['dates without .000', sample.replaceAll('.000Z', 'Z'), ['json-dates']],
  ['dates with +00:00', sample.replace(/(\.\d{3})Z/g, '$1+00:00'), ['json-dates']],
  ['dates with seven digits', sample.replace(/(\.\d{3})Z/g, '$10000Z'), ['json-dates']],
  [
    'dates of .NET',
    sample.replace(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g, (_all, iso: string) => `"/Date(${Date.parse(iso)})/"`),
    ['json-dates'],
  ],
  ['plus signs', sample.replaceAll('+', ' '), ['json-plus-as-space']],
  [
    'htmlspecialchars',
    {
      value: v =>
        typeof v === 'string'
          ? v
              .replaceAll('&', '&amp;')
              .replaceAll('<', '&lt;')
              .replaceAll('>', '&gt;')
              .replaceAll('"', '&quot;')
              .replaceAll("'", '&#039;')
          : v,
    },
    ['json-html-values'],
  ],
  ['a name twice', sample.replace('"amount":50', '"amount":49,"amount":50'), ['json-duplicate-keys']],
  ['{} as []', sample.replace('{}', '[]'), ['json-empty-containers']],
  ['stringified twice', JSON.stringify(sample), ['json-double-encoded']],
  ['quotes escaped', JSON.stringify(sample).slice(1, -1), ['json-double-encoded']],
  ['a stringified Buffer', JSON.stringify(Buffer.from(sample)), ['json-buffer-object']],
  ['a stringified Uint8Array', JSON.stringify(new Uint8Array(Buffer.from(sample))), ['json-buffer-object']],
  ['the payload alone', JSON.stringify(SAMPLE.payload), ['json-part-signed']],
  [
    'spaced and dates',
    write(SAMPLE, pythonUtf8).replaceAll('.000Z', 'Z'),
    ['json-spacing', 'json-numbers', 'json-dates'],
  ],
]

describe('a synthetic body', () => {
  test.each(SAMPLE_ROWS)('%s', (_, damage, causes) => {
    const received = typeof damage === 'string' ? damage : write(SAMPLE, damage)
    const result = explainMismatch(delivery(sample, received))
    expect(result).toMatchObject({ proof: 'proven', causes, secret: 'main' })
    expect(Buffer.from(result.restored!).toString()).toBe(sample)
  })

  test('only a part was signed', () => {
    const result = explainMismatch(delivery(JSON.stringify(SAMPLE.payload), sample))
    expect(result).toMatchObject({ proof: 'proven', causes: ['json-part-signed'] })
  })
})

const DECISION_ROWS: ReadonlyArray<readonly [string, Style, CauseId[]]> = [
  ['sorted', sortedKeys, ['json-key-order']],
  ['jsonb', jsonb, ['json-spacing', 'json-key-order']],
  ['a Go map', go, ['json-html-escapes', 'json-key-order']],
  ['without nulls', { skip: value => value === null }, ['json-nulls-dropped']],
  ['Gson', gson, ['json-html-escapes', 'json-nulls-dropped']],
  ['Gson, sorted', { ...gson, ...sortedKeys }, ['json-html-escapes', 'json-key-order', 'json-nulls-dropped']],
  ['empty texts as null', { value: one => (one === '' ? null : one) }, ['json-empty-strings']],
  ['[] as null', { value: one => (Array.isArray(one) && one.length === 0 ? null : one) }, ['json-empty-containers']],
  [
    'dates as milliseconds',
    { value: one => (typeof one === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(one) ? Date.parse(one) : one) },
    ['json-dates'],
  ],
  ['numbers as texts', { value: one => (typeof one === 'number' ? String(one) : one) }, ['json-numbers']],
  ['[] as {}', { value: one => (Array.isArray(one) && one.length === 0 ? {} : one) }, ['json-empty-containers']],
]

describe.each([
  ['ADD_CASE_DECISION', decision],
  ['DECISION_DELETED', deleted],
])('%s, whose order is known', (_, signed) => {
  test.each(DECISION_ROWS)('%s', (_name, style, causes) => {
    const result = explainMismatch(delivery(signed, write(JSON.parse(signed), style)))
    expect(result).toMatchObject({ proof: 'proven', causes })
    expect(Buffer.from(result.restored!).toString()).toBe(signed)
  })
})
