import { describe, expect, test } from 'vitest'
import { getAt, type Json, parsePath, setAt, unsetAt } from '../../src/core/path.js'
import type { Variant } from '../../src/events/catalogue.js'
import { fixture } from '../../src/events/fixture.js'
import { type Finding, validate } from '../../src/events/validate.js'
import { bodyOf } from './bodies.js'

const REMOVED = Symbol('removed')

function findingsFor(event: string, variant: Variant, path: string, value: Json | typeof REMOVED): Finding[] {
  const body = fixture(event, { variant }) as unknown as Json
  if (value === REMOVED) unsetAt(body, parsePath(path))
  else setAt(body, parsePath(path), value)
  return validate(body).findings
}

const brief = (findings: Finding[]) => findings.map(one => `${one.severity} ${one.code} ${one.path}`)

describe('one member changed', () => {
  test.each<
    [event: string, variant: Variant, path: string, value: Json | typeof REMOVED, expected: string | undefined]
  >([
    // what a table documents is firm
    ['ADD_CASE_DECISION', 'event', 'payload.decision.visitType', REMOVED, 'error missing'],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.isApproved', 'yes', 'error wrong-type'],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.medInfo[1].dosage', null, 'error null'],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.medInfo[1].refillCount', 1.5, 'error wrong-type'],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.addedBy', [], 'error wrong-type'],
    ['ADD_CASE_DECISION', 'event', 'payload.formResponse.responses', {}, 'error wrong-type'],
    ['ADD_CASE_DECISION', 'event', 'payload.case', REMOVED, 'error missing'],
    ['ADD_CASE_DECISION', 'event', 'payload.activity', REMOVED, 'error missing'],
    ['ADD_CASE_DECISION', 'event', 'payload.case.submitter.id', 7, 'error wrong-type'],
    ['ADD_CASE_ATTACHMENT', 'event', 'payload.attachment.content', REMOVED, 'error missing'],
    ['ORDER_CREATED', 'event', 'payload.order', REMOVED, 'error missing'],
    ['ADD_CASE_COMMENT', 'legacy', 'payload.comment.author.firstName', REMOVED, 'error missing'],
    // formats and enumerations are not
    ['ADD_CASE_DECISION', 'event', 'payload.decision.id', 'none', 'warning bad-format'],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.createdAt', 'yesterday', 'warning bad-format'],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.visitType', 'SYNC_IN_PERSON', 'warning not-in-enum'],
    ['ADD_CASE_DECISION', 'event', 'payload.case.status', 'ABANDONED', 'warning not-in-enum'],
    ['ADD_CASE_ATTACHMENT', 'event', 'payload.attachment.content', 'not base64!', 'warning bad-format'],
    ['CALENDAR_EVENT_CANCELED', 'event', 'payload.calendarEvent.meetingLink', 'here', 'warning bad-format'],
    // nor is anything new
    ['ADD_CASE_DECISION', 'event', 'payload.decision.mood', 'good', 'warning undocumented'],
    ['ADD_CASE_DECISION', 'event', 'version', 2, 'warning undocumented'],
    // what only an example shows may be missing, but is known by its type
    ['ADD_CASE_DECISION', 'event', 'payload.activity.isPHI', REMOVED, undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.activity.isPHI', 'no', 'warning wrong-type'],
    ['DECISION_DELETED', 'event', 'payload.decision.addedBy.slackId', REMOVED, undefined],
    ['DECISION_DELETED', 'event', 'payload.decision.addedBy.hoursWorkedPerWeek', 40, 'warning wrong-type'],
    ['ADD_PAYMENT_INFO_USING_LINK', 'event', 'payload.activity.isPHI', REMOVED, 'error missing'],
    // what is inferred gets a warning, however deep
    ['CHANGE_CASE_STATUS', 'event', 'payload.activity', REMOVED, undefined],
    ['CHANGE_CASE_STATUS', 'event', 'payload.case', REMOVED, 'warning missing'],
    ['CHANGE_CASE_STATUS', 'event', 'payload.case.submitter.firstName', 7, 'warning wrong-type'],
    ['ADD_CASE_ATTACHMENT', 'event', 'payload.case.closedAt', REMOVED, 'error missing'],
    ['ADD_CASE_ATTACHMENT', 'event', 'payload.case.isArchived', REMOVED, 'warning missing'],
    ['ADD_CASE_COMMENT', 'event', 'payload.comments.attachments[0].fileName', REMOVED, 'warning missing'],
    ['ADD_CASE_COMMENT', 'event', 'payload.comments.attachments[0].content', REMOVED, 'warning missing'],
    ['SMS_SENT', 'event', 'payload.case.status', null, 'warning null'],
    ['CREATE_CASE', 'full', 'payload.case.assignees', REMOVED, 'warning missing'],
    // nulls that are known
    ['ADD_CASE_DECISION', 'event', 'payload.case.closedAt', null, undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.case.referralCode', 'SPRING', undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.case.productBundle', null, undefined],
    ['PAYMENT_ADDED', 'event', 'payload.payment.paymentDate', null, undefined],
    // where sources differ, both are right
    ['PAYMENT_ADDED', 'event', 'payload.payment.amount', '199.00', undefined],
    ['PAYMENT_ADDED', 'event', 'payload.payment.amount', true, 'error wrong-type'],
    ['PAYMENT_ADDED', 'event', 'payload.payment.status', 'ON_HOLD', undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.activity.actor.id', 'a3c6e0b2-52b0-4f5c-8a2c-0a6a5f6b8d11', undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.case.archiveReason', 'out of our own free will', undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.case.archiveNote', null, undefined],
    ['ADD_PAYMENT_INFO_USING_LINK', 'event', 'payload.paymentInfo', REMOVED, undefined],
    ['ADD_CASE_DECISION', 'event', 'payload.decision.medInfo', [], undefined],
    // the activity of another event
    ['ADD_CASE_DECISION', 'event', 'payload.activity.type', 'CREATE_CASE', 'warning type-mismatch'],
    ['CALENDAR_EVENT_STATUS_UPDATED', 'event', 'payload.activity.type', 'TEXT_INFO', undefined],
  ])('%s, %s: %s', (event, variant, path, value, expected) => {
    const found = brief(findingsFor(event, variant, path, value))
    expect(found).toEqual(expected === undefined ? [] : [`${expected} ${path}`])
  })
})

