/** Verifies recorded deliveries one after another, in constant memory. */
import type { CapturedDelivery } from '../captures/delivery.js'
import { headerValues } from '../core/headers.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import type { AdvisedExplanation, DeliveryExplainer } from './explain-delivery.js'
import { type Accepted, isBeyondValidation, type Judgement, judge } from './judge.js'

/** One delivery with all that was found of it. */
export interface Verified {
  delivery: CapturedDelivery
  judgement: Judgement
  explanation: AdvisedExplanation | undefined
}

/** What a run needs. */
export interface VerifyContext {
  accepted: Accepted
  explainer: DeliveryExplainer
  /** Whether bodies are compared with their schema. */
  findings: boolean
  /** Asked before each delivery. */
  stopped(): boolean
  /** Called for each delivery; what it returns is waited for. */
  onVerified(verified: Verified): Promise<void> | void
  /** Called where the next delivery will take its time; what it returns is waited for, so that a slow reader slows the run. */
  onPause(): Promise<void> | void
}

const TOO_LARGE = 'the body is larger than 8 MB, or is made of very many parts'
const UNCOMPARED = `${TOO_LARGE}: its signature was checked, but it was not compared with what is documented`
const SEARCHED_IN_PART =
  'of the faults only those of its ends, charset, line ends, encoding and blanks, of the secret and of the header were looked for'

const UNCHECKED = `it has an ${SIGNATURE_HEADER} header, which was not checked (--unsigned)`

/** Verifies all deliveries of a recording, which come in batches. */
export async function verifyAll(
  batches: AsyncIterable<readonly CapturedDelivery[]>,
  context: VerifyContext,
): Promise<void> {
  for await (const batch of batches) {
    for (const delivery of batch) {
      if (context.stopped()) return
      const judgement = judgeNoting(delivery, context)
      const search = context.explainer.explain(delivery, judgement)
      if (search) await context.onPause()
      const explanation = search && (await search)
      if (isBeyondValidation(delivery.body)) noteOfSize(delivery, context.findings, explanation !== undefined)
      const waiting = context.onVerified({ delivery, judgement, explanation })
      if (waiting) await waiting
    }
    await context.onPause()
  }
}

/** Judges a delivery, and notes on it what was not checked. */
function judgeNoting(delivery: CapturedDelivery, { accepted, findings }: VerifyContext): Judgement {
  if (accepted.unsigned && headerValues(delivery.headers, SIGNATURE_HEADER).length > 0) delivery.notes.push(UNCHECKED)
  return judge(delivery, accepted, { findings })
}

/** One note for all that was left out. */
function noteOfSize({ notes }: CapturedDelivery, compared: boolean, explained: boolean): void {
  if (compared) notes.push(explained ? `${UNCOMPARED}, and ${SEARCHED_IN_PART}` : UNCOMPARED)
  else if (explained) notes.push(`${TOO_LARGE}: ${SEARCHED_IN_PART}`)
}
