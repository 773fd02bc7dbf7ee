/** The members that the build wrote down, and how values are compared with them, against the schemas and zod itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ALL } from '../../src/events/catalogue/all.js'
import type { CatalogueEntry } from '../../src/events/catalogue.js'
import { CATALOGUE } from '../../src/events/catalogue-list.js'
import { FIELDS } from '../../src/events/field.js'
import type { FieldKind } from '../../src/events/field-meta.js'
import { eventTree, type Member } from '../../src/events/member-tree.js'
import { eventSchema } from '../../src/events/schema.js'
import { schemaTable, unwrap } from '../../src/events/schema-table.js'
import { MEMBERS } from '../../src/generated/members.js'
import { HEAVY } from '../support/tier.js'
import { SENDABLE } from './bodies.js'

test('the build wrote down what the source says now', () => {
  // `legacy` beside `members` is for the types alone.
  expect(CATALOGUE).toEqual(ALL.map(({ legacy: _, ...entry }: CatalogueEntry & { legacy?: unknown }) => entry))
  expect(JSON.parse(MEMBERS)).toEqual(JSON.parse(JSON.stringify(schemaTable())))
})

/** Calls back for every member of a schema, with the one of the tree that stands for it. */
function eachPair(schema: z.ZodMiniType, member: Member, visit: (schema: z.ZodMiniType, member: Member) => void): void {
  const { base } = unwrap(schema)
  visit(schema, member)
  if (base instanceof z.ZodMiniObject) {
    expect([...member.members!.keys()]).toEqual(Object.keys(base.shape))
    for (const { name, member: inner } of member.parts) eachPair(base.shape[name] as z.ZodMiniType, inner, visit)
  }
  if (base instanceof z.ZodMiniArray) eachPair(base.def.element as z.ZodMiniType, member.item!, visit)
}

test.each(SENDABLE)('%s, %s: the tree is that of the schema', (event, variant) => {
  eachPair(eventSchema(event, variant), eventTree(event, variant), (schema, member) => {
    const { nullable, optional, base } = unwrap(schema)
    expect(member).toMatchObject({ meta: FIELDS.get(schema), nullable, optional })
    expect(member.members !== undefined).toBe(base instanceof z.ZodMiniObject)
    expect(member.item !== undefined).toBe(base instanceof z.ZodMiniArray)
  })
})

describe('a value fits where zod takes it', () => {
  const leaves = new Map<FieldKind, Map<string, [z.ZodMiniType, Member]>>()
  for (const [event, variant] of SENDABLE) {
    eachPair(eventSchema(event, variant), eventTree(event, variant), (schema, member) => {
      const { kind, values, open } = member.meta
      const alike = leaves.get(kind) ?? new Map()
      leaves.set(kind, alike.set(JSON.stringify([values, open]), [unwrap(schema).base, member]))
    })
  }
  const uuid = fc.uuid({ version: [1, 4, 7] })
  const time = fc
    .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    .map(date => date.toISOString())
  const offset = fc.constantFrom('', 'Z', 'z', '+02:00', '-23:59', '+24:00', '+0200', '+02', '.', '.123456789Z')
  const samples = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    uuid,
    time,
    fc.tuple(time, offset).map(([text, end]) => text.replace(/(?:\.\d+)?Z$/, end)),
    fc.constantFrom('2026-02-29T00:00:00Z', '2024-02-29T24:00:00Z', '1900-02-29T00:00:00Z', '2026-03-06T16:42Z'),
    fc.base64String(),
    fc.string({ unit: fc.constantFrom(...'AZaz09+/=-_ \n\u00e9') }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom(
      'http:example.com',
      'mailto:a@example.com',
      '//example.com',
      'https://',
      ' https://a.test\n',
      'a:b',
    ),
    fc.constantFrom(...[...leaves.get('choice')!.values()].flatMap(([, { meta }]) => meta.values!)),
    fc.constantFrom(2 ** 53, 2 ** 53 - 1, -0, 0.5, 1e300, true, '', '12.50'),
  )
  const damaged = fc.tuple(samples, fc.nat(), fc.string({ maxLength: 2 })).map(([value, at, piece]) => {
    if (typeof value !== 'string') return value
    const place = at % (value.length + 1)
    return value.slice(0, place) + piece + value.slice(place + (at % 3))
  })

  test.each([...leaves.keys()])('%s', kind => {
    const alike = [...leaves.get(kind)!.values()]
    fc.assert(
      fc.property(fc.oneof(samples, damaged), value => {
        fc.pre(value !== null && (kind === 'object' || kind === 'list' ? typeof value !== 'object' : true))
        for (const [base, member] of alike)
          expect([value, member.fit(value) === 'ok']).toEqual([value, base.safeParse(value).success])
      }),
      { numRuns: HEAVY ? 500 : 100 },
    )
  })

  test('a document of 24 MB', () => {
    const [[, member]] = [...leaves.get('document')!.values()] as [[z.ZodMiniType, Member]]
    const document = 'QUJD'.repeat(6 * 1024 ** 2)
    expect(member.fit(document)).toBe('ok')
    expect(member.fit(`${document}QU=D`)).toBe('bad-format')
    expect(member.fit(`${document}QUI`)).toBe('bad-format')
    expect(member.fit(`${document.slice(0, -1)}\n`)).toBe('bad-format')
  })
})
