/** Random payloads: a fault is proven with no cause too many, or honestly not; what is unrelated is never proven. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainComputed } from '../../src/explain/explain-computed.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { hasPeer } from '../support/peers.js'
import { HEAVY } from '../support/tier.js'
import {
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
  SECRET,
  type Style,
  sortedKeys,
  write,
} from './bodies.js'

const text = fc.string({ unit: fc.constantFrom(...'abZ09 /<>&\'"\\+é€ñ🧊\n\u2028'), maxLength: 12 })
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.constantFrom(0.5, 1e-7, 1e21, 0.00001, 12.25),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('2026-03-06T16:42:27.000Z', '+12025550143', '', '2026-03-06T16:42:27.731Z'),
)
const name = fc.oneof(fc.constantFrom('id', 'case', 'title', 'status', 'createdAt', 'activity', '10', '2'), text)
const payload = fc.letrec(tie => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(name, tie('node'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).node
const delivered = fc.record({
  event: fc.constantFrom('ADD_CASE_DECISION', 'CREATE_CASE', 'X_NEW'),
  payload: fc.dictionary(name, payload, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
})

const ESCAPES: CauseId[] = ['json-unicode-escapes', 'json-slash-escapes', 'json-html-escapes']
const STYLES: ReadonlyArray<readonly [string, Style, CauseId[]]> = [
  ['blanks', { colon: ': ', comma: ', ' }, ['json-spacing']],
  ['indentation', { colon: ': ', indent: '  ' }, ['json-indentation']],
  ['json.dumps', python, ['json-spacing', 'json-unicode-escapes', 'json-html-escapes', 'json-numbers']],
  ['json.dumps, UTF-8', pythonUtf8, ['json-spacing', 'json-numbers']],
  ['json_encode', php, [...ESCAPES, 'json-numbers']],
  ['a Go struct', goStruct, ['json-html-escapes']],
  ['System.Text.Json', dotnet, ['json-unicode-escapes', 'json-html-escapes']],
  ['a Go map', go, ['json-html-escapes', 'json-key-order', 'json-duplicate-keys']],
  ['sorted', sortedKeys, ['json-key-order', 'json-duplicate-keys']],
  ['jsonb', jsonb, ['json-spacing', 'json-key-order', 'json-duplicate-keys']],
  ['Gson', gson, ['json-html-escapes', 'json-nulls-dropped']],
]

describe('random payloads', () => {
  test.each(STYLES)('%s', (_, style, allowed) => {
    const needsTemplate = allowed.includes('json-key-order') || allowed.includes('json-nulls-dropped')
    let proven = 0
    let damaged = 0
    fc.assert(
      fc.property(delivered, body => {
        const signed = JSON.stringify(body)
        const received = write(JSON.parse(signed), style)
        const result = explainMismatch(delivery(signed, received))
        if (received === signed) {
          expect(result).toMatchObject({ proof: 'none', causes: [] })
          return
        }
        damaged++
        if (result.proof !== 'proven') {
          expect(result.restored).toBeUndefined()
          return
        }
        proven++
        expect(result.causes.length).toBeGreaterThan(0)
        expect(allowed).toEqual(expect.arrayContaining(result.causes))
        expect(Buffer.from(result.restored!).toString()).toBe(signed)
      }),
      { numRuns: HEAVY ? 1000 : needsTemplate ? 60 : 200 },
    )
    expect(proven).toBeGreaterThan(needsTemplate ? damaged * 0.05 : damaged * 0.999)
  })
})

test('unrelated bodies and secrets prove nothing', () => {
  fc.assert(
    fc.property(delivered, fc.uint8Array({ maxLength: 200 }), fc.string(), (body, bytes, signKey) => {
      fc.pre(signKey !== '' && !SECRET.includes(signKey))
      const sent = JSON.stringify(body)
      expect(explainMismatch(delivery('{"an":"other"}', sent)).proof).not.toBe('proven')
      expect(explainMismatch(delivery('{"an":"other"}', bytes)).proof).not.toBe('proven')
      const computed = hmac('neither', signKey)
      expect(explainComputed({ ...delivery(sent, sent), computed }).proof).toBe('none')
    }),
    { numRuns: HEAVY ? 300 : 20 },
  )
})

test('a valid signature is called nothing, whatever the body', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (body, value) => {
      const input = delivery(body, body, { signKey: value, secrets: [{ label: 'main', value }] })
      expect(explainMismatch(input)).toMatchObject({ proof: 'none', causes: [] })
    }),
  )
})

test('no input makes it throw', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'{}[]",:\\u00e9\'%7B=&;<>“”\n b') }),
  )
  fc.assert(
    fc.property(anything, fc.array(anything, { maxLength: 3 }), anything, (body, signatureValues, value) => {
      const input = delivery(body, body, { signatureValues, secrets: [{ label: 'main', value }] })
      expect(explainMismatch(input).proof).not.toBe('proven')
      explainComputed({ ...input, computed: body })
    }),
    { numRuns: 300 },
  )
})

test.runIf(hasPeer('python3'))("Python's own json.dumps, sorted or not, repr and bytes", () => {
  const body = {
    event: 'X_NEW',
    payload: { b: 'Zoë <b>🧊\u007f', a: [1e-7, 1e16, 0.5, null, true, {}], c: 'it\'s "so"\\' },
  }
  const signed = JSON.stringify(body)
  const outputs: ReadonlyArray<readonly [string, CauseId[]]> = [
    ['json.dumps(d)', ['json-spacing', 'json-unicode-escapes', 'json-numbers']],
    ['json.dumps(d, ensure_ascii=False)', ['json-spacing', 'json-numbers']],
    ['json.dumps(d, indent=4)', ['json-indentation', 'json-unicode-escapes', 'json-numbers']],
    ['json.dumps(d, separators=(",", ":"))', ['json-unicode-escapes', 'json-numbers']],
    ['str(d)', ['json-numbers', 'body-stringified-object']],
    ['str(raw.encode())', ['body-stringified-object']],
    ['json.dumps(raw)', ['json-double-encoded']],
  ]
  for (const [expression, causes] of outputs) {
    const script = `import json,sys\nraw=sys.stdin.buffer.read().decode()\nd=json.loads(raw)\nsys.stdout.buffer.write((${expression}).encode())`
    const { stdout } = spawnSync('python3', ['-c', script], { input: signed })
    const result = explainMismatch(delivery(signed, stdout))
    expect({ expression, proof: result.proof, causes: result.causes }).toEqual({ expression, proof: 'proven', causes })
    const computed = explainComputed({ ...delivery(signed, signed), computed: hmac(stdout) })
    expect({ expression, proof: computed.proof }).toEqual({ expression, proof: 'proven' })
  }
})
