/** From an answer to an outcome: what counts as accepted, as a refusal, and as neither. */
import { printable } from '../core/printable.js'
import { REFUSED, type StatusExpectation } from '../core/status.js'
import { formatDuration } from '../core/units.js'
import type { DeliveryResult } from '../http/delivery.js'
import type { KeptAnswer } from '../http/kept-connection.js'
import type { Expectation } from './check.js'
import { isGood, type Outcome, type Verdict } from './result.js'

/** Which statuses count. */
export interface Statuses {
  readonly accepted: StatusExpectation
  readonly refused: StatusExpectation
}

const TOO_MANY = 429
/** Of a verified delivery: taken, or its body not liked. */
const BODY_REFUSED: ReadonlySet<number> = new Set([400, 415, 422])

/** Whether a receiver says that it gets too much: of the delivery itself that says nothing. */
export const isLimited = (answer: DeliveryResult): boolean => answer.ok && answer.status === TOO_MANY

/** Whether a status may answer a wrong signature; a receiver that throws on one answers 500. */
export const mayBeAboutSignature = (status: number): boolean =>
  [400, 401, 403, 422].includes(status) || isClass(5, status)

/** Whether an answer may be about the body rather than about the signature. */
export const isBodyRefused = (answer: DeliveryResult): boolean => answer.ok && BODY_REFUSED.has(answer.status)

/** Whether two answers say the same, digests that they repeat left out of account. */
export function saySame(one: DeliveryResult, other: DeliveryResult): boolean {
  if (!one.ok || !other.ok) return one.ok === other.ok
  const said = ({ body }: typeof one) =>
    Buffer.from(body)
      .toString('latin1')
      .replace(/[0-9a-f]{64}/gi, '')
  return one.status === other.status && said(one) === said(other)
}

/** What is expected, in words. */
export function expectedText(expect: Expectation, { accepted, refused }: Statuses): string {
  if (expect === 'accepted') return accepted.text
  if (expect === 'refused') return refused === REFUSED ? 'a refusal (4xx)' : refused.text
  if (expect === 'verified') return `${accepted.text}, 400, 415 or 422`
  return expect === 'client-error' ? '4xx' : 'no 5xx'
}

/** What was answered, in a few words. */
export function actualText(answer: DeliveryResult): string {
  return answer.ok ? String(answer.status) : answer.error.code
}

/** Judges one answer by itself; that a refusal proves something is for the controls around it to say. */
export function judgeAnswer(expect: Expectation, answer: DeliveryResult, statuses: Statuses): Verdict {
  const actual = actualText(answer)
  if (!answer.ok) {
    if (answer.cancelled) return { outcome: 'skip', actual: 'interrupted', answer }
    const note = printable(answer.error.message)
    // A forged delivery that gets no answer at all has broken something.
    if (expect === 'refused') return { outcome: 'fail', actual, note: `no refusal, but no answer: ${note}`, answer }
    return { outcome: 'error', actual, note, answer }
  }
  const [outcome, note] = judgeStatus(expect, answer.status, statuses)
  if (outcome === 'pass' && answer.attempts > 1) {
    return { outcome: 'flaky', actual, note: `only at attempt ${answer.attempts}`, answer }
  }
  return { outcome, actual, ...(note === undefined ? {} : { note }), answer }
}

function judgeStatus(expect: Expectation, status: number, { accepted, refused }: Statuses): [Outcome, string?] {
  const limited: [Outcome, string] = ['inconclusive', 'the receiver limits the rate: --concurrency 1, or --retries']
  if (expect === 'refused') {
    if (refused.matches(status)) return ['pass']
    if (accepted.matches(status) || isClass(2, status)) return ['fail', 'it accepted a delivery that is not genuine']
    if (isClass(5, status)) return ['fail', 'it failed where it should refuse: somebody can make it fail at will']
    if (status === TOO_MANY) return limited
    return ['inconclusive', `${status} does not say that the signature was refused (--expect-refusal names what does)`]
  }
  if (status === TOO_MANY) return limited
  if (expect === 'accepted') return accepted.matches(status) ? ['pass'] : ['fail']
  if (expect === 'verified') {
    return accepted.matches(status) || BODY_REFUSED.has(status) ? ['pass'] : ['fail']
  }
  if (expect === 'client-error') return isClass(4, status) ? ['pass'] : ['fail']
  return isClass(5, status) ? ['fail'] : ['pass']
}

const GRAVITY: readonly Outcome[] = ['pass', 'flaky', 'inconclusive', 'error', 'fail', 'skip']

