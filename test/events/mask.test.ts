import { describe, expect, test } from 'vitest'
import { describeFields } from '../../src/events/fields.js'
import { type IdKind, maskBody } from '../../src/events/mask.js'
import { summarise } from '../../src/events/summary.js'
import { validate } from '../../src/events/validate.js'
import { bodyOf, mapStrings, memberPaths, SENDABLE } from './bodies.js'

/** Pseudonyms as a caller makes them: numbered in the order met. */
function pseudonyms() {
  const met = new Map<string, string>()
  return (kind: IdKind, value: string) => {
    const name = met.get(`${kind} ${value}`) ?? `${kind}#${met.size + 1}`
    met.set(`${kind} ${value}`, name)
    return name
  }
}

const mask = (body: unknown) => maskBody(body, pseudonyms())
const everything = (body: unknown) => JSON.stringify([mask(body), summarise(body), validate(body)])

describe.each(SENDABLE)('%s, %s', (event, variant) => {
  const body = bodyOf(event, variant)

  test('a marker in every text comes out nowhere', () => {
    const marked = { ...(mapStrings(body, () => 'Marker-7f3a Jane') as object), event }
    expect(everything(marked)).not.toMatch(/marker|7f3a|jane/i)
  })

  test('nor does one in place of the event', () => {
    expect(everything({ ...body, event: 'Marker-7f3a Jane' })).not.toMatch(/marker|7f3a|jane/i)
  })

  test('nothing that people wrote comes out', () => {
    const safe = new Map(describeFields(event, variant).map(row => [row.path, row.safe]))
    const shown: string[] = [summarise(body)]
    mapStrings(mask(body), text => shown.push(text))
    mapStrings(body, (text, path) => {
      const row = path.slice(1).replace(/\[\d+\]/g, '[]')
      if (safe.get(row) || text.length < 5 || isStatus(text)) return
      expect([row, shown.filter(one => one.includes(text))]).toEqual([row, []])
    })
  })

  test('the copy has the same members', () => {
    expect(memberPaths(mask(body))).toEqual(memberPaths(body))
  })
})

// What a free text says may be the same as a value shown elsewhere: SYNC_PHONE as an answer, and as a visit type.
const isStatus = (text: string) => /^[A-Z_]+$/.test(text)

describe('what is shown', () => {
  test('names of events, known values, flags, numbers and times', () => {
    const copy = mask(bodyOf('ADD_CASE_DECISION')) as ReturnType<typeof bodyOf>
    expect(copy.event).toBe('ADD_CASE_DECISION')
    expect(copy.payload.decision).toMatchObject({
      isApproved: true,
      visitType: 'SYNC_PHONE',
      createdAt: '2026-03-06T16:42:27.731Z',
      category: null,
      decisionText: '<text, 101-200 chars>',
    })
    expect(copy.payload.decision.medInfo[0].refillCount).toBe(2)
  })

  test('the same id has the same pseudonym, another id another', () => {
    const { payload } = mask(bodyOf('ADD_CASE_DECISION')) as ReturnType<typeof bodyOf>
    expect(payload.case.closedBy).toBe(payload.activity.actor.id)
    expect(payload.case.closedBy).toMatch(/^user#\d+$/)
    expect(payload.case.submitter.id).not.toBe(payload.case.closedBy)
    expect(payload.case.shortId).toMatch(/^short#\d+$/)
  })

  test('neither a date of birth nor an appointment', () => {
    const { payload } = mask(bodyOf('CALENDAR_EVENT_CANCELED')) as ReturnType<typeof bodyOf>
    expect(payload.case.submitter.dob).toBe('<time>')
    expect(payload.calendarEvent).toMatchObject({
      startDateTime: '<time>',
      endDateTime: '<time>',
      meetingLink: '<url, 21-50 chars>',
      createdAt: expect.stringMatching(/^2026/),
    })
  })

  test('documents by their size', () => {
    const { payload } = mask(bodyOf('ADD_CASE_ATTACHMENT')) as ReturnType<typeof bodyOf>
    expect(payload.attachment.content).toMatch(/^<PDF document, \d+ bytes>$/)
  })

  test.each<[path: string, value: unknown, shown: unknown]>([
    ['gender', 'MALE', '<text, 1-5 chars>'],
    ['phoneNumber', 12025550143, '<number>'],
    ['dob', '11/23/1987', '<time>'],
    ['firstName', { a: 'Jane' }, '<object, 1 member>'],
    ['firstName', ['Jane', 'Joan'], '<array, 2 items>'],
    ['address2', '', ''],
    ['city', null, null],
    ['email', true, '<boolean>'],
  ])('submitter.%s %j: %j', (name, value, shown) => {
    const body = bodyOf('CREATE_CASE')
    body.payload.case.submitter[name] = value
    expect((mask(body) as typeof body).payload.case.submitter[name]).toEqual(shown)
  })

  test('a value that is none of the known ones is masked', () => {
    const body = bodyOf('CREATE_CASE')
    body.payload.case.status = 'JANE_DOE'
    body.payload.activity.valueAfter = 'Jane Doe'
    const { payload } = mask(body) as typeof body
    expect(payload.case.status).toBe('<text, 6-10 chars>')
    expect(payload.activity).toMatchObject({ valueAfter: '<text, 6-10 chars>' })
  })

  test('money as a text stays if it is nothing but money', () => {
    const body = bodyOf('PAYMENT_ADDED')
    const shownAs = (amount: unknown) => {
      body.payload.payment.amount = amount
      return (mask(body) as typeof body).payload.payment.amount
    }
    expect(['199.00', 199.5, '199 for Jane'].map(shownAs)).toEqual(['199.00', 199.5, '<text, 11-20 chars>'])
  })

  test('what no document lists is masked whole, with names that could be data', () => {
    const body = bodyOf('CREATE_CASE')
    body.payload.family = { mother: 'Jane', children: [1, 2] }
    body.payload['Jane Doe'] = 1
    body.payload['Joan Doe'] = 1
    expect((mask(body) as typeof body).payload).toMatchObject({
      family: '<object, 2 members>',
      '<masked>': '<2 members>',
    })
  })

  test('of an event that is not known: the form of its name, and no payload', () => {
    expect(mask({ event: 'CASE_PRODUCT_SHIPPED', payload: { case: { status: 'OPEN' } }, extra: 7 })).toEqual({
      event: 'CASE_PRODUCT_SHIPPED',
      payload: '<object, 1 member>',
      extra: '<number>',
    })
    expect(mask({ event: 'Jane Doe' })).toEqual({ event: '<text, 6-10 chars>' })
    expect(mask('Jane Doe')).toBe('<text, 6-10 chars>')
    expect(mask(null)).toBe(null)
  })

  test('a member named as the prototype makes no harm', () => {
    const copy = mask(JSON.parse('{"event":"CREATE_CASE","payload":{"__proto__":{"polluted":"Jane"}}}'))
    expect(JSON.stringify(copy)).not.toContain('Jane')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
