/** Which of the documented shapes a body has, by looking at its members. */
import { isObject, type Json } from '../core/path.js'
import { type CatalogueEntry, findEvent, type Variant } from './catalogue.js'

/** A documented shape, or none of them. */
export type Shape = Variant | 'unknown'

/** What a body says of itself. */
export interface Recognised {
  /** The event's name as it stands in the body, if it is a known name or has the form of one. */
  event: string | undefined
  entry: CatalogueEntry | undefined
  shape: Shape
}

/** Members of a case that only a full body holds. */
export const FULL_LISTS = ['assignees', 'responses', 'decisions', 'comments', 'attachments', 'payments', 'activity']

// Where both shapes have the member, its type tells them apart: the older article has an object, newer pages a list.
const LIST_IN_NEWER: Partial<Record<string, readonly string[]>> = {
  ADD_CASE_DECISION: ['decision', 'medInfo'],
  ADD_FORM_RESPONSE: ['response'],
}

const LIKE_A_NAME = /^[A-Z]{2,30}(?:_[A-Z]{1,30}){1,8}$/
const LONGEST_NAME = 60

/** Looks at a body's event and members. */
export function recognise(body: unknown): Recognised {
  const name = isObject(body) ? body['event'] : undefined
  const payload = isObject(body) ? body['payload'] : undefined
  if (typeof name !== 'string' || name.length > LONGEST_NAME)
    return { event: undefined, entry: undefined, shape: 'unknown' }
  const entry = findEvent(name)
  if (entry?.name !== name)
    return { event: LIKE_A_NAME.test(name) ? name : undefined, entry: undefined, shape: 'unknown' }
  const shape = entry.variants.length === 0 || !isObject(payload) ? 'unknown' : shapeOf(entry, payload)
  return { event: name, entry, shape }
}

function shapeOf(entry: CatalogueEntry, payload: Record<string, Json>): Variant {
  const { event, legacy } = entry.members
  const block = payload['case']
  if (isObject(block) && FULL_LISTS.some(list => Object.hasOwn(block, list))) return 'full'
  if (!legacy || !event) return 'event'
  const has = (member: string) => Object.hasOwn(payload, member)
  if (legacy.some(member => !event.includes(member) && has(member))) return 'legacy'
  const telling = LIST_IN_NEWER[entry.name]?.reduce<Json | undefined>(
    (node, name) => (isObject(node) ? node[name] : undefined),
    payload,
  )
  if (Array.isArray(telling)) return 'event'
  if (isObject(telling)) return 'legacy'
  return event.some(member => !legacy.includes(member) && has(member)) ? 'event' : 'legacy'
}