/**
 * The gravest of several verdicts; of several alike, the first.
 *
 * @param which names for the requests, where they have any: the note says which of them came to this
 */
export function gravest(verdicts: readonly Verdict[], which: readonly (string | undefined)[]): Verdict {
  const worst = verdicts.reduce((a, b) => (GRAVITY.indexOf(b.outcome) > GRAVITY.indexOf(a.outcome) ? b : a))
  if (isGood(worst.outcome) || worst.outcome === 'skip') return worst
  const byNote = new Map<string, string[]>()
  for (const [at, { outcome, note = '' }] of verdicts.entries()) {
    const name = which[at]
    if (outcome === worst.outcome && name !== undefined) byNote.set(note, [...(byNote.get(note) ?? []), name])
  }
  if (byNote.size === 0) return worst
  const parts = [...byNote].map(([note, names]) => names.join(', and ') + (note === '' ? '' : `: ${note}`))
  return { ...worst, note: parts.join('; ') }
}

/** Judges answers that are to be alike: the first by itself, the others by the first. */
export function judgeAlike(answers: readonly DeliveryResult[], statuses: Statuses): Verdict {
  const [first, ...others] = answers
  const verdict = judgeAnswer('accepted', first!, statuses)
  if (!first!.ok || verdict.outcome === 'fail') return verdict
  const other = others.find(one => !one.ok || !sameClass(one.status, first!.status))
  if (!other) return verdict
  if (!other.ok || other.status === TOO_MANY) return judgeAnswer('accepted', other, statuses)
  return {
    outcome: 'fail',
    actual: `${first!.status}, then ${actualText(other)}`,
    note: 'the second answer is of another class than the first',
    answer: other,
  }
}

/** Judges a delivery that was signed rightly by how the same body is answered with a wrong signature, where that matters. */
export function judgeVerified([right, wrong]: readonly DeliveryResult[], statuses: Statuses): Verdict {
  const verdict = judgeAnswer('verified', right!, statuses)
  if (!wrong || !isGood(verdict.outcome) || !saySame(right!, wrong)) return verdict
  return {
    ...verdict,
    outcome: 'inconclusive',
    note: 'a wrong signature is answered alike, which proves nothing',
  }
}

/** Judges what was sent over one connection; what was forged in between does not matter here. */
export function judgeConnection(answers: readonly KeptAnswer[], statuses: Statuses): Verdict {
  const asDelivery = ({ result }: KeptAnswer): DeliveryResult => ({ ...result, attempts: 1 })
  const wrong = answers.find((one, at) => {
    const counts = at === 0 || at === answers.length - 1
    return counts && judgeAnswer('accepted', asDelivery(one), statuses).outcome !== 'pass'
  })
  if (wrong && wrong !== answers[0] && !wrong.result.ok && !wrong.result.cancelled) {
    return {
      outcome: 'fail',
      actual: actualText(asDelivery(wrong)),
      note: `the request after another on the same connection: ${printable(wrong.result.error.message)}`,
      answer: asDelivery(wrong),
    }
  }
  if (wrong) return judgeAnswer('accepted', asDelivery(wrong), statuses)
  const silent = answers.some(one => one.closedSilently)
  if (silent) {
    return {
      outcome: 'fail',
      actual: 'closed',
      note: 'it closed the connection after its answer without saying so: what a sender writes meanwhile is lost',
    }
  }
  const actual = answers.slice(1).every(one => one.reused) ? 'kept' : 'closed, and said so'
  return { outcome: 'pass', actual }
}

/** The delivery that took the longest, and whether it was given up. */
export interface Slowest {
  readonly id: string
  readonly ms: number
  readonly late: boolean
}

/** Judges the longest time that a delivery took. */
export function judgeTime(slowest: Slowest | undefined, withinMs: number): Verdict {
  if (!slowest) return { outcome: 'inconclusive', actual: 'no delivery was accepted' }
  if (slowest.late) {
    const outcome = slowest.ms < withinMs ? 'inconclusive' : 'fail'
    return { outcome, actual: 'no answer', note: `${slowest.id} had none after ${formatDuration(slowest.ms)}` }
  }
  const actual = `at most ${formatDuration(slowest.ms)}`
  if (slowest.ms <= withinMs) return { outcome: 'pass', actual }
  return { outcome: 'fail', actual: formatDuration(slowest.ms), note: `${slowest.id} took the longest` }
}

const isClass = (hundreds: number, status: number) => Math.floor(status / 100) === hundreds
const sameClass = (one: number, other: number) => Math.floor(one / 100) === Math.floor(other / 100)
