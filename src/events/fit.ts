/** How a value that is there compares with the kind that its member has: the same answers as zod's, by tests, without zod. */
import { isObject } from '../core/path.js'
import type { FieldKind, FieldMeta } from './field-meta.js'

/** What a comparison came to. */
export type Fit = 'ok' | 'wrong-type' | 'bad-format' | 'not-in-enum'

type Compare = (value: unknown) => Fit

/** Compares values with a kind of member, but not what is inside them; null does not get here. */
export function fitOf({ kind, values, open }: FieldMeta): Compare {
  return kind === 'choice' ? choice(open ? undefined : new Set(values)) : FITS[kind]
}

const typed =
  (right: (value: unknown) => boolean): Compare =>
  value =>
    right(value) ? 'ok' : 'wrong-type'

const text: Compare = value => (typeof value === 'string' ? 'ok' : 'wrong-type')

const format =
  (form: { test(text: string): boolean }): Compare =>
  value =>
    typeof value !== 'string' ? 'wrong-type' : form.test(value) ? 'ok' : 'bad-format'

const choice =
  (values: ReadonlySet<string> | undefined): Compare =>
  value =>
    typeof value !== 'string' ? 'wrong-type' : !values || values.has(value) ? 'ok' : 'not-in-enum'

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
const TIME = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a text is an ISO 8601 date and time of a day that there is. */
function isTime(text: string): boolean {
  if (!TIME.test(text)) return false
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
  return day >= 1 && day <= days
}

const BASE64 = /^[0-9A-Za-z+/]*={0,2}$/

const FITS: Record<Exclude<FieldKind, 'choice'>, Compare> = {
  uuid: format(UUID),
  time: format({ test: isTime }),
  object: typed(isObject),
  list: typed(Array.isArray),
  flag: typed(value => typeof value === 'boolean'),
  integer: typed(Number.isSafeInteger),
  number: typed(value => typeof value === 'number'),
  amount: typed(value => typeof value === 'number' || typeof value === 'string'),
  text,
  id: text,
  document: format({ test: one => one.length % 4 === 0 && BASE64.test(one) }),
  url: format({ test: one => URL.canParse(one.trim()) }),
}
