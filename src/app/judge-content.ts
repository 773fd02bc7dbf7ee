/** The verdict on a delivery whose body may be compressed: the signature is that of the bytes, the findings are of what they say. */
import type { Json } from '../core/path.js'
import { type Validation, validateBody } from '../events/validate.js'
import { decodedContent } from './content.js'
import { type Accepted, eventAtStart, type JudgedDelivery, type Judgement, judge } from './judge.js'

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
    if (body && !findings) judgement.event = eventAtStart(body)
    return judgement
  }
  const { event, shape, findings: found, body: parsed }: Validation & { body: Json | undefined } = validateBody(decoded)
  return { ...judge(delivery, accepted, { findings: false }), event, shape, findings: found, body: parsed }
}
