/**
 * Why a receiver refuses, found from the outside: one body is signed as each faulty receiver would expect it, until one
 * signature is accepted; correctly signed bodies with one hazard each tell the rest.
 */
import { type CauseId, inOrder } from '../../explain/causes.js'
import type { DeliveryResult } from '../../http/delivery.js'
import type { Kit, Sending } from '../check.js'
import { actualText, isBodyRefused, judgeAnswer, mayBeAboutSignature, type Statuses, saySame } from '../judge.js'
import { isGood } from '../result.js'
import { otherLastDigit, rightLine, signatureLine } from '../signing.js'
import { candidates } from './candidates.js'
import type { Diagnosis } from './diagnosis.js'
import { modelOf } from './ladder.js'
import { latentRungs, naturalRungs, plainBody, RUNG, type Rung, withMember } from './rungs.js'

/** How a diagnosis is made. */
export interface DiagnoseOptions {
  readonly statuses: Statuses
  readonly event: string
  readonly secret: string
  /** Requests at most. */
  readonly maxRequests: number
  /** Whether an answer is that of something before the receiver, such as a login page. */
  isWall(answer: DeliveryResult): boolean
}

/** A plain body, the rungs above it, and the delivery after a guess. */
const PLAIN_REQUESTS = 16
/** With fewer, the guesses that are most often right come first. */
const FEW_REQUESTS = 4 * PLAIN_REQUESTS

/** What it needs of the outside. */
export interface DiagnoseContext {
  kit: Kit
  send(sending: Sending): Promise<DeliveryResult>
  readonly signal: AbortSignal
  /** Called after each request. */
  onRequest(count: number): void
}

/**
 * Makes the diagnosis.
 *
 * @param control how a valid delivery was answered
 */
export async function diagnose(
  control: DeliveryResult,
  options: DiagnoseOptions,
  context: DiagnoseContext,
): Promise<Diagnosis> {
  const search = new Diagnoser(control, options, context)
  if (!control.ok) return search.end(control.cancelled ? 'interrupted' : 'unreachable')
  if (search.accepted(control)) return search.latent()
  if (options.isWall(control) || !mayBeAboutSignature(control.status)) return search.end('not-signature')
  return search.refusing()
}

class Diagnoser {
  #requests = 1
  readonly #control: DeliveryResult
  readonly #options: DiagnoseOptions
  readonly #context: DiagnoseContext

  constructor(control: DeliveryResult, options: DiagnoseOptions, context: DiagnoseContext) {
    this.#control = control
    this.#options = options
    this.#context = context
  }

