/** The black-box diagnosis of a receiver that refuses valid deliveries, or may refuse some one day. */
import { diagnose } from '../contract/diagnose/diagnose.js'
import type { Diagnosis } from '../contract/diagnose/diagnosis.js'
import type { NamedSecret } from '../core/signature.js'
import { factsOfAnswer, isWall } from './answer-hints.js'
import { type BodyOptions, contractBodies } from './contract-bodies.js'
import { type ExchangeContext, type ExchangeOptions, exchange, findControl, kitFor } from './test-exchange.js'

/** What is diagnosed, and how. */
export interface DiagnosisOptions extends ExchangeOptions {
  readonly bodies: BodyOptions
  readonly secret: NamedSecret
  readonly maxRequests: number
}

/** What it needs of the outside. */
export interface DiagnosisContext extends ExchangeContext {
  /** Called after each request. */
  onRequest(count: number): void
}

/**
 * Makes the diagnosis.
 *
 * @returns with the event whose body was sent
 * @throws CvHookError `unknown-event`, `unknown-path`, `usage`; `disk` when the capture cannot be written
 */
export async function diagnoseReceiver(
  options: DiagnosisOptions,
  context: DiagnosisContext,
): Promise<Diagnosis & { event: string }> {
  const bodies = await contractBodies(options.bodies)
  const { event, answer } = await findControl({ ...bodies, controls: bodies.controls.slice(0, 1) }, options, context)
  const diagnosis = await diagnose(
    answer,
    {
      statuses: options.statuses,
      event,
      secret: options.secret.value,
      maxRequests: options.maxRequests,
      isWall: one => one.ok && isWall(factsOfAnswer(one, { signed: true, forged: false, bytes: 0 })),
    },
    {
      kit: kitFor('diagnose', event, bodies, options),
      send: sending => exchange(sending, options, context),
      signal: context.signal,
      onRequest: context.onRequest,
    },
  )
  return { ...diagnosis, event }
}
