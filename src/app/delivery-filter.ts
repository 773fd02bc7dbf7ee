/** Which deliveries a user wants to see, to pass on or to send again: by event, case, verdict and findings. */
import { CvHookError } from '../core/errors.js'
import { fitsParts } from '../core/pattern.js'
import { EVENT_NAMES, findEvent, unknownEvent } from '../events/catalogue.js'
import type { Finding } from '../events/findings.js'
import { caseIds } from '../events/pseudonyms.js'
import type { Verdict } from './judge.js'

/** What a delivery must be. Every condition that is given must hold. */
export interface FilterOptions {
  /** Names, or patterns such as `PAYMENT_*`; any of them. */
  events?: readonly string[]
  /** The case's id or short id; any of them. */
  cases?: readonly string[]
  /** Any of them. */
  verdicts?: readonly Verdict[]
  /** Whether it must have findings. */
  findings?: boolean
}

/** As much of a delivery as is looked at. */
export interface FilteredDelivery {
  event: string | undefined
  verdict: Verdict
  findings: readonly Finding[]
  body: unknown
}

/** Whether a delivery passes. */
export type DeliveryFilter = (delivery: FilteredDelivery) => boolean

/**
 * Makes a filter; `undefined` where everything passes.
 *
 * @throws CvHookError `unknown-event` for a name that no event has, `usage` for a pattern that fits none
 */
export function deliveryFilter({ events, cases, verdicts, findings }: FilterOptions): DeliveryFilter | undefined {
  const conditions: DeliveryFilter[] = []
  if (events) {
    const fits = events.map(eventPattern)
    conditions.push(({ event }) => event !== undefined && fits.some(one => one(event)))
  }
  if (cases) {
    const wanted = new Set(cases)
    conditions.push(({ body }) => caseIds(body).some(id => wanted.has(id)))
  }
  if (verdicts) conditions.push(({ verdict }) => verdicts.includes(verdict))
  if (findings) conditions.push(one => one.findings.length > 0)
  return conditions.length === 0 ? undefined : delivery => conditions.every(holds => holds(delivery))
}

/**
 * Reads a name of an event, in any spelling that is known, or a pattern in which `*` stands for anything.
 *
 * @throws CvHookError `unknown-event`, `usage`
 */
export function eventPattern(written: string): (event: string) => boolean {
  if (!written.includes('*')) {
    const entry = findEvent(written)
    if (!entry) throw unknownEvent(written)
    return event => event === entry.name
  }
  const parts = written.toUpperCase().split('*')
  const fits = (event: string) => fitsParts(event, parts)
  if (written.length > 80 || (written !== '*' && !EVENT_NAMES.some(fits))) {
    throw new CvHookError('usage', `no event fits the pattern "${written.slice(0, 80)}"`, ['cv-hook events lists them'])
  }
  return fits
}
