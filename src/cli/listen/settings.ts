/** What the options of `listen` say, read and checked before anything is opened. */
import { type DeliveryFilter, deliveryFilter } from '../../app/delivery-filter.js'
import type { Accepted } from '../../app/judge.js'
import { createExpectations, type Expectations } from '../../app/listen/expectations.js'
import { createFaults, type Faults, parseDelay, parseStatusTurns } from '../../app/listen/faults.js'
import { CvHookError } from '../../core/errors.js'
import type { NamedSecret } from '../../core/signature.js'
import { parsePositiveDuration } from '../../core/units.js'
import type { Io } from '../io.js'
import { type Context, type ContextFlags, readContext } from '../options/context.js'
import { parseCount } from '../options/count.js'
import { type ExplanationFlags, readExplanations } from '../options/explanations.js'
import { type FilterFlags, listed, readFilter } from '../options/filter.js'
import { readStaticHeaders } from '../options/headers.js'
import type { ReportFlags } from '../options/report.js'
import { type FoundSecret, findSecrets, type SecretOptions } from '../options/secret.js'
import { readSuspects, type SuspectFlags } from '../options/suspects.js'
import { type ForwardFlags, type ForwardSettings, readForward } from './forward.js'

/** The options of `listen` as commander gives them. */
export interface ListenFlags
  extends SecretOptions,
    SuspectFlags,
    ExplanationFlags,
    FilterFlags,
    ForwardFlags,
    ReportFlags,
    ContextFlags {
  /** What stands behind `--`. */
  command: string[]
  port: string
  host: string
  show?: 'payload'
  quiet?: boolean
  capture?: string
  respond?: string
  delay?: string
  expectEvent?: string[]
  inOrder?: boolean
  exitAfter?: string
  for?: string
  failFast?: boolean
  readyFile?: string
}

/** The options, read. */
export interface ListenSettings {
  context: Context
  secrets: FoundSecret[]
  accepted: Accepted
  suspects: NamedSecret[]
  host: string
  port: number
  findings: boolean
  filter: DeliveryFilter | undefined
  forward: ForwardSettings | undefined
  forwardInvalid: boolean
  faults: Faults
  expectations: Expectations
  /** Whether the run ends after a number of deliveries: each of them is then to verify. */
  exitAfter: boolean
  /** The names of expected events, as often as they are expected. */
  expectedEvents: string[]
  /** Whether the run ends at the first delivery that is not as it should be. */
  failFast: boolean
  /** Milliseconds after which the run ends; undefined for never. */
  limitMs: number | undefined
  explanations: number
}

/** How long expected events are waited for where nobody says. */
const PATIENCE = 60_000

/**
 * Reads the options.
 *
 * @throws CvHookError `usage` and whatever the groups of options throw
 */
export async function readListenSettings(flags: ListenFlags, io: Io): Promise<ListenSettings> {
  const context = await readContext(flags, io)
  const secrets = await findSecrets(flags, context.profile, io)
  const staticHeaders = readStaticHeaders(flags.staticHeader, io)
  const unsigned = flags.unsigned === true || secrets.length + staticHeaders.length === 0
  const events = listed(flags.expectEvent) ?? []
  if (flags.inOrder && events.length < 2) throw new CvHookError('usage', '--in-order goes with --expect-event A,B')
  if (flags.show && flags.quiet) throw new CvHookError('usage', '--show and --quiet exclude each other')
  const forward = await readForward(flags, io)
  if (forward && flags.respond !== undefined) {
    throw new CvHookError('usage', '--respond does not go with --forward-to: the answer is that of who stands behind')
  }
  const filter = readFilter(flags)
  const statuses = flags.respond === undefined ? [] : parseStatusTurns(flags.respond)
  const delay = flags.delay === undefined ? ([0, 0] as const) : parseDelay(flags.delay)
  const random = () => Buffer.from(io.randomBytes(4)).readUInt32BE() / 2 ** 32
  const expectations = createExpectations({
    events,
    inOrder: flags.inOrder ?? false,
    count: flags.exitAfter === undefined ? undefined : parseCount(flags.exitAfter, '--exit-after', 1, 1e9),
  })
  return {
    context,
    secrets,
    accepted: { secrets, staticHeaders, unsigned },
    suspects: await readSuspects(flags, context, secrets, io),
    host: flags.host,
    port: parseCount(flags.port, '--port', 0, 65_535),
    findings: flags.findings !== false,
    filter: deliveryFilter(filter),
    forward,
    forwardInvalid: flags.forwardInvalid ?? false,
    faults: createFaults(statuses, delay, random),
    expectations,
    exitAfter: flags.exitAfter !== undefined,
    expectedEvents: [...expectations.missing],
    failFast: flags.failFast ?? false,
    limitMs: limitOf(flags.for, events.length > 0 || (flags.exitAfter !== undefined && flags.command.length > 0)),
    explanations: readExplanations(flags),
  }
}

function limitOf(given: string | undefined, expects: boolean): number | undefined {
  if (given === undefined) return expects ? PATIENCE : undefined
  return parsePositiveDuration(given, '--for')
}
