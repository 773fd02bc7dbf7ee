/** The verdict on a delivery whose body may be compressed: the signature is that of the bytes, the findings are of what they say. */
import type { Json } from '../core/path.js'
import { type Validation, validateBody } from '../events/validate.js'
import { decodedContent } from './content.js'
import { type Accepted, isBeyondValidation, type JudgedDelivery, type Judgement, judge } from './judge.js'

/**
 * Judges a delivery. Without findings, and where it is too large for them, the body is not looked at, but for the event
 * that a compact one begins with.
 *
 * @param options whether a body that is whole is compared with what is documented
 */
export function judgeContent(
  delivery: JudgedDelivery,
  accepted: Accepted,
  { findings }: { findings: boolean },
): Judgement {
  const { headers, body, complete } = delivery
  const decoded = findings && body ? decodedContent(headers, body) : undefined
  if (!decoded) {
    const judgement = judge(delivery, accepted, { findings: findings && complete })
    if (body && (!findings || isBeyondValidation(body))) judgement.event = eventAtStart(body)
    return judgement
  }
  const { event, shape, findings: found, body: parsed }: Validation & { body: Json | undefined } = validateBody(decoded)
  return { ...judge(delivery, accepted, { findings: false }), event, shape, findings: found, body: parsed }
}

/** The event of a compact body, which begins with it, without a look at the rest. */
function eventAtStart(body: Uint8Array): string | undefined {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 100)).toString('latin1')
  return /^\{"event":"([A-Z]{2,30}(?:_[A-Z]{1,30}){1,8})"/.exec(start)?.[1]
}
