/** The members of an event's body as a tree with all that is known of each: what findings, masking and the listing of fields walk through. */
import { MEMBERS } from '../generated/members.js'
import { sendableEvent, type Variant } from './catalogue.js'
import type { Evidence, FieldMeta } from './field-meta.js'
import { type Fit, fitOf } from './fit.js'
import { type MemberTable, NULLABLE, OPTIONAL } from './member-table.js'

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

let table: MemberTable | undefined

const trees: Record<Variant, Map<string, Member>> = { event: new Map(), full: new Map(), legacy: new Map() }

/**
 * The tree of an event's body; made once.
 *
 * @throws CvHookError `unknown-event`, `usage` when the event has no such shape
 */
export function eventTree(event: string, variant: Variant): Member {
  const known = trees[variant].get(event)
  if (known) return known
  const { name, variants } = sendableEvent(event, variant)
  table ??= JSON.parse(MEMBERS) as MemberTable
  const tree = memberAt(table, table.bodies[name]![variants.indexOf(variant)]!, 'documented', name)
  trees[variant].set(name, tree)
  return tree
}

function memberAt(table: MemberTable, place: number, above: Evidence, event: string): Member {
  const [metaPlace, flags, ...inner] = table.members[place]!
  const known = table.metas[metaPlace]!
  const meta = known.values?.length === 0 ? { ...known, values: [event] } : known
  const evidence = weaker(above, meta.evidence)
  const at = (inside: number) => memberAt(table, inner[inside]!, evidence, event)
  const names = meta.kind === 'object' ? table.names[inner[0]!]!.split(',') : []
  const parts = inner.length > 1 ? names.map((name, index) => ({ name, member: at(index + 1) })) : []
  return {
    meta,
    evidence,
    nullable: (flags & NULLABLE) !== 0,
    optional: (flags & OPTIONAL) !== 0,
    members: meta.kind === 'object' ? new Map(parts.map(({ name, member }) => [name, member])) : undefined,
    parts,
    item: meta.kind === 'list' ? at(0) : undefined,
    fit: fitOf(meta),
  }
}

const STRENGTH: Record<Evidence, number> = { documented: 0, example: 1, inferred: 2 }

const weaker = (one: Evidence, other: Evidence) => (STRENGTH[one] < STRENGTH[other] ? other : one)
