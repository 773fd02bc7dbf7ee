/** The explanations of one run: their number, what needs no search, what was proven before, suspects. */
import { describe, expect, test } from 'vitest'
import { createExplainer } from '../../src/explain/explainer.js'
import { decision, delivery, hmac, python, SECRET, sample, write } from './bodies.js'

const spaced = write(JSON.parse(decision), python)
const broken = (more = {}) => delivery(decision, spaced, more)

test('so many searches, and the rest is counted', () => {
  const explainer = createExplainer({ limit: 2 })
  expect(explainer.mismatch(broken())?.proof).toBe('proven')
  expect(explainer.computed({ ...broken(), computed: hmac(spaced) })?.proof).toBe('proven')
  expect(explainer.mismatch(broken())).toBeUndefined()
  expect(explainer.computed({ ...broken(), computed: hmac(spaced) })).toBeUndefined()
  expect(explainer.skipped).toBe(2)
})

test('what needs no search is told beyond the limit, and is not counted', () => {
  const explainer = createExplainer({ limit: 0 })
  expect(explainer.mismatch(delivery(sample, sample, { signatureValues: [] }))?.causes).toEqual(['header-missing'])
  expect(explainer.mismatch(delivery(sample, sample, { signatureValues: [SECRET] }))?.proof).toBe('observed')
  expect(explainer.mismatch(delivery(sample, sample))?.proof).toBe('none')
  expect(explainer.skipped).toBe(0)
})

test('a hundred where nothing else is asked for', () => {
  const explainer = createExplainer({ budget: { candidates: 1 } })
  for (let count = 0; count < 103; count++) explainer.mismatch(broken())
  expect(explainer.skipped).toBe(3)
})

test('what was proven is tried first for the next delivery, other faults are still found', () => {
  const explainer = createExplainer()
  const sorted = { ...python, keys: (one: string[]) => one.toSorted() }
  const input = delivery(decision, write(JSON.parse(decision), sorted), { signKey: `${SECRET}\n` })
  const first = explainer.mismatch(input)!
  const again = explainer.mismatch(input)!
  expect(again.causes).toEqual(first.causes)
  expect(again.tried.candidates).toBeLessThan(first.tried.candidates / 3)
  expect(explainer.mismatch(broken())?.causes).toEqual(['json-spacing', 'json-unicode-escapes'])
})

test('the budget of a run is that of each search', () => {
  const explainer = createExplainer({ budget: { candidates: 7 } })
  const unknown = delivery('{}', sample, { signKey: 'unknown' })
  for (const _ of [1, 2]) expect(explainer.mismatch(unknown)?.tried).toMatchObject({ candidates: 7, exhausted: true })
})

describe('suspects', () => {
  const suspects = [{ label: 'staging', value: 'whk_staging' }]

  test('explain by their name, and are never called valid', () => {
    const explainer = createExplainer()
    const told = explainer.mismatch(delivery(sample, sample, { signKey: 'whk_staging', suspects }))
    expect(told).toMatchObject({ proof: 'proven', causes: ['secret-of-another-environment'], secret: 'staging' })
    expect(JSON.stringify(told)).not.toContain('whk_staging')
  })

  test('with a fault of the body, and with one of their own', () => {
    const explainer = createExplainer()
    const body = explainer.mismatch(broken({ signKey: 'whk_staging', suspects }))
    expect(body?.causes).toEqual(['json-spacing', 'json-unicode-escapes', 'secret-of-another-environment'])
    const secret = explainer.mismatch(delivery(sample, sample, { signKey: 'whk_staging\n', suspects }))
    expect(secret?.causes).toEqual(['secret-whitespace', 'secret-of-another-environment'])
  })

  test('that change between deliveries are followed', () => {
    const explainer = createExplainer()
    const input = delivery(sample, sample, { signKey: 'whk_old' })
    expect(explainer.mismatch({ ...input, suspects })?.proof).toBe('likely')
    const old = [{ label: 'old', value: 'whk_old' }]
    expect(explainer.mismatch({ ...input, suspects: old })).toMatchObject({ proof: 'proven', secret: 'old' })
  })
})
