/** A schema as a tree of its members with all that is known of each: what findings, masking and the listing of fields walk through. */
import * as z from 'zod/mini'
import type { Variant } from './catalogue.js'
import { type Evidence, FIELDS, type FieldMeta } from './field-meta.js'
import { eventSchema } from './schema.js'

/** How a value that is there compares with what is known of its member. */
export type Fit = 'ok' | 'wrong-type' | 'bad-format' | 'not-in-enum'

/** One member of a body. */
export interface Member {
  readonly meta: FieldMeta
  /** The weakest evidence on the way to it: nothing inside an inferred object is better than inferred. */
  readonly evidence: Evidence
  readonly nullable: boolean
  readonly optional: boolean
  readonly members: ReadonlyMap<string, Member> | undefined
  /** The same as a list, which is the faster one to walk. */
  readonly parts: ReadonlyArray<{ readonly name: string; readonly member: Member }>
  readonly item: Member | undefined
  /** Compares a value, but not what is inside it; null does not get here. */
  readonly fit: (value: unknown) => Fit
}

const trees: Record<Variant, Map<string, Member>> = { event: new Map(), full: new Map(), legacy: new Map() }

/**
 * The tree of an event's body; made once.
 *
 * @throws CvHookError `unknown-event`, `usage` when the event has no such shape
 */
export function eventTree(event: string, variant: Variant): Member {
  const known = trees[variant].get(event)
  if (known) return known
  const tree = memberOf(eventSchema(event, variant), 'documented')
  trees[variant].set(event, tree)
  return tree
}

/** The tree of any schema that is written in the vocabulary of field.ts. */
export function memberOf(schema: z.ZodMiniType, above: Evidence): Member {
  const meta = FIELDS.get(schema)!
  const optional = schema instanceof z.ZodMiniOptional
  const present = optional ? (schema.def.innerType as z.ZodMiniType) : schema
  const nullable = present instanceof z.ZodMiniNullable
  const base = nullable ? (present.def.innerType as z.ZodMiniType) : present
  const evidence = weaker(above, meta.evidence)
  const members =
    base instanceof z.ZodMiniObject
      ? new Map(Object.entries(base.shape).map(([name, member]) => [name, memberOf(member as z.ZodMiniType, evidence)]))
      : undefined
  return {
    meta,
    evidence,
    nullable,
    optional,
    members,
    parts: [...(members ?? [])].map(([name, member]) => ({ name, member })),
    item: base instanceof z.ZodMiniArray ? memberOf(base.def.element as z.ZodMiniType, evidence) : undefined,
    fit: fitOf(base, meta),
  }
}

const STRENGTH: Record<Evidence, number> = { documented: 0, example: 1, inferred: 2 }

const weaker = (one: Evidence, other: Evidence) => (STRENGTH[one] < STRENGTH[other] ? other : one)

function fitOf(base: z.ZodMiniType, meta: FieldMeta): (value: unknown) => Fit {
  const typed = (right: (value: unknown) => boolean) => (value: unknown) => (right(value) ? 'ok' : 'wrong-type')
  switch (meta.kind) {
    case 'object':
      return typed(value => typeof value === 'object' && !Array.isArray(value))
    case 'list':
      return typed(Array.isArray)
    case 'flag':
      return typed(value => typeof value === 'boolean')
    case 'integer':
      return typed(Number.isSafeInteger)
    case 'number':
      return typed(value => typeof value === 'number')
    case 'amount':
      return typed(value => typeof value === 'number' || typeof value === 'string')
    case 'text':
    case 'id':
      return typed(value => typeof value === 'string')
    case 'choice': {
      const values = new Set<unknown>(meta.values)
      return value => (typeof value !== 'string' ? 'wrong-type' : meta.open || values.has(value) ? 'ok' : 'not-in-enum')
    }
    default: {
      const fits = formatOf(base)
      return value => (typeof value !== 'string' ? 'wrong-type' : fits(value) ? 'ok' : 'bad-format')
    }
  }
}

/** Ids and times, which are most of what has a format, are nothing but a pattern, which is tried many times as fast. */
function formatOf(base: z.ZodMiniType): (text: string) => boolean {
  if (!(base instanceof z.ZodMiniGUID || base instanceof z.ZodMiniISODateTime))
    return text => base.safeParse(text).success
  const { pattern } = base._zod.def
  return pattern ? text => pattern.test(text) : text => base.safeParse(text).success
}