describe('shapes', () => {
  const shapeOf = (body: unknown) => validate(body).shape

  test('the older shape of a decision has one medicine as an object', () => {
    const body = bodyOf('ADD_CASE_DECISION')
    body.payload.decision.medInfo = body.payload.decision.medInfo[0]
    expect(shapeOf(body)).toBe('legacy')
  })

  test('a body without its activity keeps its shape where anything else tells it', () => {
    for (const event of ['ADD_CASE_DECISION', 'ADD_CASE_COMMENT', 'ADD_FORM_RESPONSE', 'VISIT_TYPE_CHANGED']) {
      const body = bodyOf(event)
      delete body.payload.activity
      expect([event, shapeOf(body)]).toEqual([event, 'event'])
    }
  })

  test('an order beside the payload is accepted in every shape', () => {
    const { event, payload } = bodyOf('ORDER_TRACKING_ADDED')
    const { order, ...rest } = payload
    expect(validate({ event, order, payload: rest })).toEqual({ event, shape: 'event', findings: [] })
  })

  test('respondent is accepted beside the answers too', () => {
    const body = bodyOf('ADD_FORM_RESPONSE')
    const { respondent } = body.payload.response[0]
    for (const answer of body.payload.response) delete answer.respondent
    expect(validate({ ...body, payload: { ...body.payload, respondent } }).findings).toEqual([])
  })
})

describe('bodies of no known shape', () => {
  test.each<[what: string, body: unknown, event: string | undefined, found: string[]]>([
    ['null', null, undefined, ['error wrong-type ']],
    ['a text', 'CREATE_CASE', undefined, ['error wrong-type ']],
    ['an array', [], undefined, ['error wrong-type ']],
    ['nothing in it', {}, undefined, ['error missing event', 'error missing payload']],
    [
      'a new event',
      { event: 'CASE_PRODUCT_SHIPPED', payload: {} },
      'CASE_PRODUCT_SHIPPED',
      ['warning unknown-event event'],
    ],
    ['an odd event', { event: 'Jane Doe, 1987', payload: {} }, undefined, ['warning unknown-event event']],
    ['wrong letters', { event: 'create_case', payload: {} }, undefined, ['warning unknown-event event']],
    [
      'an activity',
      { event: 'SUBSCRIPTION_ADDED', payload: {} },
      'SUBSCRIPTION_ADDED',
      ['warning unknown-event event'],
    ],
    ['a number', { event: 7, payload: {} }, undefined, ['error wrong-type event']],
    ['no payload', { event: 'CREATE_CASE' }, 'CREATE_CASE', ['error missing payload']],
    ['null', { event: 'CREATE_CASE', payload: null }, 'CREATE_CASE', ['error null payload']],
    ['a list', { event: 'CREATE_CASE', payload: [] }, 'CREATE_CASE', ['error wrong-type payload']],
  ])('%s', (_, body, event, found) => {
    const validation = validate(body)
    expect(validation).toMatchObject({ event, shape: 'unknown' })
    expect(brief(validation.findings)).toEqual(found)
  })

  test('an empty payload lacks what is documented', () => {
    expect(brief(validate({ event: 'ADD_CASE_DECISION', payload: { formResponse: {} } }).findings)).toEqual([
      'error missing payload.decision',
      'error missing payload.formResponse.id',
      'error missing payload.formResponse.form',
      'error missing payload.formResponse.responses',
      'error missing payload.case',
      'error missing payload.activity',
    ])
  })
})

describe('what is said', () => {
  test.each<[path: string, value: Json, message: string]>([
    ['payload.decision.id', 7, 'is a number: expected a UUID'],
    ['payload.decision.id', 'x', 'is not a UUID'],
    ['payload.decision.dosage', 'x', 'is not documented for this event'],
    ['payload.case.status', 'x', 'is none of the 6 known values'],
    ['payload.case.submitter', null, 'is null: expected an object'],
    ['payload.activity.isPHI', 'x', 'is a string: expected true or false (seen in an example only)'],
  ])('%s: %j', (path, value, message) => {
    expect(findingsFor('ADD_CASE_DECISION', 'event', path, value)).toEqual([expect.objectContaining({ path, message })])
  })

  test('names that no document lists are shown only if they look like names', () => {
    const body = bodyOf('CREATE_CASE')
    Object.assign(body.payload, { extra_1: 1, 'Jane Doe': 1, ['x'.repeat(41)]: 1 })
    expect(validate(body).findings.map(one => one.path)).toEqual([
      'payload.extra_1',
      'payload["<masked>"]',
      'payload["<masked>"]',
    ])
  })

  test('every path can be read back', () => {
    const body = bodyOf('ADD_CASE_DECISION', 'full')
    body.payload.case.responses[0].responses[1].question = { 'odd.key': 1 }
    for (const { path } of validate(body).findings) {
      if (!path.includes('<masked>')) expect(() => getAt(body, parsePath(path))).not.toThrow()
    }
  })
})
