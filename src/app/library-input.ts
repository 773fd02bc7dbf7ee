/** What the library's functions refuse of what they are given, and how they name secrets that have no names. */
import { CvHookError } from '../core/errors.js'
import type { NamedSecret } from '../core/signature.js'

/**
 * Refuses a body that was parsed.
 *
 * @throws CvHookError `usage`
 */
export function requireRawBody(body: unknown, ...hints: string[]): asserts body is Uint8Array | string {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new CvHookError('usage', 'body must be the raw bytes or text, not a parsed object', hints)
  }
}

/**
 * Refuses a value that is none of those that are known.
 *
 * @throws CvHookError `usage`
 */
export function requireKnown(name: string, value: unknown, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value as string)) {
    throw new CvHookError('usage', `${name} must be one of ${known.join(', ')}`)
  }
}

/** Secrets by their places. */
export const numbered = (values: readonly string[]): NamedSecret[] =>
  values.map((value, index) => ({ label: `secret ${index + 1}`, value }))
