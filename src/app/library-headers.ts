/** The headers of a request as any framework hands them over. */
import { SIGNATURE_HEADER } from '../core/signature.js'

/** Node's object, a `Headers`, or pairs; or the value of `x-cv-signature` alone. */
export type HeadersInput =
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined }
  | string

/** Pairs of name and value, one for each value. Total: what is no header is left out. */
export function headerPairs(headers: HeadersInput | undefined | null): Array<readonly [name: string, value: string]> {
  if (typeof headers === 'string') return [[SIGNATURE_HEADER, headers]]
  // `request.headers['x-cv-signature']` of a request without one.
  if (typeof headers !== 'object' || headers === null) return []
  const entries: Iterable<readonly [string, unknown]> =
    Symbol.iterator in headers ? (headers as Iterable<readonly [string, string]>) : Object.entries(headers)
  const pairs: Array<readonly [string, string]> = []
  for (const [name, held] of entries) {
    for (const value of [held].flat()) if (typeof value === 'string') pairs.push([String(name), value])
  }
  return pairs
}
