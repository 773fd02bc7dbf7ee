import { expect, test } from 'vitest'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { summarise } from '../../src/events/summary.js'
import { bodyOf, SENDABLE } from './bodies.js'

test.each<[event: string, line: string]>([
  ['ADD_CASE_ASSIGNEE', '2 people assigned'],
  ['ADD_CASE_COMMENT', 'comment added, 1 file'],
  ['ADD_CASE_DECISION', 'decision approved, 2 medicines, visit SYNC_PHONE'],
  ['ADD_FORM_RESPONSE', 'form filled in, 7 answers'],
  ['ARCHIVE_CASE', 'case archived, COMPLETE'],
  ['CALENDAR_EVENT_RESCHEDULED', 'appointment moved, EVENT_ACCEPTED_BY_PROVIDER'],
  ['CHANGE_CASE_STATUS', 'status ASSIGNED -> IN_PROGRESS'],
  ['CREATE_CASE', 'case created, OPEN'],
  ['DECISION_DELETED', 'decision deleted, 2 medicines, visit SYNC_PHONE'],
  ['ESCALATE_CASE', 'the case was escalated'],
  ['ORDER_CREATED', 'order created, ORDERED'],
  ['ORDER_STATUS_CHANGED', 'order SHIPPED'],
  ['ORDER_TRACKING_ADDED', 'order SHIPPED, tracking added'],
  ['PAYMENT_ADDED', 'payment added, UNPAID 249.99'],
  ['PAYMENT_COMPLETED', 'payment PAID 199.5'],
  ['SMS_SENT', 'a text message was sent'],
  ['VISIT_TYPE_CHANGED', 'visit SYNC_VIDEO -> SYNC_PHONE'],
])('%s: %s', (event, line) => {
  expect(summarise(bodyOf(event))).toBe(line)
  expect(summarise(bodyOf(event, 'full'))).toBe(line)
})

test('the older shapes say the same', () => {
  expect(summarise(bodyOf('ADD_CASE_DECISION', 'legacy'))).toBe('decision approved, 1 medicine')
  expect(summarise(bodyOf('ADD_FORM_RESPONSE', 'legacy'))).toBe('form filled in, 1 answer')
  expect(summarise(bodyOf('ADD_CASE_COMMENT', 'legacy'))).toBe('comment added, 1 file')
})

test('a file comes with its size, or as a link', () => {
  const body = bodyOf('ADD_CASE_ATTACHMENT')
  expect(summarise(body)).toMatch(/^file attached, \d+ bytes$/)
  body.payload.attachment = { url: 'https://example.com/' }
  expect(summarise(body)).toBe('file attached, by URL')
})

test.each([
  [{ isApproved: false }, 'decision denied, 2 medicines, visit SYNC_PHONE'],
  [{ isNoDecision: true }, 'no decision made, 2 medicines, visit SYNC_PHONE'],
  [{ visitType: 'Jane Doe', medInfo: [] }, 'decision approved'],
])('a decision with %j: %s', (change, line) => {
  const body = bodyOf('ADD_CASE_DECISION')
  Object.assign(body.payload.decision, change)
  expect(summarise(body)).toBe(line)
})

test('where the body says nothing safe, the meaning of the event does', () => {
  for (const { name } of CATALOGUE) expect(summarise({ event: name, payload: {} })).not.toBe('')
  for (const { name, meaning } of CATALOGUE.filter(entry => entry.evidence === 'listed')) {
    expect(summarise({ event: name })).toBe(meaning)
  }
  expect(summarise({ event: 'VISIT_TYPE_CHANGED', payload: 7 })).toBe('the kind of visit was changed')
})

test('of what is no known event, nothing is said', () => {
  for (const body of [null, 7, [], {}, { event: 7 }, { event: 'SOMETHING_NEW' }]) expect(summarise(body)).toBe('')
})

test('every line fits a terminal', () => {
  for (const [event, variant] of SENDABLE) expect(summarise(bodyOf(event, variant)).length).toBeLessThanOrEqual(60)
})
