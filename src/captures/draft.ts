/** Making a delivery out of what a format knows, with the checks that hold for every format. */
import { headerValue } from '../core/headers.js'
import type { CapturedDelivery } from './delivery.js'
import type { RawHeader } from './record.js'

/** What a format knows of a delivery; the rest has defaults. */
export type Draft = Pick<CapturedDelivery, 'source' | 'format' | 'trust'> & Partial<CapturedDelivery>

/** A delivery. A body that is shorter than its Content-Length is not complete; any difference is noted. */
export function makeDelivery(draft: Draft): CapturedDelivery {
  const delivery: CapturedDelivery = { headers: [], body: undefined, complete: true, notes: [], ...draft }
  const length = delivery.body?.length
  const declared = declaredLength(delivery)
  if (length === undefined || declared === undefined || length === declared) return delivery
  delivery.notes.push(`the body has ${length} bytes, but Content-Length says ${declared}`)
  if (length < declared) delivery.complete = false
  return delivery
}

/** What Content-Length says, if it is there and is a number. */
export function declaredLength({ headers = [] }: { headers?: readonly RawHeader[] }): number | undefined {
  const value = headerValue(headers, 'content-length')
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined
}

/** Path and query of a URL or of a request target. */
export function pathOf(url: string): string {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\//.exec(url)
  if (!scheme) return url
  const slash = url.slice(scheme[0].length).search(/[/?#]/)
  const path = slash === -1 ? '/' : url.slice(scheme[0].length + slash)
  const hash = path.indexOf('#')
  const bare = hash === -1 ? path : path.slice(0, hash)
  return bare.startsWith('/') ? bare : `/${bare}`
}

/** The moment that a text names; `undefined` when it names none. */
export function momentOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 60) return undefined
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}

/** The answer of a status that an answer can have; recordings write 0 or -1 for none. */
export function answerOf(status: unknown): { status: number } | undefined {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
    ? { status }
    : undefined
}

/** A text, if it is one. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
