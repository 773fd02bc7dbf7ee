import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { describeFields } from '../../src/events/fields.js'
import { eventJsonSchema } from '../../src/events/json-schema.js'
import { sample } from '../support/tier.js'
import { bodyOf, SENDABLE } from './bodies.js'

describe('describeFields', () => {
  const row = (event: string, path: string) => describeFields(event).find(one => one.path === path)

  test('lists members in the order of the documents', () => {
    const paths = describeFields('ADD_CASE_DECISION').map(one => one.path)
    expect(paths.slice(0, 4)).toEqual(['event', 'payload', 'payload.decision', 'payload.decision.id'])
    expect(paths.at(-1)).toBe('payload.activity.targetUser.email')
    expect(new Set(paths).size).toBe(paths.length)
  })

  test.each<[event: string, path: string, row: object]>([
    [
      'ADD_CASE_DECISION',
      'payload.decision.medInfo[].id',
      { type: 'string', format: 'uuid', evidence: 'documented', safe: false },
    ],
    [
      'ADD_CASE_DECISION',
      'payload.decision.medInfo[].externalId',
      { nullable: true, optional: true, evidence: 'example only' },
    ],
    [
      'ADD_CASE_DECISION',
      'payload.formResponse.responses[].question.options[]',
      { type: 'string', evidence: 'example only' },
    ],
    ['ADD_CASE_DECISION', 'payload.decision.visitType', { enum: expect.arrayContaining(['SYNC_VIDEO']), safe: true }],
    ['ADD_CASE_DECISION', 'payload.case.submitter.dob', { format: 'date-time', safe: false }],
    ['ADD_CASE_ATTACHMENT', 'payload.attachment.content', { format: 'base64', optional: true }],
    ['ADD_CASE_ATTACHMENT', 'payload.activity.id', { evidence: 'inferred' }],
    ['PAYMENT_ADDED', 'payload.payment.amount', { type: 'number | string' }],
    ['PAYMENT_ADDED', 'payload.payment.status', { enum: undefined }],
  ])('%s: %s', (event, path, expected) => expect(row(event, path)).toMatchObject(expected))

  test('a second place for a member is named, not spelled out', () => {
    const paths = describeFields('ORDER_CREATED').map(one => one.path)
    expect(paths.filter(path => path.startsWith('order'))).toEqual(['order'])
    expect(paths).toContain('payload.order.trackingId')
  })

  test('an event that is not known', () => {
    expect(() => describeFields('NOTHING')).toThrow(expect.objectContaining({ code: 'unknown-event' }))
  })
})

describe('eventJsonSchema', () => {
  test('is open, and asks for what is documented only', () => {
    const text = JSON.stringify(eventJsonSchema('ADD_CASE_COMMENT'))
    expect(text).not.toContain('additionalProperties')
    expect(eventJsonSchema('ADD_CASE_COMMENT')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'ADD_CASE_COMMENT (only event data)',
      required: ['event', 'payload'],
      properties: {
        event: { const: 'ADD_CASE_COMMENT' },
        payload: {
          required: ['comments'],
          properties: { comments: { properties: { author: { properties: { title: { type: ['string', 'null'] } } } } } },
        },
      },
    })
  })

  test.each(['ADD_CASE_COMMENT', 'ORDER_CREATED'])('%s: says first when it is sent', event => {
    expect(eventJsonSchema(event)['description']).toMatch(/^Sent when [^;]+/)
  })

  test.each(sample(SENDABLE, 4))('%s, %s: takes the fixture, and not one without its payload', (event, variant) => {
    const schema = z.fromJSONSchema(eventJsonSchema(event, variant) as Parameters<typeof z.fromJSONSchema>[0])
    expect(schema.safeParse(bodyOf(event, variant)).success).toBe(true)
    expect(schema.safeParse({ event }).success).toBe(false)
    expect(schema.safeParse({ ...bodyOf(event, variant), event: 'OTHER' }).success).toBe(false)
  })

  test.each(SENDABLE)('%s, %s: has a property for each row of the listing', (event, variant) => {
    const schema = eventJsonSchema(event, variant)
    const at = (path: string) =>
      path.split('.').reduce<Record<string, unknown> | undefined>((node, step) => {
        const depth = step.split('[]').length - 1
        let inner = (node?.['properties'] as Record<string, Record<string, unknown>>)?.[step.replaceAll('[]', '')]
        for (let level = 0; level < depth; level++) inner = inner?.['items'] as typeof inner
        return inner
      }, schema)
    for (const { path, type, nullable } of describeFields(event, variant)) {
      const types = [type.split(' | '), nullable ? 'null' : []].flat()
      expect([path, [at(path)?.['type']].flat()]).toEqual([path, types])
    }
  })
})
