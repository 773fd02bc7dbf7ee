/** What `test` does: lists the checks, runs them, or finds out why a receiver refuses; and tells what came of it. */
import { plannedChecks, type TestOptions } from '../app/test.js'
import { CvHookError } from '../core/errors.js'
import { newSeed } from '../core/random.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import { parseTarget } from '../http/target.js'
import type { Io } from './io.js'
import { readCheckOptions } from './options/checks.js'
import { noEndpoint, readConnection, urlOf } from './options/connection.js'
import { profileHints, readContext } from './options/context.js'
import type { HeaderLine } from './options/headers.js'
import { readPayloadOptions } from './options/payload.js'
import { openReports } from './options/report.js'
import { resolveSecrets, signerOf } from './options/secret.js'
import type { TestFlags } from './options/test.js'
import { standardHeaders } from './standard-headers.js'
import { readBaselineOptions } from './test-baseline.js'
import { runChecks } from './test-checks.js'
import { runDiagnosis } from './test-diagnosis.js'
import type { TestRun } from './test-endpoint.js'
import { listChecks } from './test-list.js'

/** Runs `test`; returns the exit code. */
export async function runTest(flags: TestFlags, io: Io): Promise<number> {
  const context = await readContext(flags, io)
  const { profile } = context
  const choice = readCheckOptions(flags, profile)
  const payload = await readPayloadOptions(flags, profile, io)
  const bodies = {
    ...payload,
    seed: payload.seed ?? newSeed(io.now(), io.randomBytes(3)),
    events: choice.events,
  }
  if (flags.diagnose && (flags.list || flags.baseline !== undefined || flags.updateBaseline)) {
    throw new CvHookError('usage', '--diagnose runs no checks: it does not go with --list and --baseline')
  }
  const choosing = (['only', 'skip', 'level', 'strict'] as const).find(name => flags[name] !== undefined)
  if (flags.diagnose && choosing)
    throw new CvHookError('usage', `--diagnose runs no checks: it does not go with --${choosing}`)
  if (flags.list) {
    if (flags.report) throw new CvHookError('usage', '--report tells of a run: it does not go with --list')
    const secret = flags.unsigned ? undefined : { label: 'any', value: 'any' }
    const statics = (flags.staticHeader ?? []).map(option => [option.split('=')[0]!, 'any Value'] as const)
    return listChecks(await plannedChecks({ bodies, secret, statics, selection: choice.selection }), context, io)
  }
  const secret = signerOf(await resolveSecrets(flags, context, io), io)
  if (flags.diagnose && !secret) {
    throw new CvHookError('usage', '--diagnose finds out why a signature is refused: it needs the secret')
  }
  const url = urlOf(flags, profile, io)
  if (url === undefined) {
    throw noEndpoint(
      ...profileHints(context),
      'use --url http://localhost:3000/webhooks, or set CV_HOOK_URL',
      'cv-hook test --list shows what would be checked',
    )
  }
  const target = parseTarget(url)
  const connection = readConnection(flags, profile, io)
  const baseline = await readBaselineOptions(flags, profile)
  const statics = connection.headers.slice(connection.headers.length - (flags.staticHeader?.length ?? 0))
  const own = connection.headers.slice(0, connection.headers.length - statics.length)
  const headers = standardHeaders(own, secret !== undefined)
  if (headers.some(header => header.name.toLowerCase() === SIGNATURE_HEADER)) {
    throw new CvHookError('usage', `${SIGNATURE_HEADER} is computed from each body: it cannot be a header of your own`)
  }
  const pair = ({ name, value }: HeaderLine) => [name, value] as const
  const options: TestOptions = { ...choice, bodies, secret, headers: headers.map(pair), statics: statics.map(pair) }
  const secretHeaders = [...headers, ...statics].filter(one => one.variable !== undefined)
  // Once the bodies can be made and the checks are known, so that no report tells of a slip in the options.
  await plannedChecks(options)
  const run: TestRun = {
    options,
    url,
    target,
    secret,
    connection,
    context,
    flags,
    secretHeaders: new Set(secretHeaders.map(one => one.name.toLowerCase())),
  }
  const reports = await openReports(flags, io, { json: context.json, files: [flags.capture, baseline.path] })
  return flags.diagnose
    ? runDiagnosis(run, reports, io)
    : runChecks(run, { baseline, strict: choice.strict }, reports, io)
}
