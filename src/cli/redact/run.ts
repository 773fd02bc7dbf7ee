/** What `redact` does: copies each delivery, reads the copies again, and keeps them only if they show what the originals show. */
import { differingCopies } from '../../app/redact/check.js'
import { createDisguise } from '../../app/redact/disguise.js'
import type { Found } from '../../app/redact/found.js'
import { createRedactor, type RedactedCopy } from '../../app/redact/redact.js'
import { createTestSecrets, type TestSecrets } from '../../app/redact/test-secrets.js'
import { answerLine, receiptBytes } from '../../captures/record.js'
import { CvHookError, EXIT } from '../../core/errors.js'
import { seededBytes } from '../../core/random.js'
import { readCaptureFile } from '../../store/capture-file.js'
import { draftCapture } from '../../store/draft-capture.js'
import { captureSources, type SourceFlags } from '../capture-sources.js'
import { eachSource } from '../each-source.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { type ContextFlags, readContext } from '../options/context.js'
import { type ExplanationFlags, readExplanations } from '../options/explanations.js'
import { envSource, findSecrets, readSources, type SecretOptions } from '../options/secret.js'
import { readSuspects, type SuspectFlags } from '../options/suspects.js'
import { renderCopy, renderRedaction } from '../render/redact.js'
import { pageOf } from '../render/style.js'

/** The options of `redact` as they are written. */
export interface RedactFlags extends SourceFlags, SecretOptions, SuspectFlags, ExplanationFlags, ContextFlags {
  output?: string
  force?: boolean
  testSecretEnv?: string
  seed?: string
}

/** Counts of a run. */
export interface RedactCounts {
  copies: number
  reproducing: number
  unreadable: number
}

/** Runs `redact`; returns the exit code. */
export async function runRedact(flags: RedactFlags, io: Io): Promise<number> {
  const { output, json } = readOutput(flags)
  if (flags.reveal) throw new CvHookError('usage', '--reveal and redact exclude each other: copies show no value')
  const context = await readContext(flags, io)
  const secrets = await findSecrets(flags, context.profile, io)
  const suspects = await readSuspects(flags, context, secrets, io)
  const given = await readTestSecret(flags.testSecretEnv, io)
  const limit = readExplanations(flags)
  if (flags.seed === '') throw new CvHookError('usage', '--seed is empty', ['is the variable set?'])
  const sources = captureSources('redact', flags, io)
  const random = flags.seed === undefined ? (count: number) => io.randomBytes(count) : seededBytes(flags.seed)
  const tests = createTestSecrets(given, random)
  const accepted = { secrets, staticHeaders: [], unsigned: flags.unsigned ?? false }
  const redactor = createRedactor({ accepted, suspects, disguise: createDisguise(random(32)), tests, limit })
  if (secrets.length === 0 && !accepted.unsigned) {
    io.err('note: no secret is given, so that nothing is verified: the copies carry signatures of a test secret\n')
  }
  if (secrets.some(one => one.value === given)) io.err(`warning: ${OWN_SECRET}\n`)
  const draft = await draftCapture(output, flags.force ?? false, flags.captures)
  const counts: RedactCounts = { copies: 0, reproducing: 0, unreadable: 0 }
  const found: Found[] = []
  const unlike: string[] = []
  const view = await pageOf(io.terminal.out)
  const add = async (copy: RedactedCopy, source: string) => {
    await draft.append(receiptBytes(copy.receipt))
    if (copy.answer) await draft.append(answerLine({ id: copy.receipt.id, status: copy.answer.status, durationMs: 0 }))
    counts.copies++
    if (copy.reproduces) counts.reproducing++
    found.push(copy.copy)
    if (copy.unlike) unlike.push(source)
    if (json) await io.out(jsonLine(record(copy, source)))
    else if (output !== undefined) await io.out(renderCopy(copy, source, view))
  }
  try {
    const stopped = () => io.stop.aborted
    const code = await eachSource(
      sources,
      {
        json,
        stopped,
        async each({ deliveries }) {
          for await (const delivery of deliveries) {
            if (stopped()) return
            await add(await redactor.redact(delivery), delivery.source)
          }
        },
        unread: () => counts.unreadable++,
      },
      io,
    )
    await draft.close()
    if (stopped()) return EXIT.ok
    if (counts.copies === 0) return Math.max(code, EXIT.unable)
    const checked = { tests, unsigned: accepted.unsigned, hasSecrets: secrets.length > 0, limit }
    const differing = await differingCopies(readCaptureFile({ path: draft.path }).deliveries, found, checked)
    if (unlike.length + differing > 0) {
      const { reportError } = await import('../report-error.js')
      await reportError(unfit(unlike, differing), io, json)
      return EXIT.no
    }
    draft.keep()
    if (output === undefined) for await (const chunk of draft.content()) await io.out(chunk)
    if (redactor.skipped > 0) io.err(`note: ${redactor.skipped} ${UNEXPLAINED}\n`)
    const told = { ...counts, tests: toldSecrets(tests, given, flags.testSecretEnv), output }
    if (json) await io.out(jsonLine({ type: 'summary', command: 'redact', ...told }))
    else if (output === undefined) io.err(renderRedaction(told, { ...view, columns: io.terminal.err.columns }))
    else await io.out(renderRedaction(told, view))
    return code
  } finally {
    await draft.close().catch(() => {})
    draft.drop()
  }
}

function readOutput({ output, json = false, force }: RedactFlags): { output: string | undefined; json: boolean } {
  if (output === '') throw new CvHookError('usage', '--output is empty', ['is the variable set?'])
  const target = output === '-' ? undefined : output
  if (json && target === undefined)
    throw new CvHookError('usage', '--json needs --output: standard output holds the copies otherwise')
  if (force && target === undefined) throw new CvHookError('usage', '--force goes with --output')
  return { output: target, json }
}

async function readTestSecret(variable: string | undefined, io: Io): Promise<string | undefined> {
  if (variable === undefined) return undefined
  const [secret] = await readSources([envSource(variable, '--test-secret-env')], io, { kind: 'test secret' })
  return secret!.value
}

const UNEXPLAINED = 'were not explained: their copies do not show why (--explanations sets how many are)'

const OWN_SECRET =
  'the test secret is the one of the webhook: its receiver would accept the copies, and whoever gets them can send them'

/** Test secrets sign these copies and nothing else, so that they may be told; one of the user's own is not. */
const toldSecrets = (tests: TestSecrets, given: string | undefined, variable: string | undefined) =>
  (['accepted', 'suspects'] as const).flatMap(kind =>
    tests[kind].map(({ label, value }) => ({
      label,
      kind: kind === 'accepted' ? ('accepted' as const) : ('suspect' as const),
      ...(value === given ? { variable } : { value }),
    })),
  )

const record = ({ receipt, original, reproduces }: RedactedCopy, source: string) => ({
  type: 'copy',
  source,
  id: receipt.id,
  bytes: receipt.body.length,
  original,
  reproduces,
})

function unfit(unlike: readonly string[], differing: number): CvHookError {
  const count = Math.max(unlike.length, differing)
  const where = unlike.length === 0 ? '' : `: ${unlike.slice(0, 3).join('; ')}${unlike.length > 3 ? '; ...' : ''}`
  return new CvHookError(
    'bad-capture',
    `${count} of the copies would not show what the original shows, so that nothing was kept${where}`,
    ['try another --seed', 'cv-hook verify --report markdown tells of the original without its values'],
  )
}
