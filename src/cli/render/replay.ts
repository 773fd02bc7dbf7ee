/** Recorded deliveries that were not sent again, as text. */
import { printable } from '../../core/printable.js'
import { outcomeLine, under } from './outcome-line.js'
import type { Page } from './style.js'

/** A delivery that could not be sent. */
export interface UnsentFacts {
  event: string | null
  /** Where it stands in its recording. */
  source: string
  why: string
}

/** A line for the delivery, and under it why, and where it stands. */
export function renderUnsent({ event, source, why }: UnsentFacts, page: Page): string {
  const { style, columns } = page
  const lines = [
    ...outcomeLine(false, event ?? 'delivery', 'not sent', page),
    ...under(printable(why), columns, style.red),
    ...under(`recorded as ${printable(source)}`, columns, style.dim),
  ]
  return `${lines.join('\n')}\n`
}

/** Its record. */
export const unsentRecord = ({ event, source, why }: UnsentFacts): object => ({
  type: 'unsent',
  event,
  source: printable(source),
  why: printable(why),
})
