/** The headers of every delivery: CareValidate's content type, our user agent, and what the user adds or replaces. */
import { CvHookError } from '../core/errors.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import { VERSION } from '../generated/version.js'
import type { HeaderLine } from './options/headers.js'

/**
 * The headers in the order in which they are sent, without the signature.
 *
 * @param signed whether a signature will be added; a signature header of the user's own is then refused
 * @throws CvHookError `usage`
 */
export function standardHeaders(own: readonly HeaderLine[], signed: boolean): HeaderLine[] {
  const names = new Set(own.map(header => header.name.toLowerCase()))
  if (signed && names.has(SIGNATURE_HEADER)) {
    throw new CvHookError('usage', `${SIGNATURE_HEADER} is computed from the body`, [
      'use --unsigned to send one of your own',
    ])
  }
  const standard: HeaderLine[] = [
    { name: 'content-type', value: 'application/json' },
    { name: 'user-agent', value: `cv-hook/${VERSION}` },
  ]
  return [...standard.filter(header => !names.has(header.name)), ...own]
}
