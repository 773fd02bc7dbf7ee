/** The sentences of findings: what is expected, and what kind of thing is there instead; never what it says. */
import type { FieldMeta } from './field-meta.js'

/** A body that is not UTF-8. */
export const NOT_UTF8 = 'the body is not UTF-8'

/** A name that stands twice in its object. */
export const DUPLICATE = 'stands more than once in its object: readers differ in which one they take'

/** A member that no document lists for the event. */
export const UNDOCUMENTED = 'is not documented for this event'

/** An event that is not in the catalogue. */
export const UNKNOWN_EVENT = 'is no event that any document names'

/** A name that is in the catalogue, but not as an event. */
export const ACTIVITY_ONLY = 'is known as a value of activity.type only, not as an event'

/** An activity whose type is not the event's name. */
export const TYPE_MISMATCH = 'differs from the name of the event'

/** A body that is no JSON, or too deep. */
export const notJson = (fault: { offset: number; reason: string }) =>
  `the body cannot be read as JSON at character ${fault.offset + 1}: ${fault.reason}`

const EXPECTED: Record<FieldMeta['kind'], string> = {
  object: 'an object',
  list: 'an array',
  text: 'a string',
  uuid: 'a UUID',
  id: 'a string',
  time: 'an ISO 8601 date and time',
  flag: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  amount: 'a number',
  choice: 'a string',
  document: 'base64',
  url: 'a URL',
}

/** What a member should be, e.g. `a UUID`. */
export const expected = (meta: FieldMeta) => EXPECTED[meta.kind]

/** What a value is, e.g. `an array`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'boolean' ? 'a boolean' : `a ${typeof value}`
}

/** How a member got its place in the schema, where that weakens the finding. */
export function attested(evidence: FieldMeta['evidence']): string {
  return evidence === 'documented' ? '' : evidence === 'example' ? ' (seen in an example only)' : ' (inferred)'
}
