/** The contract test of a receiver: makes the deliveries, finds one that is accepted, and runs the checks. */
import type { Check, Sending } from '../contract/check.js'
import { contractChecks, countRequests } from '../contract/checks.js'
import type { CheckResult } from '../contract/result.js'
import { type RunOptions, runContract } from '../contract/run.js'
import { type CheckSelection, selectChecks } from '../contract/select.js'
import type { ContractSetup } from '../contract/setup.js'
import type { KeptAnswer } from '../http/kept-connection.js'
import { type BodyOptions, type ContractBodies, contractBodies, knownMembers } from './contract-bodies.js'
import {
  type Control,
  type ExchangeContext,
  type ExchangeOptions,
  exchange,
  findControl,
  keep,
  kitFor,
  requestOf,
  type TestRequest,
} from './test-exchange.js'

/** What is tested, and how. */
export interface TestOptions extends RunOptions, ExchangeOptions {
  readonly bodies: BodyOptions
  readonly selection: CheckSelection
}

/** What a test needs of the outside. */
export interface TestContext extends ExchangeContext {
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
  readonly control: Control
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
  const control = await findControl(bodies, options, context)
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
