/** Runs checks: accepting ones side by side, each refusal alone between two controls; nothing more once the receiver is gone. */
import { hundredths } from '../core/units.js'
import type { DeliveryResult } from '../http/delivery.js'
import type { Check } from './check.js'
import { IN_TIME } from './checks/behaviour.js'
import { CONTROL } from './checks.js'
import { AliveChecks, type ControlContext } from './controls.js'
import { InOrder } from './in-order.js'
import { expectedText, isLimited, judgeAnswer, judgeTime, type Slowest, type Statuses } from './judge.js'
import { type CheckResult, isGood, type Verdict } from './result.js'
import { type CheckSending, sendCheck } from './send-check.js'

/** How a run is made. */
export interface RunOptions {
  readonly statuses: Statuses
  /** How soon an answer must be there, in milliseconds. */
  readonly withinMs: number
  /** How many accepting checks at once. */
  readonly concurrency: number
}

/** What a run needs of the outside. */
export interface RunContext extends Omit<ControlContext, 'statuses' | 'sendControl'>, CheckSending {
  /** Called for each check in the order of the list; what it returns is waited for. */
  onResult(result: CheckResult): Promise<void> | void
}

/**
 * Runs the checks. The control has been sent already.
 *
 * @param checks in the order of the list, the control first
 * @param control how the control was answered
 */
export async function runContract(
  checks: readonly Check[],
  control: DeliveryResult,
  options: RunOptions,
  context: RunContext,
): Promise<CheckResult[]> {
  const run = new ContractRun(checks, options, context)
  const verdict = judgeAnswer('accepted', control, options.statuses)
  await run.tell(CONTROL, verdict, control.durationMs)
  if (isGood(verdict.outcome)) run.controlTook(control.durationMs)
  else run.stopFor(`not run: no valid delivery was accepted (${verdict.actual})`)
  await run.all()
  return run.results
}

class ContractRun {
  readonly #checks: readonly Check[]
  readonly #options: RunOptions
  readonly #context: RunContext
  readonly #told: InOrder
  readonly #alive: AliveChecks
  #slowest: Slowest | undefined
  #control: Slowest | undefined
  #stopped: string | undefined
  #refusalsTried = 0

