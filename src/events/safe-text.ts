/** Texts that may be shown for their form alone, where the schema expects that form. */
import type { FieldMeta } from './field-meta.js'

const AMOUNT = /^-?\d{1,9}(?:\.\d{1,2})?$/
/** An ISO 8601 date and time of usual length. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

/** Whether the text of a member may be shown: one of the values that are known, or of the form that is expected. */
export function isSafeText(value: string, { kind, safe, values }: FieldMeta): boolean {
  if (!safe) return false
  if (kind === 'choice') return values!.includes(value)
  return (kind === 'time' && TIME.test(value)) || (kind === 'amount' && isAmount(value))
}

/** Whether a text is a sum of money. */
export const isAmount = (text: string): boolean => AMOUNT.test(text)
