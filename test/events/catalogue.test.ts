import { describe, expect, test } from 'vitest'
import {
  type EventName,
  findEvent,
  type LegacyEvent,
  type SendableEvent,
  sendableEvent,
  unknownEvent,
} from '../../src/events/catalogue.js'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { ACTIVITY_TYPES } from '../../src/events/values.js'

const names = CATALOGUE.map(entry => entry.name)
const counts = (evidence: string) => CATALOGUE.filter(entry => entry.evidence === evidence).length

describe('CATALOGUE', () => {
  test('holds the 58 names: 28 documented, 19 listed, 11 seen as activity.type', () => {
    expect(new Set(names).size).toBe(58)
    expect([counts('documented'), counts('listed'), counts('activity-only')]).toEqual([28, 19, 11])
  })

  test('is the list of activity types plus the one event that is none', () => {
    expect([...ACTIVITY_TYPES].sort()).toEqual(names.filter(name => name !== 'CALENDAR_EVENT_STATUS_UPDATED').sort())
  })

  test('47 can be sent, 19 of them in the older shape', () => {
    expect(CATALOGUE.filter(entry => entry.variants.includes('event'))).toHaveLength(47)
    expect(CATALOGUE.filter(entry => entry.variants.includes('full'))).toHaveLength(47)
    expect(CATALOGUE.filter(entry => entry.variants.includes('legacy'))).toHaveLength(19)
  })

  test('the order of members is known for the two events with a whole example', () => {
    expect(CATALOGUE.filter(entry => entry.orderKnown).map(entry => entry.name)).toEqual([
      'ADD_CASE_DECISION',
      'DECISION_DELETED',
    ])
  })

  test('each meaning fits a line and speaks plainly', () => {
    for (const { meaning } of CATALOGUE) {
      expect(meaning.length).toBeLessThanOrEqual(60)
      expect(meaning).toMatch(/^[a-z"].*[^.]$/)
    }
  })

  test('every name has a source', () => {
    for (const { sources } of CATALOGUE) expect(sources.length).toBeGreaterThan(0)
  })
})

describe('findEvent', () => {
  test.each([
    ['ADD_CASE_DECISION', 'ADD_CASE_DECISION'],
    ['addcasedecision', 'ADD_CASE_DECISION'],
    ['add-case-decision', 'ADD_CASE_DECISION'],
    ['Add Case Decision', 'ADD_CASE_DECISION'],
    ['CALENDAREVENTSTATUS_UPDATED', 'CALENDAR_EVENT_STATUS_UPDATED'],
    ['subscriptioncancelled', 'SUBSCRIPTION_CANCELLED'],
  ])('%s is %s', (written, name) => expect(findEvent(written)?.name).toBe(name))

  test.each(['', 'ADD_CASE', 'constructor', '__proto__', 'ADD_CASE_DECISIONS', '_'.repeat(100_000)])(
    '%.20s is none',
    written => expect(findEvent(written)).toBeUndefined(),
  )

  test('every name is found by its mangled form too', () => {
    for (const name of names) expect(findEvent(name.replaceAll('_', '').toLowerCase())?.name).toBe(name)
  })
})

describe('unknownEvent', () => {
  test('offers the nearest names', () => {
    const error = unknownEvent('ADD_CASE_DESCISION')
    expect(error).toMatchObject({ code: 'unknown-event', exitCode: 2 })
    expect(error.message).toBe('there is no event "ADD_CASE_DESCISION"')
    expect(error.hints[0]).toContain('ADD_CASE_DECISION')
    expect(error.hints.at(-1)).toBe('cv-hook events lists them')
  })

  test('offers nothing where nothing is near, and shows no control characters', () => {
    const error = unknownEvent('\u001b[31mzzzzzzzzzzzzzzzzzzzz')
    expect(error.message).not.toContain('\u001b')
    expect(error.hints).toEqual(['cv-hook events lists them'])
  })
})

describe('sendableEvent', () => {
  test('a name known as activity.type alone has no body', () => {
    expect(() => sendableEvent('SUBSCRIPTION_ADDED', 'event')).toThrow(
      expect.objectContaining({ code: 'usage', hints: ['--data sends a body of your own'] }),
    )
  })

  test('an event without an older shape names those that have one', () => {
    expect(() => sendableEvent('VISIT_TYPE_CHANGED', 'legacy')).toThrow(
      expect.objectContaining({ code: 'usage', hints: [expect.stringMatching(/ADD_CASE_COMMENT.*REOPEN_CASE/)] }),
    )
  })
})

test('the types name the same events', () => {
  const legacy: LegacyEvent = 'REOPEN_CASE'
  const sendable: SendableEvent = legacy
  const name: EventName = 'SUBSCRIPTION_CANCELLED'
  // @ts-expect-error: it has no older shape
  const none: LegacyEvent = 'SMS_SENT'
  // @ts-expect-error: there is no body for it
  const unsendable: SendableEvent = name
  // @ts-expect-error: two letters L
  const misspelt: EventName = 'CALENDAR_EVENT_CANCELLED'
  expect([sendable, name, none, unsendable, misspelt]).toHaveLength(5)
})
