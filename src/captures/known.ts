/** What is known of a recording besides it. */
import { SIGNATURE_HEADER } from '../core/signature.js'
import type { BytesTrust, CapturedDelivery } from './delivery.js'
import { hasSignature } from './headers.js'

/** What may be known. */
export interface Known {
  /** How far the bytes can be trusted, where that is known better than from the format. */
  trust?: BytesTrust
  /** The signature of a recording that has none: a plain body, a log line. */
  signature?: string
}

/** Applies what is known of a recording besides it: a signature for a delivery that has none, and how far to trust its bytes. */
export function applyKnown(delivery: CapturedDelivery, { trust, signature }: Known): void {
  if (signature !== undefined && !hasSignature(delivery.headers)) {
    delivery.headers.push([SIGNATURE_HEADER, signature])
    delivery.notes.push('the recording has no signature: the one that was given was taken')
  }
  if (trust !== undefined) delivery.trust = trust
}
