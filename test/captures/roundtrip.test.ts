/** What is written in a format comes back byte for byte, and a file that is cut off never gives a whole delivery that was none. */
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAPTURE_FORMATS } from '../../src/captures/delivery.js'
import { CvHookError } from '../../src/core/errors.js'
import { HEAVY } from '../support/tier.js'
import { BODY, PLAIN, read, readOne, SIGNATURE, textOf } from './sample.js'
import { csvField, nginx, OF_BYTES, OF_TEXT } from './writers.js'

const DIFFICULT = [
  'Zoë 💉 \'"`\\ \r\n\t\0 $(x) \u0024{y} %00 ^ ! \u2028\ufeff',
  BODY,
  '',
  '\n',
  "'",
  '@file',
  'POST / HTTP/1.1\r\n\r\n',
]

const runs = HEAVY ? 3000 : 50
/** Bytes between two cuts: every place in the heavy tier, and many of them else. */
const STEP = HEAVY ? 1 : 11

describe.each(Object.entries(OF_BYTES))('%s', (name, write) => {
  // A word of a shell cannot hold NUL.
  const usable = (bytes: Uint8Array) => (name.startsWith('curl command') ? bytes.filter(byte => byte !== 0) : bytes)

  it('holds any bytes', () => {
    const check = (bytes: Uint8Array) => {
      const body = Buffer.from(usable(bytes))
      const one = readOne(write(body))
      expect(Buffer.compare(Buffer.from(one.body!), body)).toBe(0)
      expect(one.complete).toBe(true)
      expect(one.lossy).toBeUndefined()
    }
    for (const text of DIFFICULT) check(Buffer.from(text))
    const bytes = fc.uint8Array({ maxLength: 200 })
    const text = fc.string({ unit: 'binary' }).map(value => new Uint8Array(Buffer.from(value)))
    fc.assert(fc.property(fc.oneof(bytes, text), check), { numRuns: runs })
  })
})

describe.each(Object.entries(OF_TEXT))('%s', (_, write) => {
  it('holds any text', () => {
    const check = (text: string) => {
      const body = Buffer.from(text)
      const one = readOne(write(body))
      expect(Buffer.compare(Buffer.from(one.body!), body)).toBe(0)
      expect(one.complete).toBe(true)
    }
    for (const text of DIFFICULT) check(text)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), check), { numRuns: runs })
  })
})

describe('logs', () => {
  const payload = fc.jsonValue({ maxDepth: 4 }).filter(value => !JSON.stringify(value).includes('__proto__'))
  const event = fc.record({ event: fc.constant('REOPEN_CASE'), payload }).map(value => JSON.stringify(value))
  const found = (log: string) => textOf(read(log, { format: 'text' }).deliveries[0])

  it('hold JSON as it was, plain and in texts', () => {
    fc.assert(
      fc.property(event, body => {
        expect(found(`got ${body} end`)).toBe(body)
        expect(found(JSON.stringify({ level: 30, body }))).toBe(body)
        expect(found(JSON.stringify({ message: JSON.stringify({ body }) }))).toBe(body)
        expect(found(JSON.stringify({ data: Buffer.from(body) }))).toBe(body)
        expect(found(`1 "${nginx(body)}" 2`)).toBe(body)
        expect(found(`1,${csvField(body)},2`)).toBe(body)
        expect(found(`rt=1 body=${nginx(body)} rt=2`)).toBe(body)
      }),
      { numRuns: runs },
    )
  })

  it('hold what Node prints of an object', () => {
    fc.assert(
      fc.property(event, body => {
        const value = JSON.parse(body) as unknown
        const options = { depth: Number.POSITIVE_INFINITY, maxStringLength: null, maxArrayLength: null }
        expect(found(`req.body: ${inspect(value, options)}`)).toBe(JSON.stringify(value))
        expect(found(inspect(value, { ...options, breakLength: Number.POSITIVE_INFINITY }))).toBe(JSON.stringify(value))
        expect(found(inspect([body], options))).toBe(body)
      }),
      { numRuns: runs },
    )
  })
})

describe('files that are cut off', () => {
  const logs = {
    'a log line': `INFO ${PLAIN} ok`,
    'a text in a log': JSON.stringify({ level: 30, body: PLAIN }),
    'a line of nginx': `"${nginx(PLAIN)}"`,
    'a table': `1,${csvField(PLAIN)},2`,
    'a body': PLAIN,
  }
  const files = Object.entries({ ...OF_BYTES, ...OF_TEXT }).map(
    ([name, write]) => [name, write(Buffer.from(PLAIN))] as const,
  )
  const all = [...files, ...Object.entries(logs).map(([name, text]) => [name, Buffer.from(text)] as const)]

  it.each(all)('%s, anywhere', (_, file) => {
    expect(textOf(readOne(file))).toBe(PLAIN)
    for (let end = 0; end < file.length; end += STEP) {
      for (const format of [undefined, ...CAPTURE_FORMATS.filter(one => one !== 'body')]) {
        const cut = file.subarray(0, end)
        let deliveries: ReturnType<typeof read>['deliveries'] = []
        const said: string[] = []
        try {
          const parsed = read(cut, format ? { format } : {})
          deliveries = parsed.deliveries
          said.push(...parsed.notices, ...deliveries.flatMap(one => [...one.notes, one.lossy ?? '']))
        } catch (error) {
          if (!(error instanceof CvHookError)) throw error
          expect(error.code).toBe('bad-capture')
          said.push(error.message, ...error.hints)
        }
        expect(said.join('\n')).not.toMatch(/REOPEN|c-2|localhost|56e9/)
        for (const one of deliveries.filter(delivery => delivery.complete)) {
          expect(textOf(one), `${format} at ${end}`).toBe(PLAIN)
          expect([SIGNATURE, undefined]).toContain(one.headers.find(header => /signature/i.test(header[0]))?.[1])
        }
      }
    }
  })
})
