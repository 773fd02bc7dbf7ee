/** What is said of a valid delivery that was not accepted. */
import { mayBeAboutSignature } from '../contract/judge.js'
import type { DeliveryResult } from '../http/delivery.js'
import { answerHint, factsOfAnswer, isWall } from './answer-hints.js'

/** What an answer most likely means. */
export interface ControlAdvice {
  /** What it means and what to do, where that is known. */
  readonly hint: string | undefined
  /** Whether it may be about the signature, so that a diagnosis can find out more. */
  readonly searchable: boolean
}

/** Looks at the answer; nothing is known of one that did not come. */
export function controlAdvice(answer: DeliveryResult | undefined, signed: boolean): ControlAdvice {
  if (!answer?.ok) return { hint: undefined, searchable: false }
  const facts = factsOfAnswer(answer, { signed, forged: false, bytes: 0 })
  return { hint: answerHint(facts), searchable: signed && mayBeAboutSignature(answer.status) && !isWall(facts) }
}
