/** Copies: nothing of a person stays, what belongs together stays together, and the fault is the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDisguise } from '../../../src/app/redact/disguise.js'
import { createRedactor } from '../../../src/app/redact/redact.js'
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

  it('of a body that is no JSON', async () => {
    const { receipt } = await redactor().redact(delivery('Jane Plantedname, born 1981-02-03; call +1 415 555 0123'))
    const text = Buffer.from(receipt.body).toString()
    expect(text).toHaveLength('Jane Plantedname, born 1981-02-03; call +1 415 555 0123'.length)
    expect(text).not.toMatch(/Jane|Planted|1981-02-03|555 0123/)
  })
})

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
