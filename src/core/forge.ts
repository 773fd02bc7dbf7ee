/** Deliveries that are wrong on purpose, to see that a receiver refuses them. */
import { sign } from './signature.js'

/** The ways in which a delivery can be made wrong. */
export const FORGERIES = ['wrong-secret', 'tampered', 'malformed', 'missing'] as const
export type Forgery = (typeof FORGERIES)[number]

/**
 * A body and a signature that do not fit each other.
 *
 * - `wrong-secret`: the body is right, the signature is made with the secret and one "x" after it.
 * - `tampered`: the signature is right for the original body; then the body's last decimal digit d becomes d + 1
 *   (9 becomes 0), so that JSON stays JSON; a body without a digit gets a blank at its end.
 * - `malformed`: the right signature without its last hex digit, 63 in all.
 * - `missing`: the right body, and no signature header.
 */
export function forge(
  kind: Forgery,
  body: Uint8Array,
  secret: string,
): { body: Uint8Array; signature: string | undefined } {
  if (kind === 'missing') return { body, signature: undefined }
  if (kind === 'wrong-secret') return { body, signature: sign(body, `${secret}x`) }
  const signature = sign(body, secret)
  return kind === 'malformed' ? { body, signature: signature.slice(0, -1) } : { body: tamper(body), signature }
}

function tamper(body: Uint8Array): Uint8Array {
  const at = body.findLastIndex(byte => byte >= 0x30 && byte <= 0x39)
  if (at === -1) return Buffer.concat([body, Buffer.from(' ')])
  const changed = Buffer.from(body)
  changed[at] = body[at] === 0x39 ? 0x30 : body[at]! + 1
  return changed
}
