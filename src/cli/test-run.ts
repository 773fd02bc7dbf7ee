/** What `test` does: lists the checks, or runs them against a receiver and tells what came of each. */
import { setTimeout as pause } from 'node:timers/promises'
import { plannedChecks, type TestContext, type TestOptions, type TestOutcome, testReceiver } from '../app/test.js'
import { testExitCode, type Weighing } from '../app/test-counts.js'
import type { ExchangeContext } from '../app/test-exchange.js'
import { checkRecord, testSummary } from '../app/test-records.js'
import { viewBaseline } from '../contract/baseline.js'
import type { CheckResult } from '../contract/result.js'
import { CvHookError, EXIT } from '../core/errors.js'
import { newSeed } from '../core/random.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import { openCaptureFile } from './capture-file.js'
import type { Io } from './io.js'
import { readCheckOptions } from './options/checks.js'
import { type Connection, parseCount, readConnection } from './options/connection.js'
import { type Context, readContext } from './options/context.js'
import { readPayloadOptions } from './options/payload.js'
import { type FoundSecret, resolveSecrets } from './options/secret.js'
import type { TestFlags } from './options/test.js'
import { reproduceCommand } from './render/reproduce.js'
import { standardHeaders } from './standard-headers.js'
import { type Baseline, readBaselineOptions, updateBaseline } from './test-baseline.js'
import { runDiagnosis } from './test-diagnosis.js'
import { listChecks } from './test-list.js'
import { createTestView } from './test-view.js'

/** Runs `test`; returns the exit code. */
export async function runTest(flags: TestFlags, io: Io): Promise<number> {
  const context = await readContext(flags, io)
  const { profile } = context
  const choice = readCheckOptions(flags, profile)
  const payload = await readPayloadOptions(flags, profile, io)
  const seed = payload.seed ?? newSeed(io.now(), io.randomBytes(3))
  const bodies = { ...payload, seed, events: choice.events }
  if (flags.list) {
    const secret = flags.unsigned ? undefined : { label: 'any', value: 'any' }
    const statics = (flags.staticHeader ?? []).map(option => [option.split('=')[0]!, 'any Value'] as const)
    return listChecks(await plannedChecks({ bodies, secret, statics, selection: choice.selection }), context, io)
  }
  const [secret, ...others] = await resolveSecrets(flags, profile, io)
  if (others.length > 0) io.err(`note: of ${others.length + 1} secrets, ${secret!.label} signs\n`)
  const url = flags.url ?? io.env['CV_HOOK_URL'] ?? profile?.url
  if (url === undefined) {
    throw new CvHookError('usage', 'no endpoint is given', [
      'use --url http://localhost:3000/webhooks, or set CV_HOOK_URL',
      'cv-hook test --list shows what would be checked',
    ])
  }
  const connection = await readConnection(flags, profile, io)
  const baseline = readBaselineOptions(flags, profile)
  const statics = connection.headers.splice(connection.headers.length - (flags.staticHeader?.length ?? 0))
  const headers = standardHeaders(connection.headers, secret !== undefined)
  if (!secret && headers.some(header => header.name.toLowerCase() === SIGNATURE_HEADER)) {
    throw new CvHookError('usage', `${SIGNATURE_HEADER} is computed from each body: it cannot be a header of your own`)
  }
  const pair = ({ name, value }: Connection['headers'][number]) => [name, value] as const
  const options: TestOptions = {
    ...choice,
    bodies,
    secret,
    headers: headers.map(pair),
    statics: statics.map(pair),
  }
  if (flags.diagnose && !secret) {
    throw new CvHookError('usage', '--diagnose finds out why a signature is refused: it needs the secret')
  }
  const secretHeaders = new Set(
    [...headers, ...statics].filter(one => one.variable !== undefined).map(one => one.name.toLowerCase()),
  )
  return testEndpoint(
    { options, url, secret, connection, context, flags, baseline, secretHeaders, strict: choice.strict },
    io,
  )
}

interface Run {
  options: TestOptions
  url: string
  secret: FoundSecret | undefined
  connection: Connection
  context: Context
  flags: TestFlags
  baseline: Baseline
  secretHeaders: ReadonlySet<string>
  strict: boolean
}

