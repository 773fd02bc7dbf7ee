/** The contract test of a receiver: makes the deliveries, finds one that is accepted, runs the checks, keeps what was sent. */
import { answerLine, type RawHeader } from '../captures/record.js'
import type { Check, Kit, Sending } from '../contract/check.js'
import { CONTROL, contractChecks, countRequests } from '../contract/checks.js'
import { waitForReceiver } from '../contract/controls.js'
import { judgeAnswer } from '../contract/judge.js'
import { type CheckResult, isGood } from '../contract/result.js'
import { type RunOptions, runContract } from '../contract/run.js'
import { type CheckSelection, selectChecks } from '../contract/select.js'
import type { ContractSetup } from '../contract/setup.js'
import { rightLine } from '../contract/signing.js'
import type { NamedSecret } from '../core/signature.js'
import type { DeliveryResult } from '../http/delivery.js'
import type { KeptAnswer } from '../http/kept-connection.js'
import { type BodyOptions, type ContractBodies, contractBodies, knownMembers } from './contract-bodies.js'
import { type SendContext, sentReceipt } from './send.js'

/** What is tested, and how. */
export interface TestOptions extends RunOptions {
  readonly bodies: BodyOptions
  /** Undefined for a webhook without a secret. */
  readonly secret: NamedSecret | undefined
  /** The headers of every delivery but static ones and the signature. */
  readonly headers: readonly RawHeader[]
  readonly statics: readonly RawHeader[]
  readonly selection: CheckSelection
  /** How long to wait for a receiver that is not up yet. */
  readonly waitMs: number
}

/** A request as the network takes it. */
export interface TestRequest {
  readonly method?: 'GET'
  readonly headers: readonly RawHeader[]
  readonly body: Buffer
}

/** What a test needs of the outside. */
export interface TestContext
  extends Pick<SendContext, 'capture' | 'path' | 'secretHeaders' | 'newId' | 'now' | 'sleep' | 'signal'> {
  deliver(request: TestRequest): Promise<DeliveryResult>
  sendOnOneConnection(requests: readonly TestRequest[]): Promise<KeptAnswer[]>
  /** Called before the first request. */
  onStart(plan: TestPlan): Promise<void> | void
  onResult(result: CheckResult): Promise<void> | void
}

/** What is about to be sent. */
export interface TestPlan {
  readonly checks: readonly Check[]
  readonly requests: number
  readonly left: ContractBodies['left']
}

/** What a test came to. */
export interface TestOutcome {
  readonly results: readonly CheckResult[]
  /** How the control was answered, and which event it was. */
  readonly control: { readonly event: string; readonly answer: DeliveryResult; readonly accepted: boolean }
}

/**
 * The checks that would be run, without sending anything.
 *
 * @throws CvHookError `usage` for an unknown check, `unknown-event`, `unknown-path`
 */
export async function plannedChecks(
  options: Pick<TestOptions, 'bodies' | 'secret' | 'statics' | 'selection'>,
): Promise<Check[]> {
  const bodies = await contractBodies(options.bodies)
  return selectChecks(contractChecks(await setupOf(bodies, bodies.controls[0]!, options)), options.selection)
}

/**
 * Runs the test.
 *
 * @throws CvHookError as {@link plannedChecks}; `disk` when the capture cannot be written
 */
export async function testReceiver(options: TestOptions, context: TestContext): Promise<TestOutcome> {
  const bodies = await contractBodies(options.bodies)
  const checksFor = async (event: string) =>
    selectChecks(contractChecks(await setupOf(bodies, event, options)), options.selection)
  const first = await checksFor(bodies.controls[0]!)
  await context.onStart({ checks: first, requests: countRequests(first), left: bodies.left })
  const send = (sending: Sending) => exchange(sending, options, context)
  const control = await findControl(bodies, options, context, send)
  const checks = control.event === bodies.controls[0] ? first : await checksFor(control.event)
  const results = await runContract(checks, control.answer, options, {
    kit: id => kitFor(id, control.event, bodies, options),
    send,
    sendOnOneConnection: async sendings => {
      const requests = sendings.map(one => requestOf(one, options))
      for (const request of requests) await keep(request, options, context)
      return context.sendOnOneConnection(requests)
    },
    now: context.now,
    sleep: context.sleep,
    signal: context.signal,
    onResult: context.onResult,
  })
  return { results, control }
}

async function setupOf(
  { stories, withDocument, withAmount }: ContractBodies,
  control: string,
  { bodies, secret, statics }: Pick<TestOptions, 'bodies' | 'secret' | 'statics'>,
): Promise<ContractSetup> {
  const members = await knownMembers(control, bodies.payload)
  return { stories, control, withDocument, withAmount, ...members, signed: secret !== undefined, statics }
}

/** A receiver may refuse one event for reasons of its own: a few others are tried. */
async function findControl(
  bodies: ContractBodies,
  options: TestOptions,
  context: TestContext,
  send: (sending: Sending) => Promise<DeliveryResult>,
): Promise<TestOutcome['control']> {
  let best: TestOutcome['control'] | undefined
  for (const event of bodies.controls) {
    const kit = kitFor(CONTROL.id, event, bodies, options)
    const sendControl = () => send(kit.valid(kit.body()))
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

function kitFor(checkId: string, control: string, bodies: ContractBodies, options: TestOptions): Kit {
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

function requestOf({ method, body, signature, contentType, statics }: Sending, options: TestOptions): TestRequest {
  const common = options.headers.map(
    ([name, value]): RawHeader =>
      contentType !== undefined && name.toLowerCase() === 'content-type' ? [name, contentType] : [name, value],
  )
  return { ...(method ? { method } : {}), headers: [...common, ...(statics ?? options.statics), ...signature], body }
}

async function exchange(sending: Sending, options: TestOptions, context: TestContext): Promise<DeliveryResult> {
  const request = requestOf(sending, options)
  const id = await keep(request, options, context)
  const result = await context.deliver(request)
  if (id !== undefined && result.ok) {
    await context.capture!(answerLine({ id, status: result.status, durationMs: Math.round(result.durationMs) }))
  }
  return result
}

async function keep(request: TestRequest, { secret }: TestOptions, context: TestContext): Promise<string | undefined> {
  if (!context.capture) return undefined
  const id = context.newId()
  await context.capture(sentReceipt(id, { ...request, headers: [...request.headers] }, { ...context, secret }))
  return id
}
