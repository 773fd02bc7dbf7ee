/** What a person sees of a contract test: what is about to be sent, a progress line, what is wrong as it is found, a summary. */
import type { TestOutcome, TestPlan } from '../app/test.js'
import type { Weighing } from '../app/test-counts.js'
import type { TestSummaryFacts } from '../app/test-records.js'
import type { CheckResult } from '../contract/result.js'
import { isGood } from '../contract/result.js'
import type { BaselineEntry } from '../store/baseline.js'
import type { Io } from './io.js'
import { type ProgressLine, startProgress } from './progress.js'
import { pageOf } from './render/style.js'
import { type CheckView, renderCheck, renderTestStart, renderTestSummary } from './render/test.js'

/** How a test is shown. */
export interface TestViewOptions {
  /** The endpoint as it may be shown. */
  url: string
  secret: string | undefined
  /** Shows no results: the run prints records. */
  silent: boolean
  reproduce(result: CheckResult): string
  /** The entry of the baseline that accepts a failure. */
  accepted(result: CheckResult): BaselineEntry | undefined
  /** The command that finds out why valid deliveries are refused. */
  diagnose: string
}

/** The view of one run. */
export interface TestView {
  start(plan: TestPlan): void
  checked(result: CheckResult): Promise<void> | void
  /** Takes the progress line away. */
  end(): void
  summary(outcome: TestOutcome, weighing: Weighing, facts: TestSummaryFacts): Promise<void> | void
}

/** Makes the view; a progress line is drawn on a terminal only. */
export async function createTestView(options: TestViewOptions, io: Io): Promise<TestView> {
  const view: CheckView = {
    ...(await pageOf(io.terminal.out)),
    reproduce: options.reproduce,
    accepted: options.accepted,
    diagnose: options.diagnose,
    signed: options.secret !== undefined,
    explained: new Set(),
  }
  let progress: ProgressLine | undefined
  let total = 0
  let done = 0
  if (!options.silent) progress = await startProgress('starting', io)
  return {
    start(plan) {
      total = plan.checks.length
      progress?.clear()
      io.err(renderTestStart(plan, options.url, options.secret, io.terminal.err.columns))
    },
    checked(result) {
      done++
      if (isGood(result.outcome) || result.outcome === 'skip') {
        progress?.show(`${done} of ${total}: ${result.check.title}`)
        return undefined
      }
      progress?.clear()
      return io.out(renderCheck(result, view))
    },
    end: () => progress?.clear(),
    summary: (outcome, weighing, facts) =>
      io.out(renderTestSummary(outcome, weighing, { ...facts, stopped: io.stop.aborted }, view)),
  }
}
