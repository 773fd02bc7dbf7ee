/** The library's `verify()`: the verified event, or an error with a code; there is no boolean to forget. */
import { asBuffer } from '../core/bytes.js'
import { CvHookError } from '../core/errors.js'
import { headerValues } from '../core/headers.js'
import { checkSignature, SIGNATURE_HEADER } from '../core/signature.js'
import type { EventBodies } from '../generated/payloads.js'
import { type HeadersInput, headerPairs } from './library-headers.js'
import { numbered, requireRawBody } from './library-input.js'

/** A delivery as a receiver has it. */
export interface VerifyInput {
  /** The raw body: the bytes as they arrived, before any parser. A string is taken as UTF-8. */
  body: Uint8Array | string
  /** The request's headers: Node's object, a `Headers`, or pairs; or the value of `x-cv-signature` alone. */
  headers: HeadersInput
}

/** How to verify. */
export interface VerifyOptions {
  /** The secret, or all that are accepted while one is rotated. */
  secret: string | readonly string[]
}

/** A verified body. Narrow it by `event`; an event that cv-hook does not know has an open payload. */
export type WebhookEvent = EventBodies[keyof EventBodies]

const WHY = {
  'no-signature': `the request has no ${SIGNATURE_HEADER} header`,
  malformed: `${SIGNATURE_HEADER} is not 64 hex digits`,
  multiple: `the request has more than one ${SIGNATURE_HEADER} header`,
  mismatch: `${SIGNATURE_HEADER} does not fit the body`,
} as const

/**
 * Verifies a delivery and parses it. Synchronous, constant-time, and it throws for whatever is not right.
 *
 * @example
 * const { event, payload } = verify({ body: rawBody, headers: request.headers }, { secret })
 * @returns the parsed body; its shape is not validated, see `validate`
 * @throws CvHookError `no-signature`, `malformed`, `multiple`, `mismatch`, `not-json`; `empty-secret` and `usage` for misuse
 */
export function verify(input: VerifyInput, options: VerifyOptions): WebhookEvent {
  const secrets = [options?.secret].flat() as string[]
  if (secrets.length === 0 || secrets.some(one => typeof one !== 'string' || one === '')) {
    throw new CvHookError('empty-secret', 'verify needs a secret that is not empty', ['is the variable set?'])
  }
  const body: unknown = input?.body
  requireRawBody(body, 'verify before any JSON body parser runs')
  const check = checkSignature(headerValues(headerPairs(input.headers), SIGNATURE_HEADER), body, numbered(secrets))
  if (check.verdict !== 'valid') {
    throw new CvHookError(
      check.code,
      WHY[check.code],
      check.code === 'mismatch' ? ['is the body raw, and the secret the same on both sides?'] : [],
    )
  }
  try {
    return JSON.parse(typeof body === 'string' ? body : asBuffer(body).toString('utf8')) as WebhookEvent
  } catch {
    throw new CvHookError('not-json', 'the signature is right, but the body is not JSON')
  }
}
