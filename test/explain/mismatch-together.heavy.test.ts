/** Faults together, damage of chats and tickets, what is said of copied bytes, where, and what must never be said. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { fingerprint } from '../../src/explain/fingerprint.js'
import { HEAVY } from '../support/tier.js'
import {
  decision,
  delivery,
  dotnet,
  go,
  goStruct,
  gson,
  hmac,
  jsonb,
  php,
  python,
  pythonUtf8,
  SAMPLE,
  SECRET,
  sample,
  sortedKeys,
  write,
} from './bodies.js'

const D = JSON.parse(decision)
const BODIES: ReadonlyArray<readonly [string | Uint8Array, CauseId[]]> = [
  [write(D, python), ['json-spacing', 'json-unicode-escapes']],
  [JSON.stringify(D, null, 2), ['json-indentation']],
  [write(D, go), ['json-html-escapes', 'json-key-order']],
  [write(D, gson), ['json-html-escapes', 'json-nulls-dropped']],
  [write(D, { ...gson, ...sortedKeys }), ['json-html-escapes', 'json-key-order', 'json-nulls-dropped']],
  [write(D, jsonb), ['json-spacing', 'json-key-order']],
  [write(D, dotnet), ['json-unicode-escapes', 'json-html-escapes']],
  [decision.replaceAll('.000Z', 'Z'), ['json-dates']],
  [`${decision}\n`, ['body-trailing-bytes']],
  [`\ufeff${decision}`, ['body-bom']],
  [Buffer.from(decision).toString('latin1'), ['body-latin1']],
  [Buffer.from(decision, 'utf16le'), ['body-utf16']],
  [gzipSync(decision), ['body-compressed']],
  [Buffer.from(decision).toString('base64'), ['body-base64-or-hex']],
  [encodeURIComponent(decision), ['body-form-encoded']],
  [JSON.stringify(decision), ['json-double-encoded']],
  [JSON.stringify({ body: decision }), ['body-envelope']],
  [JSON.stringify(Buffer.from(decision)), ['json-buffer-object']],
]
const KEYS: ReadonlyArray<readonly [string | Uint8Array, CauseId[]]> = [
  [SECRET, []],
  [`${SECRET}\n`, ['secret-whitespace']],
  [`"${SECRET}"`, ['secret-quotes-or-invisible']],
  ['undefined', ['secret-empty-or-undefined']],
  [Buffer.from(SECRET).toString('base64'), ['secret-encoding']],
  [SECRET.toUpperCase(), ['secret-case-or-charset']],
  ['the other', ['secret-of-another-environment']],
]
const FORMS: ReadonlyArray<readonly [(hex: string) => string, CauseId[]]> = [
  [hex => hex, []],
  [hex => `sha256=${hex}`, ['header-format']],
  [hex => Buffer.from(hex, 'hex').toString('base64'), ['header-encoding']],
  [hex => hex.slice(0, 40), ['signature-truncated']],
]

test('a fault of the body, one of the secret and one of the header, all together', () => {
  const suspects = [{ label: 'old', value: 'the other' }]
  let count = 0
  for (const [received, bodyCauses] of BODIES) {
    for (const [signKey, keyCauses] of KEYS) {
      for (const [form, formCauses] of FORMS) {
        if (!HEAVY && count++ % 3 !== 0) continue
        const signatureValues = [form(hmac(decision, signKey))]
        const result = explainMismatch(delivery(decision, received, { signatureValues, suspects }))
        const wanted = [...bodyCauses, ...keyCauses, ...formCauses].toSorted()
        expect({ proof: result.proof, causes: result.causes.toSorted(), tried: result.tried }).toMatchObject({
          proof: 'proven',
          causes: wanted,
        })
      }
    }
  }
})

const smart = (text: string) => text.replace(/"/g, '“').replaceAll("'", '’')

const TYPED: ReadonlyArray<readonly [string, string]> = [
  ['smart quotes', smart(sample)],
  ['smart quotes of both sides', sample.replace(/"([^"]*)"/g, '“$1”')],
  ['no-break spaces', sample.replaceAll(' ', '\u00a0')],
  ['smart quotes and no-break spaces', smart(sample).replaceAll(' ', '\u00a0')],
  ['dashes', sample.replaceAll('-', '–')],
  ['a zero-width space', sample.replace('payment', 'pay\u200bment')],
  [
    'automatic mail links',
    sample.replace('zoe.nunez+care@example.com', '<mailto:zoe.nunez+care@example.com|zoe.nunez+care@example.com>'),
  ],
  ['a soft line break in a text', sample.replace('Zoë <b>', 'Zoë\n<b>')],
]

describe('chats and tickets', () => {
  test.each(TYPED)('%s', (_, received) => {
    const result = explainMismatch(delivery(sample, received, { trust: 'typed' }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['body-typographic'] })
    expect(result.summary).toContain('the secret and the signature are right; this text differs from what was signed')
    expect(result.summary).toContain('if the receiver hashed this very text')
  })

  test('links', () => {
    const signed = JSON.stringify({ event: 'X', url: 'https://files.example.com/a?b=1' })
    for (const link of [
      '<https://files.example.com/a?b=1>',
      '[https://files.example.com/a?b=1](https://files.example.com/a?b=1)',
    ]) {
      const received = signed.replace('https://files.example.com/a?b=1', link)
      expect(explainMismatch(delivery(signed, received))).toMatchObject({
        proof: 'proven',
        causes: ['body-typographic'],
      })
    }
  })

  test('damage that cannot be undone is likely', () => {
    const result = explainMismatch(delivery('{"other":1}', smart(sample), { trust: 'typed' }))
    expect(result).toMatchObject({ proof: 'likely', causes: ['body-typographic'] })
  })
})

test('a signature made by openssl', () => {
  const signatureValues = ['4839809570279e1997c7089f97ff0b123ae5f4fcbf38ed81782572caf82fbe8a']
  const result = explainMismatch(
    delivery('', '{\n  "event": "CREATE_CASE",\n  "payload": {\n    "note": "Zo\\u00eb & co"\n  }\n}\n', {
      signatureValues,
    }),
  )
  expect(result).toMatchObject({ proof: 'proven', causes: ['json-indentation', 'json-unicode-escapes'] })
})

test('where it differs is shown masked', () => {
  const { where } = explainMismatch(delivery(sample, sample.replace('"amount":', '"amount": ')))
  expect(where).toEqual({
    offset: sample.indexOf('"amount":') + 9,
    text: 'xxxx": 99,"xxx":',
    hex: '78 78 78 78 22 3a 20 39 39 2c 22 78 78 78 22 3a',
  })
})

test('nothing that is said holds a value', () => {
  const planted = JSON.stringify({ event: 'CREATE_CASE', payload: { name: 'PlantedName', id: 'PlantedId' } })
  for (const received of [write(JSON.parse(planted), python), planted.slice(0, 40), `${planted}\n`, smart(planted)]) {
    for (const signKey of [SECRET, 'unknown']) {
      const { restored, ...said } = explainMismatch(delivery(planted, received, { signKey }))
      expect(JSON.stringify(said)).not.toMatch(/Planted/)
      expect(JSON.stringify(said)).not.toContain(SECRET)
    }
  }
})

test.each([
  [write(SAMPLE, python), "Python's json.dumps"],
  [write(SAMPLE, pythonUtf8), "Python's json.dumps"],
  [write(SAMPLE, php), "PHP's json_encode"],
  [write(SAMPLE, go), "Go's encoding/json with a map"],
  [write(SAMPLE, goStruct), "Go's encoding/json with a struct"],
  [write(SAMPLE, gson), 'Gson'],
  [write(SAMPLE, dotnet), 'System.Text.Json'],
  [write(SAMPLE, jsonb), "PostgreSQL's jsonb"],
  [JSON.stringify(SAMPLE, null, 2), 'two blanks'],
])('fingerprint %#: %s', (text, name) => {
  expect(fingerprint(text)).toContain(`looks like ${name.includes('two') ? 'JSON pretty-printed with two' : name}`)
})

test("the sender's own writing has no fingerprint", () => {
  expect(fingerprint(sample.replaceAll('.000Z', '.001Z'))).toBeUndefined()
})
