/** What `verify` does: reads recordings one after another, judges each delivery, explains, and sums up. */
import { createDeliveryExplainer, type DeliveryExplainer } from '../app/explain-delivery.js'
import type { Accepted } from '../app/judge.js'
import { type Verified, verifyAll } from '../app/verify.js'
import { createVerifyCounts, type FailOn, type VerifyCounts, verifyExitCode } from '../app/verify-counts.js'
import { verdictRecord, verifySummary } from '../app/verify-records.js'
import { CvHookError, EXIT } from '../core/errors.js'
import { printable } from '../core/printable.js'
import type { Pseudonym } from '../events/mask.js'
import { caseName, createPseudonyms } from '../events/pseudonyms.js'
import { summarise } from '../events/summary.js'
import { captureSources, type Source, type SourceFlags } from './capture-sources.js'
import { eachSource, type SourceWork } from './each-source.js'
import { type GatheredOut, gatherOut } from './gathered-out.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import { type Context, type ContextFlags, readContext } from './options/context.js'
import { type ExplanationFlags, readExplanations } from './options/explanations.js'
import { readFramework } from './options/framework.js'
import { openReports, type ReportFlags } from './options/report.js'
import { findSecrets, namedSecret, type SecretOptions } from './options/secret.js'
import { readSuspects, type SuspectFlags } from './options/suspects.js'
import { type Page, pageOf } from './render/style.js'
import { renderVerdict } from './render/verdict.js'
import { renderVerifySummary } from './render/verify.js'
import type { VerifyReport } from './verify-report.js'

/** The options of `verify` as commander gives them. */
export interface VerifyOptions
  extends SourceFlags,
    SecretOptions,
    SuspectFlags,
    ContextFlags,
    ReportFlags,
    ExplanationFlags {
  computed?: string
  framework?: string
  staticHeader?: string[]
  /** commander's negation: `--no-findings`. */
  findings: boolean
  failOn?: FailOn
}

/** Runs `verify`; returns the exit code. */
export async function runVerify(options: VerifyOptions, io: Io): Promise<number> {
  const context = await readContext(options, io)
  const secrets = await findSecrets(options, context.profile, io)
  refuseUnsignedWith(options)
  const staticHeaders = options.staticHeader
    ? (await import('./options/headers.js')).readStaticHeaders(options.staticHeader, io)
    : []
  const accepted: Accepted = { secrets, staticHeaders, unsigned: options.unsigned ?? false }
  const suspects = await readSuspects(options, context, secrets, io)
  const limit = readExplanations(options)
  const computed = readComputed(options.computed)
  const framework = await readFramework(options.framework, context.profile)
  const sources = captureSources('verify', options, io)
  const reports = await openReports(options, io, { json: context.json })
  const counts = createVerifyCounts()
  const verification: Verification = {
    context,
    options,
    accepted,
    sources,
    explainer: createDeliveryExplainer({ accepted, suspects, computed, framework, limit }),
    findings: options.findings,
    failOn: options.failOn,
    counts,
    report: reports && (await import('./verify-report.js')).createVerifyReport(options.failOn),
  }
  if (accepted.unsigned) io.err('note: --unsigned: no signature is verified\n')
  else if (!hasKnown(accepted))
    io.err('note: no secret is given, so that no signature can be verified: name it with --secret-env NAME\n')
  if (!reports) return verifySources(verification, io)
  return reports.after(
    () => verifySources(verification, reports.io),
    () => verification.report!.tell({ counts, secrets: secrets.map(namedSecret) }),
  )
}

interface Verification {
  context: Context
  options: VerifyOptions
  accepted: Accepted
  sources: readonly Source[]
  explainer: DeliveryExplainer
  findings: boolean
  failOn: FailOn
  counts: VerifyCounts
  report: VerifyReport | undefined
}

const hasKnown = ({ secrets, staticHeaders }: Accepted) => secrets.length + staticHeaders.length > 0

async function verifySources(verification: Verification, io: Io): Promise<number> {
  const { context, accepted, sources, explainer, counts, findings, report } = verification
  const view = await pageOf(io.terminal.out)
  const out = gatherOut(io)
  const show = showVerdict(verification, view, out)
  // One small recording is done before anybody could interrupt it, and the handlers take longer than it does.
  let interruptible = report !== undefined || sources.some(({ name }) => name === '-')
  const stopped = () => interruptible && io.stop.aborted
  const onPause = () => {
    interruptible = true
    return out.flush()
  }
  const work: SourceWork = {
    json: context.json,
    stopped,
    each(reading, name) {
      const onVerified = (verified: Verified) => show(verified, name)
      return verifyAll(reading.batches, { accepted, explainer, findings, stopped, onVerified, onPause })
    },
    unread(name, why) {
      counts.unreadable++
      report?.addUnread(name, why)
    },
    flush: () => out.flush(),
  }
  const code = await eachSource(sources, work, io)
  if (context.json) await io.out(jsonLine(verifySummary(counts, explainer.skipped)))
  else if (counts.deliveries + counts.unreadable !== 1 || explainer.skipped > 0)
    await io.out(renderVerifySummary(counts, explainer.skipped, view))
  if (!hasKnown(accepted) && !accepted.unsigned) return EXIT.unable
  return Math.max(code, verifyExitCode(counts, verification.failOn, accepted.unsigned))
}

function showVerdict({ context, options, accepted, counts, report }: Verification, view: Page, out: GatheredOut) {
  const pseudonym: Pseudonym = context.reveal ? (_kind, id) => printable(id) : createPseudonyms()
  const tell = (verified: Verified, ask: readonly string[]) => {
    const { body } = verified.judgement
    const says = body === undefined ? '' : summarise(body)
    report?.add(verified, { says, ask })
    if (context.json) return out.add(jsonLine(verdictRecord(verified, says)))
    const about = body === undefined ? undefined : caseName(body, pseudonym)
    return out.add(renderVerdict({ ...verified, says, caseName: about, ask }, view))
  }
  return (verified: Verified, file: string) => {
    counts.add(verified)
    // Most verdicts stand, and leave nothing to ask.
    if (verified.judgement.verdict !== 'unverifiable') return tell(verified, [])
    return askingFor(verified, options, file, hasKnown(accepted)).then(ask => tell(verified, ask))
  }
}

async function askingFor(
  verified: Verified,
  options: VerifyOptions,
  file: string,
  hasSecret: boolean,
): Promise<string[]> {
  const [{ whatToAsk }, { commandAgain }] = await Promise.all([import('./render/ask.js'), import('./command-again.js')])
  return whatToAsk(verified, commandAgain(options, file, hasSecret))
}

/** Whoever asks for a check beside --unsigned would take silence for its success. */
function refuseUnsignedWith({ unsigned, staticHeader, computed }: VerifyOptions): void {
  const other = staticHeader ? '--static-header' : computed === undefined ? undefined : '--computed'
  if (unsigned && other) throw new CvHookError('usage', `--unsigned and ${other} exclude each other`)
}

/** The digest without blanks around it. */
function readComputed(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const digest = text.trim()
  if (!/[0-9a-f]{8}/i.test(digest) && !/^[A-Za-z0-9+/_=-]{11,}$/.test(digest)) {
    throw new CvHookError('usage', '--computed wants the digest that the receiver computed: 8 hex digits of it or more')
  }
  return digest
}
