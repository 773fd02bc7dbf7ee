/** Which recorded requests may be deliveries of a webhook. */
import { headerValues } from '../core/headers.js'
import { hasSignature } from './headers.js'
import type { RawHeader } from './record.js'

const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE', 'DELETE'])

/**
 * Whether a request in a recording of mixed traffic looks like a delivery: it has a signature header, or its body is
 * a JSON object or list, or says that it is JSON.
 */
export function looksLikeDelivery(headers: readonly RawHeader[], body: Uint8Array | undefined): boolean {
  if (hasSignature(headers)) return true
  if (body === undefined || body.length === 0) return false
  return startsLikeJson(body) || headerValues(headers, 'content-type').some(type => /[/+]json\b/i.test(type))
}

/** Whether a request of its own recording is to be taken for a delivery: any that may have a body, or is signed. */
export function mayDeliver(method: string | undefined, headers: readonly RawHeader[]): boolean {
  return method === undefined || !isBodyless(method) || hasSignature(headers)
}

/** Whether requests of a method have no body by themselves. */
export const isBodyless = (method: string): boolean => WITHOUT_BODY.has(method.toUpperCase())

function startsLikeJson(body: Uint8Array): boolean {
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  while (at < body.length && (body[at] === 0x20 || (body[at]! >= 0x09 && body[at]! <= 0x0d))) at++
  return body[at] === 0x7b || body[at] === 0x5b
}
