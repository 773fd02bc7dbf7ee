/** `test`: runs the checks, tells each, and decides. */
import { shownChanges } from '../app/shown-changes.js'
import { testReceiver } from '../app/test.js'
import { testExitCode, type Weighing } from '../app/test-counts.js'
import { checkRecord, testSummary } from '../app/test-records.js'
import { acceptedBy, viewBaseline } from '../contract/baseline.js'
import type { CheckResult } from '../contract/result.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import { namedSecret } from './options/secret.js'
import { diagnoseCommand, reproduceCommand } from './render/reproduce.js'
import type { Reports } from './reports.js'
import { type Baseline, updateBaseline } from './test-baseline.js'
import { openTestEndpoint, type TestRun } from './test-endpoint.js'
import { testReport } from './test-report.js'
import { createTestView } from './test-view.js'

/** How results are weighed. */
export interface Weights {
  baseline: Baseline
  strict: boolean
}

/** Runs the checks, and writes the reports however that ends; returns the exit code. */
export async function runChecks(run: TestRun, weights: Weights, reports: Reports | undefined, io: Io): Promise<number> {
  const { target, options, connection, flags, secret } = run
  const isShown = shownChanges(options.bodies)
  const again = { flags, shownUrl: target.printable, headers: connection.headers, seed: options.bodies.seed, isShown }
  const reproduce = (result: CheckResult) => reproduceCommand(result.check.id, again)
  const told: Told = { results: [], reproduce, diagnose: diagnoseCommand(again) }
  if (!reports) return judge(run, weights, told, io)
  const facts = { url: target.printable, secret: secret && namedSecret(secret), seed: options.bodies.seed }
  return reports.after(
    () => judge(run, weights, told, reports.io),
    () => testReport(told.results, weigh(weights, told.results, io), facts, reproduce),
  )
}

/** What was told so far, and the commands to tell. */
interface Told {
  results: CheckResult[]
  reproduce(result: CheckResult): string
  diagnose: string
}

async function judge(run: TestRun, weights: Weights, told: Told, io: Io): Promise<number> {
  const { reproduce, diagnose } = told
  const { options, context, secret, target } = run
  const endpoint = await openTestEndpoint(run, io)
  const url = target.printable
  const accepted = (result: CheckResult) => acceptedBy(weights.baseline.entries, result, io.now())
  const view = await createTestView(
    { url, secret: secret && namedSecret(secret), silent: context.json, reproduce, accepted, diagnose },
    io,
  )
  const begun = io.now()
  try {
    const outcome = await testReceiver(options, {
      ...endpoint.sending,
      signal: io.stop,
      onStart: plan => view.start(plan),
      onResult: result => {
        told.results.push(result)
        if (context.json) return io.out(jsonLine(checkRecord(result, reproduce(result), accepted(result))))
        return view.checked(result)
      },
    })
    view.end()
    const { results, control } = outcome
    const weighing = weigh(weights, results, io)
    const facts = { url, secret: secret?.label, seed: options.bodies.seed, durationMs: io.now() - begun }
    if (context.json) await io.out(jsonLine(testSummary(outcome, weighing, facts)))
    else await view.summary(outcome, weighing, facts)
    const answered = control.answer.ok || control.answer.status !== undefined
    if (!weights.baseline.update || !answered) return testExitCode(results, answered, weighing)
    // What could not be told is no failure, and none that could be accepted.
    const baseline = updateBaseline(weights.baseline, results, io)
    return testExitCode(results, answered, weigh({ ...weights, baseline }, results, io))
  } finally {
    view.end()
    await endpoint.close()
  }
}

const weigh = ({ baseline, strict }: Weights, results: readonly CheckResult[], io: Io): Weighing => ({
  strict,
  baseline: viewBaseline(baseline.entries, results, io.now()),
})
