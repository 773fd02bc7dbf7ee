/** `test --diagnose`: finds out why a receiver refuses, and tells. */
import { diagnoseReceiver } from '../app/diagnose.js'
import { type DiagnosisText, diagnosisText } from '../app/diagnosis-text.js'
import { diagnosisRecord } from '../app/test-records.js'
import type { Diagnosis } from '../contract/diagnose/diagnosis.js'
import { EXIT } from '../core/errors.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import { parseCount } from './options/count.js'
import { readFramework } from './options/framework.js'
import { namedSecret } from './options/secret.js'
import { startProgress } from './progress.js'
import { renderDiagnosis } from './render/diagnosis.js'
import { pageOf } from './render/style.js'
import { wrap } from './render/wrap.js'
import type { Reports } from './reports.js'
import { openTestEndpoint, type TestRun } from './test-endpoint.js'
import { diagnosisReport } from './test-report.js'

/** Runs the diagnosis, and writes the reports however that ends; returns the exit code. */
export async function runDiagnosis(run: TestRun, reports: Reports | undefined, io: Io): Promise<number> {
  const maxRequests = parseCount(run.flags.maxRequests ?? '400', '--max-requests', 1, 100_000)
  const { secret, target, options, flags, context } = run
  const framework = await readFramework(flags.framework, context.profile)
  let found: (Diagnosis & { event: string }) | undefined
  let text: DiagnosisText | undefined
  const work = async (through: Io) => {
    found = await findOut(run, maxRequests, through)
    text = diagnosisText(found, framework)
    if (context.json) await through.out(jsonLine(diagnosisRecord(found, text)))
    else {
      const { out } = through.terminal
      await through.out(renderDiagnosis(found, text, await pageOf(out)))
    }
    if (found.verdict === 'unreachable') return EXIT.unreachable
    return found.verdict === 'sound' ? EXIT.ok : EXIT.no
  }
  if (!reports) return work(io)
  const facts = { url: target.printable, secret: secret && namedSecret(secret), seed: options.bodies.seed }
  return reports.after(
    () => work(reports.io),
    () => diagnosisReport(found, text, facts),
  )
}

async function findOut(run: TestRun, maxRequests: number, io: Io): Promise<Diagnosis & { event: string }> {
  const { options, target, context } = run
  const endpoint = await openTestEndpoint(run, io)
  const lines = [
    `diagnosing ${target.printable}, signed with ${namedSecret(run.secret!)}`,
    `at most ${maxRequests} requests, until one is accepted that a right receiver would refuse; what is accepted has effects (fictional data only)`,
  ]
  io.err(`${lines.flatMap(line => wrap(line, io.terminal.err.columns)).join('\n')}\n`)
  const progress = context.json ? undefined : await startProgress('asking', io)
  try {
    return await diagnoseReceiver(
      { ...options, secret: run.secret!, maxRequests },
      { ...endpoint.sending, signal: io.stop, onRequest: count => progress?.show(`${count} requests`) },
    )
  } finally {
    progress?.clear()
    await endpoint.close()
  }
}