  constructor(checks: readonly Check[], options: RunOptions, context: RunContext) {
    this.#checks = checks
    this.#options = options
    this.#context = context
    this.#told = new InOrder(
      checks.map(check => check.id),
      result => context.onResult(result),
    )
    let controls = 0
    const { statuses } = options
    this.#alive = new AliveChecks({
      ...context,
      signal: context.signal,
      statuses,
      sendControl: () => {
        const kit = context.kit(`alive ${++controls}`)
        return context.send(kit.valid(kit.body()))
      },
    })
  }

  get results(): CheckResult[] {
    return this.#told.results
  }

  /** Counts where no event is sent: the first request may have started the receiver. */
  controlTook(ms: number): void {
    this.#control = { id: CONTROL.id, ms, late: false }
  }

  stopFor(reason: string): void {
    this.#stopped = reason
  }

  tell(check: Check, verdict: Verdict, durationMs: number): Promise<void> {
    return this.#told.add({
      check,
      ...verdict,
      expected: this.#expected(check),
      durationMs: hundredths(durationMs),
    })
  }

  async all(): Promise<void> {
    const checks = this.#checks.filter(check => check !== CONTROL)
    await this.#sideBySide(lanesOf(checks.filter(check => check.group === 'accepts')))
    let control = false
    for (const check of checks.filter(check => check.group !== 'accepts')) {
      if (!check.send) await this.tell(check, this.#measured(check), 0)
      else if (check.group !== 'refuses') await this.#run(check)
      else {
        // The control after one refusal is the one before the next.
        if (!control && !this.#notRun()) await this.#alive.ask()
        control = true
        await this.#refuse(check)
      }
    }
  }

  #expected(check: Check): string {
    if (check.id === IN_TIME.id) return `an answer within ${this.#options.withinMs} ms`
    if (check.alike) return 'the same class of answer twice'
    return expectedText(check.expect, this.#options.statuses)
  }

  async #sideBySide(lanes: readonly (readonly Check[])[]): Promise<void> {
    const left = [...lanes]
    const worker = async () => {
      for (let lane = left.shift(); lane; lane = left.shift()) for (const check of lane) await this.#run(check)
    }
    await Promise.all(Array.from({ length: Math.min(this.#options.concurrency, lanes.length) }, worker))
  }

  #notRun(): Verdict | undefined {
    if (this.#context.signal.aborted) return { outcome: 'skip', actual: 'not run: interrupted' }
    if (this.#stopped !== undefined) return { outcome: 'skip', actual: this.#stopped }
    const { gone } = this.#alive
    return gone === undefined ? undefined : { outcome: 'skip', actual: `not run: ${gone}` }
  }

  async #run(check: Check): Promise<void> {
    const notRun = this.#notRun()
    if (notRun) return this.tell(check, notRun, 0)
    const { verdict, durationMs } = await sendCheck(check, this.#options.statuses, this.#context)
    const { answer } = verdict
    const silent = answer !== undefined && verdict.outcome !== 'skip' && (!answer.ok || isLimited(answer))
    const late = answer !== undefined && !answer.ok && answer.error.code === 'timeout'
    if ((late || isGood(verdict.outcome)) && check.story !== undefined) this.#time(check.id, answer!.durationMs, late)
    if (!silent) return this.tell(check, verdict, durationMs)
    const alive = await this.#alive.ask()
    const note =
      alive === 'came-back'
        ? `${verdict.note}; it came back later`
        : alive === 'yes'
          ? verdict.note
          : `${verdict.note}; ${this.#alive.gone}`
    await this.tell(check, { ...verdict, ...(note === undefined ? {} : { note }) }, durationMs)
  }

  /** A refusal counts only between two accepted controls. */
  async #refuse(check: Check): Promise<void> {
    const notRun = this.#notRun()
    if (notRun) return this.tell(check, notRun, 0)
    this.#refusalsTried++
    const { verdict, durationMs } = await sendCheck(check, this.#options.statuses, this.#context)
    const alive = verdict.outcome === 'skip' ? 'yes' : await this.#alive.ask()
    await this.tell(check, this.#refusal(verdict, alive), durationMs)
  }

  #refusal(verdict: Verdict, alive: 'yes' | 'came-back' | 'no'): Verdict {
    if (alive === 'yes') return verdict
    if (this.#context.signal.aborted) return { outcome: 'skip', actual: 'interrupted' }
    if (alive === 'came-back') {
      if (verdict.outcome === 'fail') return { ...verdict, note: `${verdict.note}; then it needed a moment` }
      return { ...verdict, outcome: 'inconclusive', note: 'a valid delivery right after it was not accepted' }
    }
    const { gone } = this.#alive
    if (verdict.outcome === 'fail') return { ...verdict, note: `${verdict.note}; ${gone}` }
    return { ...verdict, outcome: 'inconclusive', note: `no valid delivery was accepted after it: ${gone}` }
  }

  #time(id: string, ms: number, late: boolean): void {
    const longer = !this.#slowest || ms > this.#slowest.ms
    if (this.#slowest?.late ? late && longer : late || longer) this.#slowest = { id, ms, late }
  }

  #measured(check: Check): Verdict {
    if (check.id === IN_TIME.id)
      return this.#notRunAtAll() ?? judgeTime(this.#slowest ?? this.#control, this.#options.withinMs)
    if (this.#refusalsTried === 0) return this.#notRun() ?? { outcome: 'inconclusive', actual: 'no refusal was tried' }
    const { failures, gone } = this.#alive
    if (gone !== undefined) return { outcome: this.#alive.limited ? 'inconclusive' : 'fail', actual: gone }
    if (failures.length === 0) return { outcome: 'pass', actual: `${this.#refusalsTried} times` }
    return {
      outcome: 'fail',
      actual: `not ${failures.length} of ${this.#alive.asked} times (${[...new Set(failures)].join(', ')})`,
    }
  }

  #notRunAtAll(): Verdict | undefined {
    return this.#slowest ? undefined : this.#notRun()
  }
}

/** Events of one story follow each other in one lane; everything else has a lane of its own. */
function lanesOf(checks: readonly Check[]): Check[][] {
  const lanes: Check[][] = []
  for (const check of checks) {
    const last = lanes.at(-1)
    if (last && check.story !== undefined && last[0]?.story === check.story) last.push(check)
    else lanes.push([check])
  }
  return lanes
}