  accepted(answer: DeliveryResult): boolean {
    return isGood(judgeAnswer('accepted', answer, this.#options.statuses).outcome)
  }

  end(verdict: Diagnosis['verdict'], found: Partial<Diagnosis> = {}): Diagnosis {
    return {
      verdict,
      proof: 'none',
      causes: [],
      refused: [],
      rungs: 0,
      requests: this.#requests,
      control: this.#control,
      ...found,
    }
  }

  /** The receiver accepts what is usual: does it verify, and what else does it stumble over? */
  async latent(): Promise<Diagnosis> {
    const { kit } = this.#context
    const body = kit.body()
    const forged = await this.#send({
      body,
      signature: [signatureLine(otherLastDigit(rightLine(body, this.#options.secret)[1]))],
    })
    if (this.accepted(forged)) return this.end('unverified', { proof: 'proven' })
    const all = await this.#telling(latentRungs(body), body, forged)
    const rungs = this.#affordable(all)
    const refused = await this.#climb(rungs, forged)
    if (!refused) return this.end('interrupted')
    const refusal = isGood(judgeAnswer('refused', forged, this.#options.statuses).outcome)
    if (refused.size === 0 && !refusal) return this.end('no-refusal', { how: actualText(forged), rungs: rungs.length })
    if (refused.size === 0) return this.end('sound', { rungs: rungs.length })
    return this.end('latent', { ...ladderResult(rungs, refused, all), proof: 'observed' })
  }

  /** The receiver refuses what is right: whose signature does it accept? */
  async refusing(): Promise<Diagnosis> {
    const { kit } = this.#context
    const { event, secret, maxRequests } = this.#options
    const body = kit.body()
    const wrong = await this.#verified(body)
    if (wrong) return this.end('not-signature', { how: actualText(wrong) })
    const tried = new Set<string>()
    const kept = maxRequests < FEW_REQUESTS ? 1 : PLAIN_REQUESTS
    for (const { line, causes, how } of candidates(body, secret, event)) {
      if (tried.has(line.join(':'))) continue
      tried.add(line.join(':'))
      // Some are kept for the delivery after it, and for what a plain body tells.
      if (this.#requests + kept >= maxRequests) break
      if (this.#context.signal.aborted) return this.end('interrupted')
      const answer = await this.#send({ body, signature: [line] })
      if (!answer.ok && !answer.cancelled) return this.end('unreachable', { control: answer })
      if (!this.#signatureAccepted(answer)) continue
      const again = await this.#send(kit.valid(body))
      // A receiver that has changed its mind proves nothing.
      if (this.accepted(again)) return this.end('unknown')
      return this.end('found', { proof: 'proven', causes, ...(how === '' ? {} : { how }) })
    }
    return this.#byPlainBody(body)
  }

  /** The answer to a forged delivery, where it differs from that to the same body signed rightly: so it was found right. */
  async #verified(body: Buffer): Promise<DeliveryResult | undefined> {
    const right = this.#context.kit.valid(body)
    const wrong = otherLastDigit(rightLine(body, this.#options.secret)[1])
    const one = await this.#send(right)
    const forged = await this.#send({ body, signature: [signatureLine(wrong)] })
    if (!one.ok || !forged.ok || this.accepted(one) || this.accepted(forged) || saySame(one, forged)) return undefined
    return saySame(one, await this.#send(right)) && saySame(one, await this.#send(right)) ? forged : undefined
  }

  /** Where a wrong signature and a bad body are answered alike, bodies that may be called bad tell nothing. */
  async #telling(rungs: readonly Rung[], body: Buffer, forged: DeliveryResult): Promise<readonly Rung[]> {
    if (!isBodyRefused(forged)) return rungs
    const plain = await this.#send(this.#context.kit.valid(withMember(body)))
    const some = this.accepted(plain) ? rungs : rungs.filter(rung => !rung.body.includes(RUNG))
    return some.filter(rung => rung.cause !== 'body-bom' && rung.cause !== 'body-invalid-utf8')
  }

  /** As many as may be sent. */
  #affordable(rungs: readonly Rung[]): readonly Rung[] {
    return rungs.slice(0, Math.max(0, this.#options.maxRequests - this.#requests))
  }

  /** Nothing is accepted: perhaps a body without any hazard is. */
  async #byPlainBody(body: Buffer): Promise<Diagnosis> {
    if (this.#requests >= this.#options.maxRequests) return this.end('unknown')
    const plain = plainBody(body)
    const answer = await this.#send(this.#context.kit.valid(plain))
    if (this.#context.signal.aborted) return this.end('interrupted')
    if (!this.#signatureAccepted(answer)) return this.end('unknown')
    const all = naturalRungs(plain)
    const rungs = this.#affordable(all)
    const refused = await this.#climb(rungs, this.#control)
    if (!refused) return this.end('interrupted')
    if (refused.size === 0) return this.end('unknown', { rungs: rungs.length })
    return this.end('found', { ...ladderResult(rungs, refused, all), proof: 'observed' })
  }

  /** The rungs whose signature was found wrong; undefined when it was interrupted. */
  async #climb(rungs: readonly Rung[], refusal: DeliveryResult): Promise<Set<Rung> | undefined> {
    const refused = new Set<Rung>()
    for (const rung of rungs) {
      if (this.#context.signal.aborted) return undefined
      const answer = await this.#send(this.#context.kit.valid(rung.body))
      if (!this.#signatureAccepted(answer, refusal)) refused.add(rung)
    }
    return this.#context.signal.aborted ? undefined : refused
  }

  /** Accepted, or refused in another way than a wrong signature is: then the body is what was not liked. */
  #signatureAccepted(answer: DeliveryResult, refusal: DeliveryResult = this.#control): boolean {
    if (this.accepted(answer)) return true
    if (!answer.ok || !refusal.ok) return false
    return isBodyRefused(answer) && !isBodyRefused(refusal)
  }

  /** One that gets no answer is sent once more, since a guess that is lost would not be made again. */
  async #send(sending: Sending): Promise<DeliveryResult> {
    const answer = await this.#context.send(sending)
    this.#context.onRequest(++this.#requests)
    if (answer.ok || answer.cancelled || this.#requests >= this.#options.maxRequests) return answer
    this.#context.onRequest(++this.#requests)
    return this.#context.send(sending)
  }
}

function ladderResult(rungs: readonly Rung[], refused: ReadonlySet<Rung>, all: readonly Rung[]) {
  // A part of the ladder fits receivers of many kinds.
  const how = rungs.length === all.length ? modelOf(rungs, refused) : undefined
  const causes: CauseId[] = inOrder([...refused].map(rung => rung.cause))
  return {
    causes,
    refused: [...refused].map(rung => rung.hazard),
    rungs: rungs.length,
    ...(how === undefined ? {} : { how }),
  }
}
