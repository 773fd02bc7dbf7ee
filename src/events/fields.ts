/** The members of an event's body as rows of a listing, in the documents' order. */
import type { Variant } from './catalogue.js'
import type { MemberKnowledge } from './changes.js'
import type { Evidence, FieldKind } from './field-meta.js'
import { eventTree, type Member } from './member-tree.js'

/** One member. */
export interface FieldRow {
  /** Items of an array are written `medInfo[]`. */
  path: string
  type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'number | string'
  format: 'uuid' | 'date-time' | 'base64' | 'uri' | undefined
  nullable: boolean
  /** Its absence is no finding. */
  optional: boolean
  /** The values that are documented; others get a warning. */
  enum: readonly string[] | undefined
  evidence: 'documented' | 'example only' | 'inferred'
  /** Whether its value is shown without --reveal; of an object or array: whether its type may be told. */
  safe: boolean
  note: string | undefined
}

/**
 * Lists the members of an event's body.
 *
 * @throws CvHookError `unknown-event`, `usage`
 */
export function describeFields(event: string, variant: Variant = 'event'): FieldRow[] {
  const rows: FieldRow[] = []
  const visit = (member: Member, path: string) => {
    if (path !== '') rows.push(rowOf(member, path))
    if (member.meta.alternative) return
    for (const [name, inner] of member.members ?? []) visit(inner, join(path, name))
    if (member.item) visit(member.item, `${path}[]`)
  }
  visit(eventTree(event, variant), '')
  return rows
}

/** What a change to a body needs to know of its event's members. */
export const memberKnowledge = (event: string, variant: Variant): MemberKnowledge => ({
  paths: new Map(describeFields(event, variant).map(({ path, type }) => [path, { type }])),
})

/** The JSON type of each kind, and its format. */
export const KINDS: Record<FieldKind, readonly [type: FieldRow['type'], format?: FieldRow['format']]> = {
  object: ['object'],
  list: ['array'],
  text: ['string'],
  uuid: ['string', 'uuid'],
  id: ['string'],
  time: ['string', 'date-time'],
  flag: ['boolean'],
  integer: ['integer'],
  number: ['number'],
  amount: ['number | string'],
  choice: ['string'],
  document: ['string', 'base64'],
  url: ['string', 'uri'],
}

const EVIDENCE: Record<Evidence, FieldRow['evidence']> = {
  documented: 'documented',
  example: 'example only',
  inferred: 'inferred',
}

function rowOf({ meta, nullable, optional, evidence }: Member, path: string): FieldRow {
  const [type, format] = KINDS[meta.kind]
  return {
    path,
    type,
    format,
    nullable,
    optional,
    enum: meta.open ? undefined : meta.values,
    evidence: EVIDENCE[evidence],
    safe: meta.safe,
    note: meta.note ?? (meta.alternative ? 'a second place, by another document' : undefined),
  }
}

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)
