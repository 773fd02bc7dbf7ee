/** Texts that may be shown for their form alone, where the schema expects that form. */

const AMOUNT = /^-?\d{1,9}(?:\.\d{1,2})?$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

/** Whether a text is a sum of money. */
export const isAmount = (text: string): boolean => AMOUNT.test(text)

/** Whether a text is an ISO 8601 date and time of usual length. */
export const isTime = (text: string): boolean => TIME.test(text)
