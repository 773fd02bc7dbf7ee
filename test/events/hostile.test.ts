/** Bodies made to be slow, and arbitrary ones. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scanJson } from '../../src/events/json-scan.js'
import { maskBody } from '../../src/events/mask.js'
import { eventSchema } from '../../src/events/schema.js'
import { summarise } from '../../src/events/summary.js'
import { validate } from '../../src/events/validate.js'
import { HEAVY } from '../support/tier.js'
import { bodyOf, SENDABLE } from './bodies.js'

const masked = (body: unknown) => maskBody(body, (kind, value) => `${kind}#${value.length}`)

describe('large bodies', () => {
  test('texts that slow patterns fear', () => {
    const body = bodyOf('CALENDAR_EVENT_CANCELED')
    const { calendarEvent } = body.payload
    calendarEvent.createdAt = `2026-03-06T16:42:27.${'0'.repeat(1_000_000)}`
    calendarEvent.meetingLink = `https://${'a.'.repeat(500_000)}`
    calendarEvent.id = '0'.repeat(1_000_000)
    body.event = 'A_'.repeat(1_000_000)
    expect(validate(body).shape).toBe('unknown')
    body.event = 'CALENDAR_EVENT_CANCELED'
    expect(validate(body).findings.map(one => one.code)).toContain('bad-format')
    expect(JSON.stringify(masked(body)).length).toBeLessThan(20_000)
  })
})

describe('arbitrary bodies', () => {
  const anything = fc.jsonValue({ maxDepth: 6 })
  const withPart = fc
    .tuple(fc.constantFrom(...SENDABLE), fc.nat(), anything)
    .map(([[event, variant], place, value]) => replacePart(bodyOf(event, variant), place, value))

  test('nothing throws, and what is shown is bounded', () => {
    fc.assert(
      fc.property(fc.oneof(anything, withPart), body => {
        expect(validate(body).findings.length).toBeLessThanOrEqual(100)
        expect(typeof summarise(body)).toBe('string')
        masked(body)
      }),
      { numRuns: HEAVY ? 400 : 100 },
    )
  })

  test('a marker planted in texts and names comes out nowhere', () => {
    const planted = fc.jsonValue({ maxDepth: 4 }).map(value => plant(value))
    const body = fc.oneof(
      planted,
      fc
        .tuple(fc.constantFrom(...SENDABLE), fc.nat(), planted)
        .map(([[event, variant], place, value]) => replacePart(bodyOf(event, variant), place, value)),
    )
    fc.assert(
      fc.property(body, value => {
        expect(JSON.stringify([masked(value), validate(value), summarise(value)])).not.toMatch(/marker/i)
      }),
      { numRuns: HEAVY ? 400 : 100 },
    )
  })

  test('zod, asked about the same body, says the same', () => {
    const beyondZod = new Set(['undocumented', 'type-mismatch'])
    fc.assert(
      fc.property(withPart, body => {
        const { event, shape, findings } = validate(body)
        if (shape === 'unknown') return
        const clean = findings.every(one => beyondZod.has(one.code))
        expect(eventSchema(event!, shape).safeParse(body).success).toBe(clean)
      }),
      { numRuns: HEAVY ? 400 : 100 },
    )
  })

  test('the scanner takes for JSON what JSON.parse takes for JSON', () => {
    const pieces = fc.constantFrom(
      ...'{}[],:"\\ \n',
      '"a"',
      '"\\u0041"',
      '\\u',
      '1',
      '-0',
      '0.5e+3',
      '.',
      'e',
      'true',
      'nul',
      'null',
    )
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map(parts => parts.join('')),
      fc.json(),
      fc.json().map(json => JSON.stringify(JSON.parse(json), null, 2)),
      fc.tuple(fc.json(), fc.nat()).map(([json, at]) => json.slice(0, at % (json.length + 1))),
    )
    fc.assert(
      fc.property(text, candidate => {
        expect(scanJson(candidate, 100).fault === undefined).toBe(isJson(candidate))
      }),
      { numRuns: HEAVY ? 3000 : 1000 },
    )
  })

  test('the scanner finds no duplicates in what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(anything, value => {
        expect(scanJson(JSON.stringify(value), 100)).toEqual({ fault: undefined, duplicates: [] })
      }),
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Puts a marker into every text and every name of a value. */
function plant(value: unknown): unknown {
  if (typeof value === 'string') return `Marker ${value}`
  if (Array.isArray(value)) return value.map(plant)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [`Marker ${name}`, plant(inner)]))
}

/** Replaces one value somewhere in a body; the same place gives the same body. */
function replacePart(body: object, place: number, value: unknown): unknown {
  const holders: Array<[holder: Record<string, unknown>, member: string]> = []
  JSON.stringify(body, function (this: Record<string, unknown>, member: string, inner: unknown) {
    if (member !== '') holders.push([this, member])
    return inner
  })
  const [holder, member] = holders[place % holders.length]!
  holder[member] = value
  return body
}
