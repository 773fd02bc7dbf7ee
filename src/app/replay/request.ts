/** A recorded delivery as a request: what can be sent of its headers, its body as it was or changed, and its signature. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import { MASKED, type RawHeader } from '../../captures/record.js'
import { headerValues } from '../../core/headers.js'
import { isMaskedValue } from '../../core/masked.js'
import { type NamedSecret, SIGNATURE_HEADER, stripBlanks } from '../../core/signature.js'
import { isConnectionHeader, isSendableHeader } from '../../http/headers.js'
import type { OutgoingRequest, SentStep } from '../send-one.js'
import { signStep } from '../sign-step.js'
import type { BodyChanger } from './change.js'

/** How deliveries are made. */
export interface ReplayRequestOptions {
  /** `as-captured`: the recorded signature; `anew`: the secret's; `unsigned`: none. */
  signing: 'as-captured' | 'anew' | 'unsigned'
  secret: NamedSecret | undefined
  /** The user's own: they replace recorded ones of the same name. */
  headers: readonly RawHeader[]
  /** For a recording that has none of these names. */
  missing: readonly RawHeader[]
  change: BodyChanger | undefined
}

/** A request, or why there can be none. */
export type ReplayRequest =
  | (OutgoingRequest & { signature: string | undefined; masked: readonly string[] })
  | { why: string }

/** Makes the request of a delivery. */
export function replayRequest(
  delivery: CapturedDelivery,
  step: SentStep,
  { signing, secret, headers: own, missing, change }: ReplayRequestOptions,
): ReplayRequest {
  const { body, complete, lossy } = delivery
  if (body === undefined) return { why: 'the recording does not hold its body' }
  if (!complete) return { why: 'the recording holds only a part of its body' }
  if (signing === 'as-captured' && lossy !== undefined)
    return { why: `its bytes are not those that were sent: ${lossy}` }
  const changed = change?.(delivery)
  if (changed && 'why' in changed) return changed
  const signed = signing === 'anew' ? signStep(step, changed?.body ?? body, secret) : undefined
  const { kept, masked } = recordedHeaders(delivery, own, signing === 'as-captured')
  if (masked.includes(SIGNATURE_HEADER)) return { why: 'its signature is masked in the recording' }
  // A body that was changed is no longer compressed.
  const headers = changed ? kept.filter(([name]) => name.toLowerCase() !== 'content-encoding') : kept
  for (const [name, value] of missing) if (headerValues(headers, name).length === 0) headers.push([name, value])
  const signature = signed ? signed.signature : signing === 'as-captured' ? only(headers) : undefined
  if (signed?.signature !== undefined) headers.push([SIGNATURE_HEADER, signed.signature])
  return { headers, body: signed?.body ?? changed?.body ?? body, signature, masked }
}

/** Records name a signature where there is one, and no more than one. */
const only = (headers: readonly RawHeader[]) => {
  const [value, ...others] = headerValues(headers, SIGNATURE_HEADER)
  return others.length === 0 ? value : undefined
}

/** Belongs to the way on which a delivery came, or names whom it was for. */
const NOT_AGAIN: ReadonlySet<string> = new Set(['host', 'proxy-authorization'])
const LISTENER = /\bcv-hook\b/i

function recordedHeaders(
  { headers, format }: CapturedDelivery,
  own: readonly RawHeader[],
  withSignature: boolean,
): { kept: RawHeader[]; masked: string[] } {
  const replaced = new Set(own.map(([name]) => name.toLowerCase()))
  for (const value of headerValues(headers, 'connection'))
    for (const name of value.split(',')) replaced.add(name.trim().toLowerCase())
  const kept: RawHeader[] = []
  const masked: string[] = []
  for (const header of headers) {
    const [name, value] = header
    const lower = name.toLowerCase()
    if (isConnectionHeader(name) || NOT_AGAIN.has(lower) || replaced.has(lower)) continue
    if (lower === SIGNATURE_HEADER && !withSignature) continue
    // It went through a listener, which would take it for one that goes round.
    if (lower === 'via' && LISTENER.test(value)) continue
    if (format === 'cv-hook' ? value === MASKED : isMaskedValue(stripBlanks(value))) masked.push(lower)
    else if (isSendableHeader(name, value)) kept.push(header)
  }
  return { kept: [...kept, ...own], masked }
}
