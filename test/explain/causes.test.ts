/** What is told of causes: complete, and true of the vectors. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { CAUSE_GROUPS, CAUSE_IDS, CAUSES, type CauseId } from '../../src/explain/causes.js'

const FOLDER = new URL('../../fixtures/vectors/', import.meta.url)

test('the groups hold every cause once, 57 in all', () => {
  expect(CAUSE_GROUPS.flatMap(({ causes }) => Object.keys(causes))).toEqual([...CAUSE_IDS])
  expect(CAUSE_IDS).toHaveLength(57)
})

describe.each(CAUSE_IDS)('%s', id => {
  const cause = CAUSES[id]
  it('has a title that fits into a sentence', () => expect(cause.title).not.toMatch(/\.$/))
  it.each(['happened', 'recognised', 'fix'] as const)('says in sentences: %s', member => {
    expect(cause[member]).toMatch(/^[A-Z].{15,}\.$/)
    expect(cause[member].length).toBeLessThan(320)
  })
})

test('a cause is said to be as provable as the best of its vectors', () => {
  const rank = ['none', 'likely', 'observed', 'proven']
  const best = new Map<CauseId, string>()
  for (const name of readdirSync(FOLDER).filter(name => name.endsWith('.json'))) {
    const { causes, proof } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')).expect
    if (causes.length !== 1) continue
    const known = best.get(causes[0]) ?? 'none'
    best.set(causes[0], rank.indexOf(proof) > rank.indexOf(known) ? proof : known)
  }
  expect(best.size).toBeGreaterThan(50)
  expect(Object.fromEntries([...best].map(([id]) => [id, CAUSES[id].proof]))).toEqual(Object.fromEntries(best))
})
