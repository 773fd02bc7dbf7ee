/** What `verify` does: reads recordings one after another, judges each delivery, explains, and sums up. */
import { createDeliveryExplainer } from '../app/explain-delivery.js'
import type { Accepted } from '../app/judge.js'
import { type Verified, verifyAll } from '../app/verify.js'
import { createVerifyCounts, type FailOn, verifyExitCode } from '../app/verify-counts.js'
import { verdictRecord, verifySummary } from '../app/verify-records.js'
import { CvHookError, EXIT } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { caseName, createPseudonyms } from '../events/pseudonyms.js'
import { summarise } from '../events/summary.js'
import type { Explanation } from '../explain/explanation.js'
import { captureSources, type SourceFlags } from './capture-sources.js'
import type { Io } from './io.js'
import { parseCount } from './options/connection.js'
import { type ContextFlags, readContext } from './options/context.js'
import { headerFromVariable } from './options/headers.js'
import { findSecrets, type SecretOptions } from './options/secret.js'
import { readSuspects, type SuspectFlags } from './options/suspects.js'
import { whatToAsk } from './render/ask.js'
import { styles } from './render/style.js'
import { renderVerdict } from './render/verdict.js'
import { renderVerifySummary } from './render/verify.js'
import { reportError } from './report-error.js'

/** The options of `verify` as commander gives them. */
export interface VerifyOptions extends SourceFlags, SecretOptions, SuspectFlags, ContextFlags {
  computed?: string
  staticHeader?: string[]
  explanations: string
  /** commander's negation: `--no-findings`. */
  findings: boolean
  failOn?: FailOn
}

/** Runs `verify`; returns the exit code. */
export async function runVerify(options: VerifyOptions, io: Io): Promise<number> {
  const context = await readContext(options, io)
  const secrets = await findSecrets(options, context.profile, io)
  const staticHeaders = (options.staticHeader ?? []).map(option => headerFromVariable(option, io))
  const accepted: Accepted = { secrets, staticHeaders, unsigned: options.unsigned ?? false }
  const suspects = await readSuspects(options, context, secrets, io)
  const limit = parseCount(options.explanations, '--explanations', 0, 1_000_000)
  const sources = captureSources(options, io)
  const explainer = createDeliveryExplainer({ accepted, suspects, computed: readComputed(options.computed), limit })
  const view = { style: await styles(io.terminal.out), columns: io.terminal.out.columns }
  const counts = createVerifyCounts()
  const pseudonym = createPseudonyms()
  const known = secrets.length + staticHeaders.length > 0
  if (accepted.unsigned) io.err('note: --unsigned: no signature is verified\n')
  else if (!known)
    io.err('note: no secret is given, so that no signature can be verified: name it with --secret-env NAME\n')
  let codeOfErrors: number = EXIT.ok

  const show = (file: string) => (verified: Verified) => {
    counts.add(verified)
    const { judgement, explanation } = verified
    const words = { says: judgement.body === undefined ? '' : summarise(judgement.body), fix: fixOf(explanation) }
    if (context.json) return io.out(`${JSON.stringify(verdictRecord(verified, words))}\n`)
    return io.out(
      renderVerdict(
        {
          ...verified,
          ...words,
          caseName: judgement.body === undefined ? undefined : caseName(judgement.body, pseudonym),
          ask: whatToAsk(verified, file),
        },
        view,
      ),
    )
  }

  for (const source of sources) {
    if (io.stop.aborted) break
    try {
      const { deliveries, notices } = source.open()
      await verifyAll(deliveries, {
        accepted,
        explainer,
        findings: options.findings,
        stopped: () => io.stop.aborted,
        onVerified: show(source.name),
      })
      for (const notice of notices()) io.err(`note: ${printable(notice)}\n`)
    } catch (error) {
      // One recording that cannot be read does not lose the others.
      if (!(error instanceof CvHookError) || sources.length === 1) throw error
      counts.unreadable++
      codeOfErrors = Math.max(codeOfErrors, await reportError(error, io, context.json))
    }
  }
  if (context.json) await io.out(`${JSON.stringify(verifySummary(counts, explainer.skipped))}\n`)
  else if (counts.deliveries + counts.unreadable !== 1)
    await io.out(renderVerifySummary(counts, explainer.skipped, view))
  if (!known && !accepted.unsigned) return EXIT.unable
  return Math.max(codeOfErrors, verifyExitCode(counts, options.failOn, accepted.unsigned))
}

/** The digest without blanks around it and without what programs print before it. */
function readComputed(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!/[0-9a-f]{8}/i.test(text) && !/^[A-Za-z0-9+/_=-]{11,}$/.test(text.trim())) {
    throw new CvHookError('usage', '--computed wants the digest that the receiver computed: 8 hex digits of it or more')
  }
  return text
}

function fixOf(_explanation: Explanation | undefined): string {
  return ''
}
