/** How a value that is there compares with the kind that its member has: the same answers as zod's, by tests, without zod. */
import type { FieldKind, FieldMeta } from './field-meta.js'

/** What a comparison came to. */
export type Fit = 'ok' | 'wrong-type' | 'bad-format' | 'not-in-enum'

type Compare = (value: unknown) => Fit

/** Compares values with a kind of member, but not what is inside them; null does not get here. */
export function fitOf({ kind, values, open }: FieldMeta, patterns: Partial<Record<FieldKind, string>>): Compare {
  if (kind === 'choice') return choice(open ? undefined : new Set(values))
  const compare = FITS[kind] ?? format(new RegExp(patterns[kind]!))
  FITS[kind] = compare
  return compare
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

const BASE64 = /^[0-9A-Za-z+/]*={0,2}$/

const FITS: Partial<Record<FieldKind, Compare>> = {
  object: typed(value => typeof value === 'object' && !Array.isArray(value)),
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
