/** What goes into an explanation and what comes out of it. */
import type { BytesTrust } from '../captures/delivery.js'
import type { RawHeader } from '../captures/record.js'
import type { NamedSecret } from '../core/signature.js'
import type { CauseId } from './causes.js'

/** A delivery whose signature does not match, with all that may explain it. */
export interface ExplainInput {
  body: Uint8Array
  /** Every value of the signature header, in the order received; empty where there is none. */
  signatureValues: readonly string[]
  headers?: readonly RawHeader[]
  /** The secrets that are accepted. */
  secrets: readonly NamedSecret[]
  /** Further secrets, used only to explain. */
  suspects?: readonly NamedSecret[]
  /** Default: the event that the body names. */
  event?: string
  trust: BytesTrust
  /** Whether the whole body is there; default true. */
  complete?: boolean
  /** Path and query of the request, for schemes that sign the URL. */
  path?: string
  /** The status with which the receiver refused the delivery, where that is known. */
  refused?: number
  /** Bodies of other known deliveries. */
  otherBodies?: Iterable<{ label: string; body: Uint8Array }>
  /** Fixed headers of an older set-up. */
  staticHeaders?: readonly { name: string; value: string }[]
}

/** Limits of a search, so that a run is repeatable and ends. */
export interface Budget {
  /** Pairs of body and key that are tried. */
  candidates: number
  /** Bytes that are hashed. */
  bytes: number
}

/** How a search is made. */
export interface ExplainOptions {
  budget?: Partial<Budget>
  /** What was proven for the delivery before, to be tried first. */
  firstTry?: Transform
}

/** A proven way from what is at hand to what was signed; a name, not data of the delivery. */
export interface Transform {
  readonly body: string
  readonly key: string
  /** Where it is no plain HMAC: how the signature was made. */
  readonly made?: string
}

/** Where a body differs, with letters as `x` and digits as `9`. */
export interface Where {
  /** Byte offset in the body at hand. */
  offset: number
  text: string
  hex: string
}

/**
 * How sure an explanation is: an HMAC matched; the fact itself is seen; there is evidence, but no match; nothing.
 */
export type Proof = 'proven' | 'observed' | 'likely' | 'none'

/** What an explanation comes to. */
export interface Verdict {
  proof: Proof
  /** In the order of the catalogue. */
  causes: CauseId[]
  /** One sentence; no value of the body, header or secret is in it. */
  summary: string
}

/** How much was tried for an explanation. */
export interface Tried extends Budget {
  exhausted: boolean
}

/** Of one that nothing was tried for. */
export const UNTRIED: Tried = { candidates: 0, bytes: 0, exhausted: false }

/** Why a signature does not match. */
export interface Explanation extends Verdict {
  where?: Where
  /** Which serializer the body looks like. */
  looksLike?: string
  /** The label of the secret that fits, or that is suspected. */
  secret?: string
  tried: Tried
  /** The body that was signed, where it is proven and differs. */
  restored?: Uint8Array
  transform?: Transform
}
