/** The library's `explain()`: why a signature does not match. */
import { BYTES_TRUST, type BytesTrust } from '../captures/delivery.js'
import { CvHookError } from '../core/errors.js'
import { headerValues } from '../core/headers.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import { adviseOn } from '../explain/advice.js'
import type { CauseId } from '../explain/causes.js'
import { explainComputed } from '../explain/explain-computed.js'
import { explainMismatch } from '../explain/explain-mismatch.js'
import type { Proof } from '../explain/explanation.js'
import { findFramework, unknownFramework } from '../explain/frameworks.js'
import { type HeadersInput, headerPairs } from './library-headers.js'

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

/** An explanation. Nothing in it holds a secret, or a value of the body. */
export interface Explained {
  /** How sure it is. */
  proof: Proof
  /** Stable ids, in the order of the catalogue. */
  causes: CauseId[]
  /** One sentence. */
  summary: string
  /** What to do: one or a few sentences. */
  fix: string
  /** The framework that the fix is for, and whether it was only guessed. */
  framework?: { id: string; title: string; guessed: boolean }
  /** Which serializer the body looks like. */
  looksLike?: string
  /** The name of the secret that fits, or that is suspected. */
  secret?: string
  /** Where the body differs from what was signed: byte offset and a masked window. */
  where?: { offset: number; text: string; hex: string }
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
  if (typeof input.body !== 'string' && !(input.body instanceof Uint8Array)) {
    throw new CvHookError('usage', 'body must be the raw bytes or text, not a parsed object')
  }
  if (input.computed !== undefined && typeof input.computed !== 'string') {
    throw new CvHookError('usage', 'computed must be the digest as text')
  }
  if (input.trust !== undefined && !BYTES_TRUST.includes(input.trust)) {
    throw new CvHookError('usage', `trust must be one of ${BYTES_TRUST.join(', ')}`)
  }
  if (input.framework !== undefined && !findFramework(input.framework)) throw unknownFramework(input.framework)
  const suspects = Object.entries(options.suspects ?? {}).map(([label, value]) => ({ label, value }))
  if (suspects.some(({ value }) => typeof value !== 'string' || value === '')) {
    throw new CvHookError('empty-secret', 'a suspect of explain is no text, or empty', ['is the variable set?'])
  }
  const headers = headerPairs(input.headers)
  const search = {
    body: typeof input.body === 'string' ? Buffer.from(input.body) : input.body,
    headers,
    signatureValues: headerValues(headers, SIGNATURE_HEADER),
    secrets: values.map((value, index) => ({ label: `secret ${index + 1}`, value })),
    suspects,
    trust: input.trust ?? 'receiver',
    ...(input.path === undefined ? {} : { path: input.path }),
    ...(input.status === undefined ? {} : { refused: input.status }),
  } as const
  const { computed, framework } = input
  const explanation = computed === undefined ? explainMismatch(search) : explainComputed({ ...search, computed })
  const { proof, causes, summary, looksLike, secret, where } = explanation
  const { trust } = search
  const advice = adviseOn(explanation, { framework, headers, trust, hashed: computed !== undefined })
  return {
    proof,
    causes,
    summary,
    fix: advice.fix,
    ...(advice.framework ? { framework: advice.framework } : {}),
    ...(looksLike === undefined ? {} : { looksLike }),
    ...(secret === undefined ? {} : { secret }),
    ...(where ? { where: { ...where } } : {}),
  }
}
