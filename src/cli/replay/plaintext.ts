/** Patients' data does not leave this machine unencrypted by accident. */
import { CvHookError } from '../../core/errors.js'
import type { Target } from '../../http/target.js'

/**
 * Refuses a host on another machine that would be reached over plain http.
 *
 * @throws CvHookError `remote-not-allowed`, `dns`, `timeout`
 */
export async function refusePlaintext(target: Target, timeoutMs: number): Promise<void> {
  if (target.protocol !== 'http:') return
  const { resolveTarget } = await import('../../http/address.js')
  if ((await resolveTarget(target, timeoutMs)).loopback) return
  throw new CvHookError(
    'remote-not-allowed',
    `recorded deliveries would go to ${target.hostname} over plain http, and whoever is on the way could read them`,
    ['use https://', '--allow-plaintext sends them all the same'],
  )
}
