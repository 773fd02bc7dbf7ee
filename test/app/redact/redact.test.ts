/** Copies: nothing of a person stays, what belongs together stays together, and the fault is the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDisguise } from '../../../src/app/redact/disguise.js'
import { createRedactor } from '../../../src/app/redact/redact.js'
import { spelledAlike } from '../../../src/app/redact/spelling.js'
import { createTestSecrets } from '../../../src/app/redact/test-secrets.js'
import type { CapturedDelivery } from '../../../src/captures/delivery.js'
import { seededBytes } from '../../../src/core/random.js'
import { fixture } from '../../../src/events/fixture.js'
import { VECTOR_NAMES } from '../../support/vectors.js'
import { isProven, redactedVector } from './vectors.js'

const redactor = (seed = 'test') => {
  const random = seededBytes(seed)
  return createRedactor({
    accepted: { secrets: [{ label: 'main', value: 'redact-secret' }], staticHeaders: [], unsigned: false },
    suspects: [],
    disguise: createDisguise(random(32)),
    tests: createTestSecrets(undefined, random),
    limit: 0,
  })
}

const delivery = (body: string, more: Partial<CapturedDelivery> = {}): CapturedDelivery => ({
  source: 'test',
  format: 'http',
  trust: 'wire',
  method: 'POST',
  path: '/',
  headers: [],
  body: Buffer.from(body),
  complete: true,
  notes: [],
  ...more,
})

const copyOf = async (value: unknown, run = redactor()) =>
  JSON.parse(Buffer.from((await run.redact(delivery(JSON.stringify(value)))).receipt.body).toString())

describe('vectors, one of each twenty', () => {
  it.each(VECTOR_NAMES.filter((_, at) => at % 20 === 0))('%s shows the same', async name => {
    const made = await redactedVector(name, 'fast')
    const { verdict, code } = made.original
    expect(made.copy).toMatchObject(isProven(name) ? made.original : { verdict, code })
    expect(made.reproduces).toBe(isProven(name))
  })
})

describe('nothing passes', () => {
  /** Words that no copy makes up by chance. */
  const word = fc.stringMatching(/^[a-z]{9,14}$/)

  it('of the texts of a payload, wherever they stand and whatever their member is called', async () => {
    const payload = fc.dictionary(
      fc.constantFrom('firstName', 'title', 'noSuchMember', 'email', 'text', 'id', 'note'),
      fc.oneof(word, fc.array(word), fc.record({ lastName: word, other: word })),
    )
    await fc.assert(
      fc.asyncProperty(payload, word, async (members, name) => {
        const body = JSON.stringify({ event: 'ADD_CASE_DECISION', payload: members, [name]: name })
        const words = [...body.matchAll(/"([a-z]{9,14})"/g)]
          .map(match => match[1]!)
          .filter(text => text !== 'firstName')
        const { receipt } = await redactor().redact(delivery(body))
        const text = Buffer.from(receipt.body).toString()
        expect(words.filter(one => text.includes(one))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('of headers, path and query', async () => {
    const path = '/hooks/janedoeplanted?patient=janedoeplanted&x=janedoeplanted'
    const headers = [
      ['x-janedoeplanted', 'janedoeplanted'],
      ['Host', 'janedoeplanted.example.com'],
      ['cookie', 'a=janedoeplanted'],
    ] as const
    const { receipt } = await redactor().redact(delivery('{}', { path, headers: [...headers] }))
    expect(JSON.stringify([receipt.path, receipt.headers])).not.toContain('janedoeplanted')
  })

  it('of long texts, in a time that grows with them', async () => {
    const text = 'plantedword '.repeat(60_000)
    const { receipt } = await redactor().redact(delivery(JSON.stringify({ event: 'CREATE_CASE', payload: { text } })))
    expect(Buffer.from(receipt.body).includes('planted')).toBe(false)
  })

  it('of what an escape or a percent sign stands for', async () => {
    const body = String.raw`name=%4A%61ne+Pl%C3%A4nted&note=\u004aane \x4a\u00e4 100%&city=\nPlanted&dob=%31981-02-03`
    const { receipt } = await redactor().redact(delivery(body))
    const text = Buffer.from(receipt.body).toString()
    const spelling = (of: string) =>
      of.replace(/%[0-9A-F]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|[a-z0-9]/gi, one => 'x'.repeat(one.length))
    expect(spelling(text)).toBe(spelling(body))
    expect(text).toContain('\\n')
    const read = decodeURIComponent(
      text
        .replace(/%(?![0-9A-F]{2})/g, '')
        .replace(/\\(?:u|x)([0-9a-f]+)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    expect(read).not.toMatch(/Jane|Jän|ane|Pl|nted|ä|1981/)
    expect(text).not.toMatch(/4A|61|31981/)
  })

  it('of percent signs that stand for letters of Latin-1', async () => {
    const { receipt } = await redactor().redact(delivery('name=Zo%EB&city=Z%FCrich', { path: '/a?name=Zo%EB' }))
    const text = Buffer.from(receipt.body).toString()
    expect(text).toMatch(/^\w{4}=\w\w%[C-F][\dA-F]&\w{4}=\w%[C-F][\dA-F]\w{4}$/)
    expect(text + receipt.path).not.toMatch(/%EB|%FC/)
  })

  it('of dates, numbers and percent signs in headers, path and query', async () => {
    const path = '/cases/J%C3%A4ne%20Planted?name=%4Aane%20Planted&timestamp=1770091506&token=***'
    const headers = [
      ['Date', 'Tue, 03 Feb 2026 04:05:06 GMT'],
      ['X-Request-Timestamp', '1770091506000'],
      ['X-Api-Key', '20810011'],
      ['X-Forwarded-Host', 'localhost:8080'],
      ['Host', '192.0.2.7'],
    ] as const
    const { receipt } = await redactor().redact(delivery('{}', { path, headers: [...headers] }))
    const [date, at, key, local, host] = receipt.headers.map(([, value]) => value)
    expect(receipt.path).toMatch(
      /^\/cases\/\w%C3%[89AB][\dA-F]\w\w%20\w{7}\?name=%[4-7][\dA-F]\w{3}%20\w{7}&timestamp=1\d{9}&token=\*\*\*$/i,
    )
    expect(decodeURIComponent(receipt.path)).not.toMatch(/ane|ä|Planted|1770091506/)
    const moved = Date.parse(date!) - Date.parse(headers[0][1])
    expect([Number(at) - 1_770_091_506_000, /timestamp=(\d+)/.exec(receipt.path)![1]]).toEqual([
      moved,
      String(1_770_091_506 + moved / 1000),
    ])
    expect(moved).not.toBe(0)
    expect([key, local, host]).toEqual([
      expect.stringMatching(/^\d{8}$/),
      'localhost:8080',
      expect.stringMatching(/^\d{3}\.\d\.\d\.\d$/),
    ])
    expect([key, host]).not.toContain('20810011')
    expect([key, host]).not.toContain('192.0.2.7')
  })

  it('of a body that is no JSON', async () => {
    const { receipt } = await redactor().redact(delivery('Jane Plantedname, born 1981-02-03; call +1 415 555 0123'))
    const text = Buffer.from(receipt.body).toString()
    expect(text).toHaveLength('Jane Plantedname, born 1981-02-03; call +1 415 555 0123'.length)
    expect(text).not.toMatch(/Jane|Planted|1981-02-03|555 0123/)
  })
})

/** Whether the last digit checks the others, by the doubled-digits table. */
const luhn = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, at) => sum + Number(at % 2 ? '0246813579'[Number(digit)] : digit), 0) %
    10 ===
  0

describe('what belongs together', () => {
  it('ids and persons stay the same from one delivery to the next', async () => {
    const run = redactor()
    const one = await copyOf(fixture('CREATE_CASE'), run)
    const two = await copyOf(fixture('ADD_CASE_DECISION', { variant: 'full' }), run)
    const original = fixture('CREATE_CASE').payload as any
    expect(one.payload.case.id).not.toBe(original.case.id)
    expect(two.payload.case.id).toBe(one.payload.case.id)
    expect(two.payload.case.submitter.lastName).toBe(one.payload.case.submitter.lastName)
  })

  it('dates keep their order and their distances', async () => {
    const times = ['2026-01-31T09:30:00.000Z', '2026-02-01T10:00:00.000Z', '2026-02-01T10:00:00.500Z']
    const [createdAt, updatedAt, closedAt] = times
    const { payload } = await copyOf({ event: 'CREATE_CASE', payload: { case: { createdAt, updatedAt, closedAt } } })
    const moved = [payload.case.createdAt, payload.case.updatedAt, payload.case.closedAt].map(text => Date.parse(text))
    expect(moved.some(Number.isNaN)).toBe(false)
    expect(moved.map(time => time - moved[0]!)).toEqual(times.map(text => Date.parse(text) - Date.parse(times[0]!)))
    expect(moved[0]).not.toBe(Date.parse(times[0]!))
  })

  it('numbers are spelled as before, and say something else', async () => {
    const body = '{"event":"X_Y","payload":{"a":50.0,"b":0.00012,"c":1.5e-05,"d":-7,"e":0,"f":12345678901234567000}}'
    const { receipt } = await redactor().redact(delivery(body))
    const { payload } = JSON.parse(Buffer.from(receipt.body).toString())
    expect(Object.values(payload)).toEqual(Object.values(payload).filter(value => typeof value === 'number'))
    expect(Buffer.from(receipt.body).toString()).toMatch(
      /:[1-9]\d\.0,"\w+":0\.000[1-9][1-9],"\w+":[1-9]\.[1-9]e-05,"\w+":-[1-9],"\w+":0,"\w+":\d{16}[1-9]000\}\}$/,
    )
    expect(Buffer.from(receipt.body).toString()).not.toMatch(/50\.0|0\.00012|1\.5e|-7|12345678901234567/)
  })

  it('texts that hold JSON are spelled as before, also where what is in them became longer', async () => {
    const inner = String.raw`{\"consent\":true,\"name\":\"Pl\u00e4nted\",\"link\":\"a\/b\"}`
    const body = `{"event":"CREATE_CASE","payload":{"note":"${inner}"}}`
    const { receipt } = await redactor().redact(delivery(body))
    const text = Buffer.from(receipt.body).toString()
    const note = JSON.parse(Object.values(JSON.parse(text).payload)[0] as string)
    expect(Object.values(note)).toEqual([false, expect.stringMatching(/^.{7}$/), expect.stringMatching(/^\w\/\w$/)])
    expect(text).toMatch(/\\"\w\w\\u00[0-9a-f]{2}\w{4}\\"[^/]*\\\/\w\\"/)
    expect(text).not.toMatch(/nted|00e4|a\\\/b/)
  })

  it('a text is what it should be in the spelling of any other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '"', '\\', '/', '\n', 'é', '\u2028', '💉', '\ud800') })
    const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
    const raw = fc.tuple(text, fc.array(fc.boolean(), { minLength: 1 })).map(([before, escapes]) => {
      const units = before
        .split('')
        .map((unit, at) => (escapes[at % escapes.length] ? escaped(unit) : JSON.stringify(unit).slice(1, -1)))
      return { before, raw: `"${units.join('')}"` }
    })
    fc.assert(
      fc.property(raw, text, ({ before, raw }, after) => {
        expect(JSON.parse(spelledAlike(raw, before, after))).toBe(after)
      }),
    )
  })

  it('dates in every form are moved by the same time', async () => {
    const [iso, seconds, millis] = ['2026-02-03T04:05:06.000Z', 1_770_091_506, 1_770_091_506_000]
    const value = {
      createdAt: iso,
      updatedAt: seconds,
      closedAt: millis,
      assignedAt: `/Date(${millis})/`,
      title: `at /Date(${millis})/`,
    }
    const { payload } = await copyOf({ event: 'CREATE_CASE', payload: { case: value } })
    const { createdAt, updatedAt, closedAt, assignedAt, title } = payload.case
    const moved = Date.parse(createdAt) - millis
    expect([updatedAt, closedAt, assignedAt, title.slice(3)]).toEqual([
      seconds + moved / 1000,
      millis + moved,
      `/Date(${millis + moved})/`,
      `/Date(${millis + moved})/`,
    ])
  })

  it('numbers of registers fail their check digit', async () => {
    const numbers = Array.from({ length: 40 }, (_, at) => String(1_730_000_500 + at))
    const run = redactor()
    for (const npi of numbers) {
      const value = fixture('ADD_CASE_DECISION') as any
      value.payload.decision.addedBy.npi = npi
      const { payload } = await copyOf(value, run)
      const other = payload.decision.addedBy.npi as string
      expect(other).toMatch(/^\d{10}$/)
      expect([npi, luhn(`80840${other}`)]).toEqual([npi, false])
    }
  })

  it('the same seed makes the same copy, another one another', async () => {
    const value = fixture('CREATE_CASE')
    expect(await copyOf(value)).toEqual(await copyOf(value))
    expect(await copyOf(value)).not.toEqual(await copyOf(value, redactor('other')))
  })

  it('names of events and members, flags and enumerations stay', async () => {
    const value = fixture('ADD_CASE_DECISION')
    const copy = await copyOf(value)
    expect(copy.event).toBe('ADD_CASE_DECISION')
    expect(copy.payload.decision.isApproved).toBe((value.payload as any).decision.isApproved)
    expect(Object.keys(copy.payload.decision)).toEqual(Object.keys((value.payload as any).decision))
  })
})
