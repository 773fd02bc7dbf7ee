/** The secrets that a listener of the library is given. */
import { CvHookError } from '../../core/errors.js'
import type { NamedSecret } from '../../core/signature.js'
import type { Accepted } from '../judge.js'
import { numbered } from '../library-input.js'
import type { ListenerOptions } from '../library-received.js'

/**
 * What is accepted.
 *
 * @throws CvHookError `no-secret`, `empty-secret`, `usage`
 */
export function acceptedBy(options: ListenerOptions): Accepted {
  const { secret, secrets, unsigned = false } = options ?? {}
  const given: NamedSecret[] = [
    ...numbered([secret ?? []].flat() as string[]),
    ...Object.entries(secrets ?? {}).map(([label, value]) => ({ label, value })),
  ]
  if (unsigned && given.length > 0) throw new CvHookError('usage', 'unsigned and a secret exclude each other')
  if (!unsigned && given.length === 0) {
    throw new CvHookError('no-secret', 'startListener needs a secret', [
      'is the variable set?',
      'unsigned: true if this webhook has none',
    ])
  }
  const empty = given.find(({ value }) => typeof value !== 'string' || value === '')
  if (empty) throw new CvHookError('empty-secret', `${empty.label.slice(0, 40)} is empty`, ['is the variable set?'])
  return { secrets: given, staticHeaders: [], unsigned }
}
