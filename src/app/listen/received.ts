/** A delivery that came, with all that became of it, and as the lines of a capture. */
import type { AnswerNote, Receipt } from '../../captures/record.js'
import type { CvHookError } from '../../core/errors.js'
import { hundredths } from '../../core/units.js'
import type { Arrival } from '../../http/arrival.js'
import type { AdvisedExplanation } from '../explain-delivery.js'
import type { Judgement } from '../judge.js'
import type { Earlier } from './duplicates.js'
import type { ForwardOutcome } from './forward.js'

/** A delivery with all that became of it. */
export interface Received {
  id: string
  arrival: Arrival
  judgement: Judgement
  /** The first delivery of the same event. */
  duplicateOf: Earlier | undefined
  /** The status that it was answered; undefined for one that broke off. */
  status: number | undefined
  /** Whether that is a fault on purpose: `--respond` took its turn. */
  onPurpose: boolean
  /** Whether the answer still met the sender. */
  sent: boolean
  durationMs: number
  forwarded: ForwardOutcome[] | undefined
  /** It had been passed on by a listener before, and was not passed on again. */
  looped: boolean
  /** Why it could not be kept; its sender was told to try again. */
  lost: CvHookError | undefined
  explanation: AdvisedExplanation | undefined
}

/** Whether a delivery is one that a correct receiver takes. */
export const isAccepted = ({ verdict, code }: Pick<Judgement, 'verdict' | 'code'>): boolean =>
  verdict === 'valid' || (verdict === 'unsigned' && code === 'ok')

/** The status of the answer that a correct receiver gives. */
export function statusOf(judgement: Judgement): number {
  if (!isAccepted(judgement)) return 401
  return judgement.findings.some(one => one.code === 'not-json') ? 400 : 200
}

/** The line that is kept before the answer. */
export function receiptOf({ id, arrival, judgement }: Received): Receipt {
  const { method, path, httpVersion, headers, body, complete, receivedAt } = arrival
  const { verdict, code, secret, findings } = judgement
  return {
    direction: 'in',
    id,
    receivedAt,
    method,
    path,
    httpVersion,
    headers,
    body,
    complete,
    verdict,
    code,
    secret,
    findings,
  }
}

/** The line that is kept after it. */
export function answerOf({ id, status, durationMs, forwarded }: Received): AnswerNote {
  const forward = forwarded?.map(({ error, ...one }) => (error ? { ...one, error: error.code } : one))
  return { id, status: status!, durationMs: hundredths(durationMs), ...(forward ? { forward } : {}) }
}
