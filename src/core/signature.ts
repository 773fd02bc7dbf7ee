/** The `x-cv-signature` scheme: lower-case hex of HMAC-SHA256 over the body's bytes, keyed with the secret's UTF-8 text. */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** The header that carries the signature (vendor introduction page). */
export const SIGNATURE_HEADER = 'x-cv-signature'

/** Hex digits in a signature. */
export const SIGNATURE_LENGTH = 64

/**
 * Signs a body.
 *
 * @param body the exact bytes that are sent; a string is taken as UTF-8
 * @param secret the secret as configured, used whole and unchanged
 * @returns 64 lower-case hex digits
 */
export function sign(body: Uint8Array | string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

/** A signer for bodies that come in pieces: `update` each chunk, then `digest('hex')`. */
export function createSigner(secret: string): { update(chunk: Uint8Array): unknown; digest(encoding: 'hex'): string } {
  return createHmac('sha256', secret)
}

/** A secret with the name under which it is reported. */
export interface NamedSecret {
  label: string
  value: string
}

/** What a comparison of header and body came to. */
export type SignatureCheck =
  | { verdict: 'valid'; code: 'ok'; secret: string; upperCase: boolean }
  | { verdict: 'unsigned'; code: 'no-signature' }
  | { verdict: 'invalid'; code: 'malformed' | 'multiple' | 'mismatch' }

/**
 * Checks a signature against every accepted secret, in constant time for each.
 *
 * Valid means exactly one header value which, without blanks around it, is 64 hex digits of either case and equals
 * the HMAC as bytes. Total: no input makes it throw.
 *
 * @param values every value of the signature header, in the order received
 */
export function checkSignature(
  values: readonly string[],
  body: Uint8Array | string,
  secrets: readonly NamedSecret[],
): SignatureCheck {
  const [first] = values
  if (first === undefined) return { verdict: 'unsigned', code: 'no-signature' }
  if (values.length > 1) return { verdict: 'invalid', code: 'multiple' }
  const value = stripBlanks(first)
  if (!isSignature(value)) return { verdict: 'invalid', code: 'malformed' }
  const lowerCase = value.toLowerCase()
  RECEIVED.write(lowerCase, 'latin1')
  for (const secret of secrets) {
    EXPECTED.write(createHmac('sha256', keyOf(secret)).update(body).digest('hex'), 'latin1')
    if (timingSafeEqual(RECEIVED, EXPECTED)) {
      return { verdict: 'valid', code: 'ok', secret: secret.label, upperCase: value !== lowerCase }
    }
  }
  return { verdict: 'invalid', code: 'mismatch' }
}

const RECEIVED = Buffer.alloc(SIGNATURE_LENGTH)
const EXPECTED = Buffer.alloc(SIGNATURE_LENGTH)

const keys = new WeakMap<NamedSecret, KeyObject>()

/** The key of a secret, made once: a run checks many deliveries with few secrets. */
function keyOf(secret: NamedSecret): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const key = createSecretKey(secret.value, 'utf8')
  keys.set(secret, key)
  return key
}

/** Whether a text is 64 hex digits and nothing else. */
export function isSignature(text: string): boolean {
  return text.length === SIGNATURE_LENGTH && /^[0-9a-fA-F]+$/.test(text)
}

/** Drops spaces and tabs at both ends; a loop, because the equivalent regular expression is quadratic on hostile text. */
export function stripBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

const isBlank = (code: number) => code === 0x20 || code === 0x09
