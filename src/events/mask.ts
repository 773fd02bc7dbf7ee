/**
 * A copy of a body that can be shown. The list is one of what may be shown, not of what must be hidden: a value stays
 * only where its member is documented, marked safe in the schema, and the value is of the kind that the schema says.
 */
import { isObject, type Json } from '../core/path.js'
import { noun } from '../core/units.js'
import type { FieldMeta, IdKind } from './field-meta.js'
import { eventTree, type Member } from './member-tree.js'
import { maskedDocument, maskedText, maskedValue } from './placeholder.js'
import { isSafeText } from './safe-text.js'
import { recognise } from './shape.js'
import { HIDDEN_NAME, isShownName } from './shown-name.js'

export type { IdKind } from './field-meta.js'

/** Gives an id another name, the same one for the same id: `case#1`. Salted by the caller, for each run. */
export type Pseudonym = (kind: IdKind, value: string) => string

/**
 * Copies a body with everything masked that is not known to be safe. Total: no value makes it throw.
 *
 * What no document lists is masked whole, so that the copy is never deeper than the schema.
 */
export function maskBody(body: unknown, pseudonym: Pseudonym): Json {
  const { event, entry, shape } = recognise(body)
  if (!isObject(body)) return maskedValue(body)
  if (entry && shape !== 'unknown') return maskMember(body, eventTree(entry.name, shape), pseudonym)
  const masked = maskObject(body, NOTHING, pseudonym)
  return event ? { ...masked, event } : masked
}

/** Whether nothing of a value is masked where it stands for this member. */
export const isShown = (value: unknown, member: Member): boolean =>
  JSON.stringify(maskMember(value, member, () => '')) === JSON.stringify(value)

const NOTHING: ReadonlyMap<string, Member> = new Map()

function maskMember(value: unknown, member: Member, pseudonym: Pseudonym): Json {
  if (value === null || value === undefined) return null
  if (member.fit(value) === 'wrong-type') return maskedValue(value)
  if (member.members) return maskObject(value as Record<string, unknown>, member.members, pseudonym)
  if (member.item) return (value as unknown[]).map(item => maskMember(item, member.item!, pseudonym))
  return typeof value === 'string' ? maskText(value, member.meta, pseudonym) : maskPlain(value, member.meta)
}

function maskObject(
  value: Record<string, unknown>,
  members: ReadonlyMap<string, Member>,
  pseudonym: Pseudonym,
): { [member: string]: Json } {
  const copy: { [member: string]: Json } = {}
  let hidden = 0
  for (const name of Object.keys(value)) {
    const member = members.get(name)
    if (member) copy[name] = maskMember(value[name], member, pseudonym)
    else if (isShownName(name)) copy[name] = maskedValue(value[name])
    else hidden++
  }
  if (hidden > 0) copy[HIDDEN_NAME] = `<${hidden} ${noun(hidden, 'member')}>`
  return copy
}

function maskText(value: string, meta: FieldMeta, pseudonym: Pseudonym): string {
  if (isSafeText(value, meta)) return value
  if (meta.kind === 'document') return maskedDocument(value)
  if (meta.idKind && value !== '') return pseudonym(meta.idKind, value)
  if (meta.kind === 'time') return '<time>'
  return maskedText(value, meta.kind === 'url' ? 'url' : 'text')
}

const maskPlain = (value: unknown, meta: FieldMeta): Json =>
  meta.safe && (typeof value === 'boolean' || typeof value === 'number') ? value : maskedValue(value)
