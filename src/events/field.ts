/** The vocabulary in which event objects are written: zod schemas that know how each member is attested and whether it may be shown. */
import * as z from 'zod/mini'
import type { FieldMeta, FieldOptions, IdKind } from './field-meta.js'
import { hasPath } from './has-path.js'

/** What is known of every schema made here, by schema. */
export const FIELDS = z.registry<FieldMeta>()

/** Free text: never shown. */
export const text = (options: FieldOptions = {}) => leaf(() => z.string(), { kind: 'text', safe: false }, options)

/** An id in the form of a UUID. */
export const uuid = (idKind: IdKind, options: FieldOptions = {}) =>
  leaf(() => z.guid(), { kind: 'uuid', safe: false, idKind }, options)

/** An id without a form that could be relied on. */
export const id = (idKind: IdKind, options: FieldOptions = {}) =>
  leaf(() => z.string(), { kind: 'id', safe: false, idKind }, options)

/** An ISO 8601 date and time. */
export const time = (options: FieldOptions = {}) =>
  leaf(() => z.iso.datetime({ offset: true }), { kind: 'time', safe: true }, options)

/** True or false. */
export const flag = (options: FieldOptions = {}) => leaf(() => z.boolean(), { kind: 'flag', safe: true }, options)

/** A whole number. */
export const integer = (options: FieldOptions = {}) => leaf(() => z.int(), { kind: 'integer', safe: true }, options)

/** A number. */
export const number = (options: FieldOptions = {}) => leaf(() => z.number(), { kind: 'number', safe: true }, options)

/** Money: a number by the documents, a text of digits in the field. */
export const amount = (options: FieldOptions = {}) =>
  leaf(() => z.union([z.number(), z.string()]), { kind: 'amount', safe: true }, options)

/** One of the values that a document lists. */
export const choice = (values: readonly string[], options: FieldOptions = {}) =>
  leaf(() => z.enum(values), { kind: 'choice', safe: true, values }, options)

/** A text of which some values are known; others are no finding, and are not shown. */
export const openChoice = (values: readonly string[], options: FieldOptions = {}) =>
  leaf(() => z.string(), { kind: 'choice', safe: true, values, open: true }, options)

/** The bytes of a document, inline. */
export const base64 = (options: FieldOptions = {}) => leaf(() => z.base64(), { kind: 'document', safe: false }, options)

/** An address on the web. */
export const url = (options: FieldOptions = {}) => leaf(() => z.url(), { kind: 'url', safe: false }, options)

/** Several of one kind. */
export const list = (item: z.ZodMiniType, options: FieldOptions = {}) =>
  field(z.array(item), { kind: 'list', safe: true }, options)

/**
 * An object with known members; others are let through.
 *
 * @param oneOf paths within the object of which at least one must be there
 */
export function object(
  members: Record<string, z.ZodMiniType>,
  options: FieldOptions & { oneOf?: ReadonlyArray<readonly string[]> } = {},
): z.ZodMiniType {
  const { oneOf, ...rest } = options
  const schema = z.looseObject(members)
  if (!oneOf) return field(schema, { kind: 'object', safe: true }, rest)
  return field(
    schema.check(z.refine(value => oneOf.some(path => hasPath(value, path)))),
    { kind: 'object', safe: true, oneOf },
    rest,
  )
}

const leaves = new Map<string, z.ZodMiniType>()

// Most members are one of a few dozen leaves: making each once is most of what there is to save in building a schema.
function leaf(make: () => z.ZodMiniType, known: Known, options: FieldOptions): z.ZodMiniType {
  const key = JSON.stringify([known, options])
  const schema = leaves.get(key) ?? field(make(), known, options)
  leaves.set(key, schema)
  return schema
}

type Known = Pick<FieldMeta, 'kind' | 'safe' | 'values' | 'open' | 'idKind' | 'oneOf'>

function field(
  base: z.ZodMiniType,
  known: Known,
  { evidence = 'documented', nullable, optional, ...rest }: FieldOptions,
): z.ZodMiniType {
  let schema = nullable ? z.nullable(base) : base
  if (optional || evidence === 'example') schema = z.optional(schema)
  FIELDS.add(schema, { ...known, evidence, ...rest })
  return schema
}
