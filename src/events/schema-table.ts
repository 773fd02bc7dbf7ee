/** From schemas to the table of their members. Runs while building, and in the tests that hold the two together. */
import * as z from 'zod/mini'
import { CATALOGUE } from './catalogue-list.js'
import { FIELDS } from './field.js'
import type { FieldMeta } from './field-meta.js'
import { type MemberRow, type MemberTable, NULLABLE, OPTIONAL } from './member-table.js'
import { eventSchema } from './schema.js'

/** The table of every event in every shape. */
export function schemaTable(): MemberTable {
  const metas = distinct<FieldMeta>()
  const members = distinct<MemberRow>()
  const names = distinct<string>()
  const placeOf = (schema: z.ZodMiniType, event: string): number => {
    const { base, nullable, optional } = unwrap(schema)
    const meta = FIELDS.get(schema)!
    const isOwnName = meta.values?.length === 1 && meta.values[0] === event
    const row: MemberRow = [
      metas.placeOf(isOwnName ? { ...meta, values: [] } : meta),
      (nullable ? NULLABLE : 0) + (optional ? OPTIONAL : 0),
    ]
    if (base instanceof z.ZodMiniObject) {
      row.push(names.placeOf(Object.keys(base.shape).join()))
      for (const one of Object.values(base.shape)) row.push(placeOf(one as z.ZodMiniType, event))
    } else if (base instanceof z.ZodMiniArray) row.push(placeOf(base.def.element as z.ZodMiniType, event))
    return members.placeOf(row)
  }
  const bodies = CATALOGUE.filter(({ variants }) => variants.length > 0).map(({ name, variants }) => [
    name,
    variants.map(variant => placeOf(eventSchema(name, variant), name)),
  ])
  return { metas: metas.list, members: members.list, names: names.list, bodies: Object.fromEntries(bodies) }
}

/** The schema of a value that is there and not null. */
export function unwrap(schema: z.ZodMiniType): { base: z.ZodMiniType; nullable: boolean; optional: boolean } {
  const optional = schema instanceof z.ZodMiniOptional
  const present = optional ? (schema.def.innerType as z.ZodMiniType) : schema
  const nullable = present instanceof z.ZodMiniNullable
  return { base: nullable ? (present.def.innerType as z.ZodMiniType) : present, nullable, optional }
}

function distinct<T>() {
  const places = new Map<string, number>()
  const list: T[] = []
  const placeOf = (item: T) => {
    const key = JSON.stringify(item)
    const place = places.get(key) ?? list.push(item) - 1
    places.set(key, place)
    return place
  }
  return { list, placeOf }
}
