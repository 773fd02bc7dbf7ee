/** What `send` does: makes the plan, then prints the requests or delivers them and judges the answers. */
import { type Plan, planRun } from '../app/plan.js'
import { createCounts } from '../app/send-counts.js'
import { CvHookError } from '../core/errors.js'
import { asksForRequests, type DryRunFlags, nowhereToSend, printRequests } from './dry-run.js'
import type { Io } from './io.js'
import { type ConnectionFlags, readConnection, urlOf } from './options/connection.js'
import { type ContextFlags, readContext } from './options/context.js'
import { type ExpectationFlags, readExpectations } from './options/expectation.js'
import { type PayloadFlags, readPayloadOptions } from './options/payload.js'
import { openReports, type ReportFlags } from './options/report.js'
import { namedSecret, resolveSecrets, type SecretOptions, signerOf } from './options/secret.js'
import { readSelection, type SelectionFlags } from './options/selection.js'
import { planNotices } from './plan-notices.js'
import { type Delivery, deliverPlan } from './send-deliver.js'
import { type PaceFlags, readPace } from './send-pace.js'
import { createSendReport } from './send-report.js'
import { standardHeaders } from './standard-headers.js'

/** The options of `send` as commander gives them. */
export interface SendOptions
  extends SelectionFlags,
    SecretOptions,
    PayloadFlags,
    PaceFlags,
    ConnectionFlags,
    ReportFlags,
    ContextFlags,
    ExpectationFlags,
    DryRunFlags {
  url?: string
  capture?: string
}

/** Runs `send`; returns the exit code. */
export async function runSend(options: SendOptions, io: Io): Promise<number> {
  const context = await readContext(options, io)
  const { profile } = context
  const selection = await readSelection(options, io)
  const payload = await readPayloadOptions(options, profile, io)
  const plan = await planRun(selection, payload, readExpectations(options))
  const secret = signerOf(await resolveSecrets(options, context, io), io)
  if (!secret && plan.steps.some(step => step.forge !== undefined)) {
    throw new CvHookError(
      'usage',
      '--forge needs the right secret, to make a signature that is wrong in just one way',
      ['leave --unsigned out'],
    )
  }
  const url = urlOf(options, profile, io)
  const connection = readConnection(options, profile, io)
  const headers = standardHeaders(connection.headers, secret !== undefined)
  const notices = planNotices(plan, payload, options)
  if (asksForRequests(options)) {
    for (const notice of notices) io.err(`note: ${notice}\n`)
    return printRequests({ plan, secret, url, headers, options, context }, io)
  }
  if (url === undefined) throw nowhereToSend(context)
  const { parseTarget } = await import('../http/target.js')
  const target = parseTarget(url)
  const pace = readPace(options)
  const reports = await openReports(options, io, { json: context.json, files: [options.capture] })
  const counts = createCounts()
  const delivery: Delivery = {
    plan,
    pace,
    notices,
    secret,
    url,
    target,
    headers,
    connection,
    options,
    context,
    counts,
    showAnswer: selection.kind !== 'data' || context.reveal,
  }
  if (!reports) return deliverPlan(delivery, io)
  const report = createSendReport()
  return reports.after(
    () => deliverPlan({ ...delivery, report }, reports.io),
    () =>
      report.tell({
        command: 'send',
        what: eventsOf(plan),
        seed: plan.seed,
        url: target.printable,
        secret: secret && namedSecret(secret),
        counts,
      }),
  )
}

function eventsOf({ steps }: Plan): string {
  const names = [...new Set(steps.map(step => step.event ?? 'your data'))]
  return names.length > 3 ? `${names.length} events` : names.join(', ')
}
