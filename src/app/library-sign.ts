/** The library's `sign()`. */
import { CvHookError } from '../core/errors.js'
import { sign as signBytes } from '../core/signature.js'

/**
 * Signs a body as CareValidate does.
 *
 * @param body the exact bytes that are sent; a string is taken as UTF-8
 * @param secret the secret as configured, used whole and unchanged
 * @example
 * await fetch(url, { method: 'POST', body, headers: { [SIGNATURE_HEADER]: sign(body, secret) } })
 * @returns 64 lower-case hex digits, the value of `x-cv-signature`
 * @throws CvHookError `empty-secret`; `usage` when the body is neither bytes nor text
 */
export function sign(body: Uint8Array | string, secret: string): string {
  if (typeof secret !== 'string' || secret === '') {
    throw new CvHookError('empty-secret', 'sign needs a secret that is not empty', ['is the variable set?'])
  }
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new CvHookError('usage', 'body must be bytes or text, not an object', ['sign(JSON.stringify(body), secret)'])
  }
  return signBytes(body, secret)
}
