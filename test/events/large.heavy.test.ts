/** Bodies made to be large. */
import { describe, expect, test } from 'vitest'
import { maskBody } from '../../src/events/mask.js'
import { validate, validateBody } from '../../src/events/validate.js'
import { bodyOf } from './bodies.js'

const masked = (body: unknown) => maskBody(body, (kind, value) => `${kind}#${value.length}`)

describe('large bodies', () => {
  const unknown = () => Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`k${index}`, index]))

  test('200,000 undocumented members: a hundred findings', () => {
    const body = bodyOf('ADD_CASE_DECISION')
    Object.assign(body.payload.decision, unknown())
    expect(validate(body).findings).toHaveLength(100)
  })

  test('a million wrong items: a hundred findings', () => {
    const body = bodyOf('ADD_CASE_DECISION')
    body.payload.decision.medInfo = new Array(1_000_000).fill(7)
    body.payload.formResponse.responses = new Array(1_000_000).fill(null)
    expect(validate(body).findings).toHaveLength(100)
  })

  test('errors are kept rather than warnings that come first', () => {
    const body = bodyOf('ADD_CASE_DECISION')
    Object.assign(body.payload.decision, unknown())
    delete body.payload.activity
    const { findings } = validate(body)
    expect(findings[0]).toMatchObject({ severity: 'error', path: 'payload.activity' })
    expect(findings).toHaveLength(100)
  })

  test('a document of 20 MB', () => {
    const body = bodyOf('ADD_CASE_ATTACHMENT')
    body.payload.attachment.content = 'QUJD'.repeat(5_000_000)
    expect(validateBody(new TextEncoder().encode(JSON.stringify(body))).findings).toEqual([])
    expect(JSON.stringify(masked(body))).toContain('<document, 14 MB>')
  })

  test('a million members that stand twice', () => {
    const text = `{${'"a":1,'.repeat(1_000_000)}"a":1}`
    expect(validateBody(new TextEncoder().encode(text)).findings.length).toBeLessThanOrEqual(100)
  })
})
