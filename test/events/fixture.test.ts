import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { fixture, hasDocument } from '../../src/events/fixture.js'
import { bodyOf, fileText, mapStrings } from './bodies.js'

describe('fixture', () => {
  test('is compact JSON of the file, in the order of the file', () => {
    const text = JSON.stringify(fixture('ADD_CASE_DECISION'))
    expect(text).toBe(JSON.stringify(JSON.parse(fileText('events', 'ADD_CASE_DECISION'))))
  })

  test('is a fresh copy at each call', () => {
    for (const variant of ['event', 'full', 'legacy'] as const) {
      bodyOf('CREATE_CASE', variant).payload.case.status = 'changed'
      expect(bodyOf('CREATE_CASE', variant).payload.case.status).toBe('OPEN')
    }
  })

  test('takes a name in any spelling', () => {
    expect(fixture('add-case-decision').event).toBe('ADD_CASE_DECISION')
  })

  test.each([
    ['NO_SUCH_EVENT', 'event', 'unknown-event'],
    ['SUBSCRIPTION_ADDED', 'event', 'usage'],
    ['SMS_SENT', 'legacy', 'usage'],
  ] as const)('%s, %s: %s', (event, variant, code) => {
    expect(() => fixture(event, { variant })).toThrow(expect.objectContaining({ code }))
  })

  test('an older shape that is missing names the 19 that there are', () => {
    try {
      fixture('SMS_SENT', { variant: 'legacy' })
      expect.unreachable()
    } catch (error) {
      expect((error as { hints: string[] }).hints[0]!.split(',')).toHaveLength(19)
    }
  })
})

describe('documents as links', () => {
  test('the link stands where the content stood', () => {
    const { attachment } = fixture('ADD_CASE_ATTACHMENT', { documents: 'url' }).payload as Record<string, object>
    const names = Object.keys((fixture('ADD_CASE_ATTACHMENT').payload as Record<string, object>)['attachment']!)
    expect(Object.keys(attachment!)).toEqual(names.map(name => (name === 'content' ? 'url' : name)))
    expect(attachment).toMatchObject({ url: expect.stringMatching(/^https:\/\/documents\.example\.com\/.*expires=/) })
  })

  test("a link of one's own stands for every document", () => {
    const body = fixture('ADD_CASE_COMMENT', { variant: 'full', documents: 'url', documentUrl: 'https://localhost/x' })
    const links = JSON.stringify(body).match(/"url":"[^"]*"/g)!
    expect(links.length).toBeGreaterThan(2)
    expect(new Set(links)).toEqual(new Set(['"url":"https://localhost/x"']))
    expect(JSON.stringify(body)).not.toContain('"content"')
  })

  test('an event without a document stays as it is', () => {
    expect(fixture('SMS_SENT', { documents: 'url' })).toEqual(fixture('SMS_SENT'))
  })

  test('hasDocument tells which have one', () => {
    const withDocument = CATALOGUE.filter(entry => entry.variants.includes('event') && hasDocument(entry.name))
    expect(withDocument.map(entry => entry.name)).toEqual(['ADD_CASE_ATTACHMENT', 'ADD_CASE_COMMENT'])
    expect(hasDocument('CREATE_CASE', 'full')).toBe(false)
    expect(hasDocument('ARCHIVE_CASE', 'full')).toBe(true)
  })
})

describe('full bodies', () => {
  test('an order stands beside the payload', () => {
    const body = bodyOf('ORDER_CREATED', 'full')
    expect(Object.keys(body)).toEqual(['event', 'order', 'payload'])
    expect(Object.keys(body.payload)).toEqual(['case', 'activity'])
    expect(body.order).toEqual(bodyOf('ORDER_CREATED').payload.order)
  })

  test("the case is the event's own, and more", () => {
    const { productBundle, ...own } = bodyOf('CHANGE_CASE_STATUS').payload.case
    expect(bodyOf('CHANGE_CASE_STATUS', 'full').payload.case).toMatchObject(own)
    expect(bodyOf('CHANGE_CASE_STATUS', 'full').payload.case.productBundle).toMatchObject(productBundle)
  })

  test('an event without a case gets the one that the event before it had', () => {
    const whole = bodyOf('ADD_PAYMENT_INFO_USING_LINK', 'full').payload
    expect(Object.keys(whole)).toEqual(['caseId', 'paymentInfo', 'case', 'activity'])
    expect(whole.case.id).toBe(whole.caseId)
    expect(whole.case.status).toBe('APPROVED')
  })

  test('nothing in them lies after the event', () => {
    for (const entry of CATALOGUE.filter(one => one.variants.includes('full'))) {
      const { payload } = bodyOf(entry.name, 'full')
      const dated = JSON.stringify({ ...payload.case, updatedAt: '', payments: '' })
      for (const [, time] of dated.matchAll(/"(?:createdAt|timestamp)":"([^"]*)"/g)) {
        expect([entry.name, time! <= payload.activity.timestamp]).toEqual([entry.name, true])
      }
      expect(payload.case.activity.at(-1).timestamp).toBe(payload.activity.timestamp)
    }
  })

  test('people are there from when they were assigned until they were taken off', () => {
    const people = (event: string) => bodyOf(event, 'full').payload.case.assignees.length
    expect(['CREATE_CASE', 'ADD_CASE_ASSIGNEE', 'ADD_CASE_DECISION', 'REMOVE_CASE_ASSIGNEE'].map(people)).toEqual([
      0, 2, 2, 1,
    ])
    const contact = (event: string) => bodyOf(event, 'full').payload.case.hrRep
    expect(contact('REMOVE_HR_REP')).toBe(null)
    expect(contact('CREATE_CASE').id).not.toBe(contact('ADD_HR_REP').id)
    expect(bodyOf('CREATE_CASE', 'full').payload.case).toMatchObject({ assignedTo: null, assignedBy: null })
    expect(bodyOf('ADD_CASE_ASSIGNEE', 'full').payload.case.assignedTo).toMatchObject({ id: expect.any(String) })
  })

  test('payments, files, comments and decisions are as they were', () => {
    const at = (event: string) => bodyOf(event, 'full').payload.case
    const status = (event: string) => at(event).payments[0]?.status
    expect(['ORDER_CREATED', 'PAYMENT_ADDED', 'CREATE_CASE'].map(status)).toEqual(['PAID', 'UNPAID', undefined])
    expect(at('ADD_CASE_DECISION').attachments[0].isDeleted).toBe(false)
    expect(at('DELETE_ATTACHMENT').attachments[0].isDeleted).toBe(true)
    expect([at('ADD_CASE_DECISION'), at('DECISION_DELETED')].map(one => one.decisions.length)).toEqual([1, 0])
    expect([at('ADD_CASE_COMMENT'), at('DELETE_CASE_COMMENT')].map(one => one.comments.length)).toEqual([1, 0])
  })
})

test('no fixture holds an address, number or host of anybody real', () => {
  for (const entry of CATALOGUE.filter(one => one.variants.includes('full'))) {
    mapStrings(fixture(entry.name, { variant: 'full', documents: 'url' }), text => {
      for (const [, host] of text.matchAll(/(?:@|https?:\/\/)([\w.-]+)/g))
        expect(host).toMatch(/(^|\.)example\.(com|org|net)$/)
      for (const [number] of text.matchAll(/\+1\d{10}/g)) expect(number).toMatch(/^\+1\d{3}55501\d\d$/)
      return text
    })
  }
})
