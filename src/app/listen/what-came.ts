/** What came in place of a delivery that was waited for, and why it did not verify: for a test that fails. */
import { CvHookError } from '../../core/errors.js'
import type { Accepted } from '../judge.js'
import { capturedDelivery } from './captured.js'
import { isAccepted, type Received } from './received.js'

/** Deliveries that are named, and those that are explained. */
const MOST_NAMED = 10
const MOST_EXPLAINED = 2

/** The error of a wait that was in vain. Nothing in it is a value of a body. */
export async function whatCame(what: string, came: readonly Received[], accepted: Accepted): Promise<CvHookError> {
  const named = came.slice(-MOST_NAMED).map(({ judgement, status }) => {
    const { event = 'an unknown event', verdict, code } = judgement
    const how = code === 'ok' ? verdict : `${verdict}: ${code}`
    return `${event} (${how}, ${status === undefined ? 'cut off' : `answered ${status}`})`
  })
  const list = named.length === 0 ? 'nothing came' : `what came: ${named.join(', ')}`
  const reasons = await reasonsOf(came, accepted)
  const why = reasons.map(one => `; ${one.why}`).join('')
  return new CvHookError('timeout', `${what}; ${list}${why}`, [...new Set(reasons.map(one => one.fix))])
}

async function reasonsOf(came: readonly Received[], accepted: Accepted): Promise<{ why: string; fix: string }[]> {
  const refused = came.filter(one => !isAccepted(one.judgement) && one.status !== undefined).slice(-MOST_EXPLAINED)
  if (refused.length === 0) return []
  const { createDeliveryExplainer } = await import('../explain-delivery.js')
  const explainer = createDeliveryExplainer({ accepted, suspects: [], arrived: true, limit: MOST_EXPLAINED })
  const told: { why: string; fix: string }[] = []
  for (const received of refused) {
    const explanation = await explainer.explain(capturedDelivery(received), received.judgement)
    const { event = 'a delivery' } = received.judgement
    if (explanation) told.push({ why: `${event}: ${explanation.summary}`, fix: explanation.advice.fix })
  }
  return told
}
