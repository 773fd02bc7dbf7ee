/** The library's `explain()`: why a signature does not match. */
import { BYTES_TRUST, type BytesTrust } from '../captures/delivery.js'
import { asBuffer } from '../core/bytes.js'
import { CvHookError } from '../core/errors.js'
import { headerValues } from '../core/headers.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import { adviseOn } from '../explain/advice.js'
import { explainComputed } from '../explain/explain-computed.js'
import { explainMismatch } from '../explain/explain-mismatch.js'
import { findFramework, unknownFramework } from '../explain/frameworks.js'
import { type Explained, toldOf } from './explained.js'
import { type HeadersInput, headerPairs } from './library-headers.js'
import { numbered, requireKnown, requireRawBody } from './library-input.js'

/** A delivery whose signature does not match. */
export interface ExplainInput {
  /** The bytes at hand. A string is taken as UTF-8. */
  body: Uint8Array | string
  /** The request's headers, or the value of `x-cv-signature` alone. */
  headers: HeadersInput
  /** Path and query of the request, for schemes that sign the URL. */
  path?: string
  /** How far the bytes can be trusted; `receiver` unless given. Only `wire` and `receiver` bytes blame anybody. */
  trust?: BytesTrust
  /** The status with which the receiver answered. */
  status?: number
  /** What the receiver is built with, for the fix: `express`, `fastapi`, ...; guessed unless given. */
  framework?: string
  /** The digest that the receiver computed, or 8 hex digits of it or more: tells what it hashed. */
  computed?: string
}

/** What is known of secrets. */
export interface ExplainOptions {
  /** The secret, or all that are accepted. */
  secret: string | readonly string[]
  /** Further secrets by name, used only to explain: other environments, old ones. */
  suspects?: Readonly<Record<string, string>>
}

/**
 * Explains why a signature does not match. `proven` means that an HMAC matched; nothing is proven without one.
 *
 * @example
 * const { proof, summary, fix } = explain({ body: rawBody, headers: request.headers, framework: 'express' }, { secret })
 * @throws CvHookError `empty-secret`, `usage` for misuse
 */
export function explain(input: ExplainInput, options: ExplainOptions): Explained {
  if (typeof input !== 'object' || input === null) throw new CvHookError('usage', 'explain needs { body, headers }')
  const values = [options?.secret ?? []].flat() as string[]
  if (values.some(one => typeof one !== 'string' || one === '')) {
    throw new CvHookError('empty-secret', 'explain needs secrets that are not empty', ['is the variable set?'])
  }
  requireRawBody(input.body)
  if (input.computed !== undefined && typeof input.computed !== 'string') {
    throw new CvHookError('usage', 'computed must be the digest as text')
  }
  requireKnown('trust', input.trust, BYTES_TRUST)
  if (input.framework !== undefined && !findFramework(input.framework)) throw unknownFramework(input.framework)
  const suspects = Object.entries(options?.suspects ?? {}).map(([label, value]) => ({ label, value }))
  if (suspects.some(({ value }) => typeof value !== 'string' || value === '')) {
    throw new CvHookError('empty-secret', 'a suspect of explain is no text, or empty', ['is the variable set?'])
  }
  const headers = headerPairs(input.headers)
  const search = {
    body: asBuffer(input.body),
    headers,
    signatureValues: headerValues(headers, SIGNATURE_HEADER),
    secrets: numbered(values),
    suspects,
    trust: input.trust ?? 'receiver',
    ...(input.path === undefined ? {} : { path: input.path }),
    ...(input.status === undefined ? {} : { refused: input.status }),
  } as const
  const { computed, framework } = input
  const explanation = computed === undefined ? explainMismatch(search) : explainComputed({ ...search, computed })
  const { trust } = search
  const advice = adviseOn(explanation, { framework, headers, trust, hashed: computed !== undefined })
  return toldOf({ ...explanation, advice })
}
