/** What goes out for one step of a plan: the right body and signature, or the wrong ones that the step asks for. */
import { type Forgery, forge } from '../core/forge.js'
import { type NamedSecret, sign } from '../core/signature.js'

/**
 * Signs a body as the step wants it.
 *
 * @param secret undefined sends no signature
 */
export function signStep(
  step: { forge: Forgery | undefined },
  right: Uint8Array,
  secret: NamedSecret | undefined,
): { body: Uint8Array; signature: string | undefined } {
  if (!secret) return { body: right, signature: undefined }
  return step.forge ? forge(step.forge, right, secret.value) : { body: right, signature: sign(right, secret.value) }
}
