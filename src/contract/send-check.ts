/** Sends what one check is made of, in its manner, and judges the answers together. */
import type { DeliveryResult } from '../http/delivery.js'
import type { KeptAnswer } from '../http/kept-connection.js'
import type { Check, Kit, Sending } from './check.js'
import {
  gravest,
  isBodyRefused,
  judgeAlike,
  judgeAnswer,
  judgeConnection,
  judgeVerified,
  type Statuses,
} from './judge.js'
import type { Verdict } from './result.js'

/** What sending needs of the outside. */
export interface CheckSending {
  /** What a check makes its requests of; with the same id the same. */
  kit(checkId: string): Kit
  send(sending: Sending): Promise<DeliveryResult>
  sendOnOneConnection(sendings: readonly Sending[]): Promise<KeptAnswer[]>
  /** Milliseconds of a clock that only moves forwards. */
  now(): number
}

/** Sends and judges; `durationMs` is what the answers took. */
export async function sendCheck(
  check: Check,
  statuses: Statuses,
  context: CheckSending,
): Promise<{ verdict: Verdict; durationMs: number }> {
  const sendings = check.send!(context.kit(check.id))
  if (check.manner === 'one-connection') {
    const begun = context.now()
    const answers = await context.sendOnOneConnection(sendings)
    return { verdict: judgeConnection(answers, statuses), durationMs: context.now() - begun }
  }
  const together = check.manner === 'together'
  const answers = together
    ? await Promise.all(sendings.map(one => context.send(one)))
    : await oneByOne(check, sendings, context)
  const verdict = judged(check, sendings, answers, statuses)
  const took = answers.map(answer => answer.durationMs)
  return {
    verdict: verdict.outcome === 'fail' ? await blamed(verdict, check, statuses, context) : verdict,
    durationMs: together ? Math.max(...took) : took.reduce((sum, one) => sum + one, 0),
  }
}

/** A failure, unless the receiver refuses as well what the check takes for granted. */
async function blamed(verdict: Verdict, check: Check, statuses: Statuses, context: CheckSending): Promise<Verdict> {
  if (!check.granted) return verdict
  const answer = await context.send(check.granted.send(context.kit(`${check.id}/granted`)))
  if (judgeAnswer('accepted', answer, statuses).outcome !== 'fail') return verdict
  return { ...verdict, outcome: 'inconclusive', note: check.granted.otherwise }
}

async function oneByOne(check: Check, sendings: readonly Sending[], context: CheckSending): Promise<DeliveryResult[]> {
  const answers: DeliveryResult[] = []
  for (const one of sendings) {
    answers.push(await context.send(one))
    // The forged one is sent only where its answer tells something.
    if (check.expect === 'verified' && !isBodyRefused(answers[0]!)) break
  }
  return answers
}

function judged(
  check: Check,
  sendings: readonly Sending[],
  answers: readonly DeliveryResult[],
  statuses: Statuses,
): Verdict {
  if (check.alike) return judgeAlike(answers, statuses)
  if (check.expect === 'verified') return judgeVerified(answers, statuses)
  return gravest(
    answers.map(answer => judgeAnswer(check.expect, answer, statuses)),
    sendings.map(one => one.which),
  )
}
