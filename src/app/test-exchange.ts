/** The deliveries of a contract test: made of its bodies, sent, and kept where a capture is wanted. */
import { answerLine, type RawHeader } from '../captures/record.js'
import type { Kit, Sending } from '../contract/check.js'
import { CONTROL } from '../contract/checks.js'
import { waitForReceiver } from '../contract/controls.js'
import { judgeAnswer, type Statuses } from '../contract/judge.js'
import { isGood } from '../contract/result.js'
import { rightLine } from '../contract/signing.js'
import type { NamedSecret } from '../core/signature.js'
import type { DeliveryResult } from '../http/delivery.js'
import type { ContractBodies } from './contract-bodies.js'
import type { SendContext } from './send.js'
import { sentReceipt } from './send-one.js'

/** What each delivery is made with. */
export interface ExchangeOptions {
  /** Undefined for a webhook without a secret. */
  readonly secret: NamedSecret | undefined
  /** The headers of every delivery but static ones and the signature. */
  readonly headers: readonly RawHeader[]
  readonly statics: readonly RawHeader[]
  readonly statuses: Statuses
  /** How long to wait for a receiver that is not up yet. */
  readonly waitMs: number
}

/** A request as the network takes it. */
export interface TestRequest {
  readonly method?: 'GET'
  readonly headers: readonly RawHeader[]
  readonly body: Buffer
}

/** What a delivery needs of the outside. */
export interface ExchangeContext
  extends Pick<SendContext, 'capture' | 'path' | 'secretHeaders' | 'newId' | 'now' | 'sleep' | 'signal'> {
  deliver(request: TestRequest): Promise<DeliveryResult>
}

/** A valid delivery of an event, and how it was answered. */
export interface Control {
  readonly event: string
  readonly answer: DeliveryResult
  readonly accepted: boolean
}

/** A receiver may refuse one event for reasons of its own: a few others are tried. */
export async function findControl(
  bodies: ContractBodies,
  options: ExchangeOptions,
  context: ExchangeContext,
): Promise<Control> {
  let best: Control | undefined
  for (const event of bodies.controls) {
    const kit = kitFor(CONTROL.id, event, bodies, options)
    const sendControl = () => exchange(kit.valid(kit.body()), options, context)
    const answer = best
      ? await sendControl()
      : await waitForReceiver(
          { ...context, signal: context.signal, statuses: options.statuses, sendControl },
          options.waitMs,
        )
    const accepted = isGood(judgeAnswer('accepted', answer, options.statuses).outcome)
    if (accepted) return { event, answer, accepted }
    best ??= { event, answer, accepted }
    if (!answer.ok || context.signal.aborted) break
  }
  return best!
}

/** What a check makes its requests of. */
export function kitFor(checkId: string, control: string, bodies: ContractBodies, options: ExchangeOptions): Kit {
  let drawn = 0
  const draw = (event: string) => bodies.draw(event, `${checkId} ${++drawn}`)
  const secret = options.secret?.value
  return {
    secret,
    statics: options.statics,
    body: () => draw(control),
    bodyOf: draw,
    valid: body => ({ body, signature: secret === undefined ? [] : [rightLine(body, secret)] }),
  }
}

/** A request with all its headers. */
export function requestOf(
  { method, body, signature, contentType, statics }: Sending,
  options: ExchangeOptions,
): TestRequest {
  const common = options.headers.map(
    ([name, value]): RawHeader =>
      contentType !== undefined && name.toLowerCase() === 'content-type' ? [name, contentType] : [name, value],
  )
  return { ...(method ? { method } : {}), headers: [...common, ...(statics ?? options.statics), ...signature], body }
}

/** Sends a request, and keeps it and its answer. */
export async function exchange(
  sending: Sending,
  options: ExchangeOptions,
  context: ExchangeContext,
): Promise<DeliveryResult> {
  const request = requestOf(sending, options)
  const id = await keep(request, options, context)
  const result = await context.deliver(request)
  if (id !== undefined && result.ok) {
    await context.capture!(answerLine({ id, status: result.status, durationMs: Math.round(result.durationMs) }))
  }
  return result
}

/** Keeps a request that is about to be sent. */
export async function keep(
  request: TestRequest,
  { secret }: ExchangeOptions,
  context: ExchangeContext,
): Promise<string | undefined> {
  if (!context.capture) return undefined
  const id = context.newId()
  await context.capture(sentReceipt(id, { ...request, headers: [...request.headers] }, { ...context, secret }))
  return id
}