/** Room for ten deliveries at once beside the lanes. */
const FEWEST_CONNECTIONS = 10

async function testEndpoint(run: Run, io: Io): Promise<number> {
  const { options, connection, context, flags, secret } = run
  const { openEndpoint } = await import('../http/endpoint.js')
  const { deliver } = await import('../http/delivery.js')
  const { sendOnOneConnection } = await import('../http/kept-connection.js')
  const { parseTarget } = await import('../http/target.js')
  const target = parseTarget(run.url)
  const allowed = flags.allowRemote === true || (context.profile?.allowRemote ?? []).includes(target.hostname)
  const route = {
    timeoutMs: connection.timeoutMs,
    insecure: connection.insecure,
    ...(connection.ca ? { ca: connection.ca } : {}),
    ...(connection.cert && connection.key ? { cert: connection.cert, key: connection.key } : {}),
    env: io.env,
    requireLoopback: !allowed,
  }
  const connections = Math.max(FEWEST_CONNECTIONS, options.concurrency)
  const endpoint = await openEndpoint(run.url, { ...route, connections })
  const capture = flags.capture === undefined ? undefined : await openCaptureFile(flags.capture, endpoint, io)
  let captured = 0
  const exchanging: ExchangeContext = {
    path: target.path,
    secretHeaders: run.secretHeaders,
    ...(capture ? { capture: line => capture.append(line) } : {}),
    newId: () => `test-${options.bodies.seed}-${++captured}`,
    now: () => io.now(),
    sleep: ms => pause(ms, undefined, { signal: io.stop }).catch(() => undefined),
    signal: io.stop,
    deliver: request => deliver(endpoint, request, { retries: connection.retries, signal: io.stop }),
  }
  if (flags.diagnose) {
    try {
      const maxRequests = parseCount(flags.maxRequests ?? '400', '--max-requests', 1, 100_000)
      const diagnosing = { ...options, secret: secret!, maxRequests }
      return await runDiagnosis(diagnosing, exchanging, { url: endpoint.url, context }, io)
    } finally {
      await endpoint.close()
      await capture?.close()
    }
  }
  const reproduce = (result: CheckResult) =>
    reproduceCommand(result.check.id, {
      flags,
      shownUrl: endpoint.url,
      headers: connection.headers,
      seed: options.bodies.seed,
    })
  const view = await createTestView(
    { url: endpoint.url, secret: secret && `${secret.label} (${secret.source})`, silent: context.json, reproduce },
    io,
  )
  const testing: TestContext = {
    ...exchanging,
    signal: io.stop,
    sendOnOneConnection: requests => sendOnOneConnection(run.url, requests, route, io.stop),
    onStart: plan => view.start(plan),
    onResult: result => {
      if (context.json) return io.out(`${JSON.stringify(checkRecord(result, reproduce(result)))}\n`)
      return view.checked(result)
    },
  }
  const begun = io.now()
  try {
    const outcome = await testReceiver(options, testing)
    view.end()
    return await conclude(outcome, run, { view, url: endpoint.url, durationMs: io.now() - begun }, io)
  } finally {
    view.end()
    await endpoint.close()
    await capture?.close()
  }
}

interface Conclusion {
  view: Awaited<ReturnType<typeof createTestView>>
  url: string
  durationMs: number
}

async function conclude(
  outcome: TestOutcome,
  run: Run,
  { view, url, durationMs }: Conclusion,
  io: Io,
): Promise<number> {
  const { baseline, strict, secret, options, context } = run
  const { results, control } = outcome
  const weighing: Weighing = { strict, baseline: viewBaseline(baseline.entries, results, io.now()) }
  const facts = { url, secret: secret?.label, seed: options.bodies.seed, durationMs }
  if (context.json) await io.out(`${JSON.stringify(testSummary(outcome, weighing, facts))}\n`)
  else await view.summary(outcome, weighing, facts)
  if (baseline.update) updateBaseline(baseline, results, io)
  const answered = control.answer.ok || control.answer.status !== undefined
  return baseline.update && answered ? EXIT.ok : testExitCode(results, answered, weighing)
}
