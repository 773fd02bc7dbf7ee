/** Fresh bodies: new ids and times, everything else as it was. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { seededBytes } from '../../src/core/random.js'
import { compileFresh, fillFresh, shiftToNow } from '../../src/events/fresh.js'

const FOLDER = new URL('../../fixtures/events/', import.meta.url)
const body = (event: string) =>
  Buffer.from(JSON.stringify(JSON.parse(readFileSync(new URL(`${event}.json`, FOLDER), 'utf8'))))
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const NOW = Date.UTC(2026, 10, 22, 12)

function fresh(events: string[], seed = 'seed') {
  const bodies = events.map(body)
  const set = compileFresh(bodies, shiftToNow(bodies, NOW))
  const ids = set.draw(seededBytes(seed))
  return set.bodies.map(one => JSON.parse(fillFresh(one, ids, Buffer.alloc(one.bytes.length)).toString()))
}

describe('fresh bodies', () => {
  it('of every event have the same length and members, and a new case id', () => {
    for (const file of readdirSync(FOLDER)) {
      const event = file.replace('.json', '')
      const before = body(event)
      const [after] = fresh([event])
      const text = JSON.stringify(after)
      expect(Buffer.byteLength(text), event).toBe(before.length)
      expect(text.replace(/"[^"]*":/g, ''), event).not.toBe(before.toString().replace(/"[^"]*":/g, ''))
      const caseId = (one: any) => one.payload.case?.id ?? one.payload.caseId
      expect(caseId(after), event).toMatch(UUID)
      expect(caseId(after), event).not.toBe(caseId(JSON.parse(before.toString())))
    }
  })

  it('keep people, organisation, product bundle and date of birth', () => {
    const before = JSON.parse(body('ADD_CASE_DECISION').toString())
    const [after] = fresh(['ADD_CASE_DECISION'])
    expect(after.payload.case.submitter).toEqual(before.payload.case.submitter)
    expect(after.payload.case.organizationId).toBe(before.payload.case.organizationId)
    expect(after.payload.activity.actor).toEqual(before.payload.activity.actor)
    expect(after.payload.case.shortId).toMatch(/^ADA-[0-9A-Z]{6}$/)
    expect(after.payload.case.shortId).not.toBe(before.payload.case.shortId)
  })

  it('share ids and order over a story, and its last event happens now', () => {
    const events = ['CREATE_CASE', 'ADD_CASE_DECISION', 'PAYMENT_COMPLETED', 'ORDER_CREATED']
    const story = fresh(events)
    expect(new Set(story.map(one => one.payload.case.id)).size).toBe(1)
    const times = story.map(one => Date.parse(one.payload.activity.timestamp))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBe(NOW)
  })

  it('keep a midnight a midnight', () => {
    const [after] = fresh(['ADD_CASE_DECISION'])
    expect(after.payload.decision.startDate).toMatch(/T00:00:00\.000Z$/)
    expect(after.payload.decision.startDate).not.toBe('2026-03-07T00:00:00.000Z')
  })

  it('are the same for the same seed only', () => {
    expect(fresh(['ADD_CASE_DECISION'], 'a')).toEqual(fresh(['ADD_CASE_DECISION'], 'a'))
    expect(fresh(['ADD_CASE_DECISION'], 'a')).not.toEqual(fresh(['ADD_CASE_DECISION'], 'b'))
  })
})
