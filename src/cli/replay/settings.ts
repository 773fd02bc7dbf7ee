/** What the options of `replay` say, read and checked before anything is opened. */
import { deliveryFilter } from '../../app/delivery-filter.js'
import { createChanges, type RunChanges } from '../../app/replay/change.js'
import { createPicker, type Picker, type PickOptions } from '../../app/replay/pick.js'
import type { ReplayOptions } from '../../app/replay/replay.js'
import { parseSpeed } from '../../app/replay/speed.js'
import { CvHookError } from '../../core/errors.js'
import { rightAnswers } from '../../core/status.js'
import { captureSources, type Source, type SourceFlags } from '../capture-sources.js'
import type { DryRunFlags } from '../dry-run.js'
import type { Io } from '../io.js'
import { type Connection, type ConnectionFlags, readConnection, urlOf } from '../options/connection.js'
import { type Context, type ContextFlags, readContext } from '../options/context.js'
import { parseCount } from '../options/count.js'
import { type ExpectationFlags, readExpectations } from '../options/expectation.js'
import { type FilterFlags, listed, readFilter } from '../options/filter.js'
import type { HeaderLine } from '../options/headers.js'
import { type ChangeFlags, readChanges } from '../options/payload.js'
import type { ReportFlags } from '../options/report.js'
import { type FoundSecret, findSecrets, namedSecret, type SecretOptions, signerOf } from '../options/secret.js'
import { standardHeaders } from '../standard-headers.js'

/** The options of `replay` as commander gives them. */
export interface ReplayFlags
  extends SourceFlags,
    FilterFlags,
    SecretOptions,
    ChangeFlags,
    ConnectionFlags,
    ReportFlags,
    ContextFlags,
    ExpectationFlags,
    DryRunFlags {
  url?: string
  id?: string[]
  last?: string
  asCaptured?: boolean
  speed: string
  allowPlaintext?: boolean
}

/** The options, read. */
export interface ReplaySettings {
  context: Context
  sources: Source[]
  /** A picker that has seen nothing yet. */
  newPicker(): Picker
  /** How many deliveries at the end are sent; undefined for all. */
  last: number | undefined
  /** Signs; undefined where nothing is signed anew. */
  secret: FoundSecret | undefined
  /** How it is signed, in words. */
  signing: string
  seed: string | undefined
  changes: RunChanges | undefined
  /** The same changes, made once more: for reading ahead, which makes no ids new. */
  changesAhead(): RunChanges | undefined
  /** Whether only some ids are wanted. */
  byId: boolean
  speed: number | undefined
  url: string | undefined
  connection: Connection
  /** The user's own headers, and those for recordings that lack them. */
  headers: HeaderLine[]
  replay: Omit<ReplayOptions, 'picker' | 'skip'>
}

/**
 * Reads the options.
 *
 * @throws CvHookError `usage` and whatever the groups of options throw
 */
export async function readReplaySettings(flags: ReplayFlags, io: Io): Promise<ReplaySettings> {
  const context = await readContext(flags, io)
  const { profile } = context
  const sources = captureSources('replay', flags, io)
  const last = flags.last === undefined ? undefined : parseCount(flags.last, '--last', 1, 1e9)
  if (last !== undefined && sources.some(source => source.isOnce())) {
    throw new CvHookError('usage', '--last reads a recording twice, which a pipe does not allow', ['name a file'])
  }
  const secrets = await findSecrets(flags, profile, io)
  const { seed, ...changed } = await readChanges(flags, io)
  const changes = createChanges({ ...changed, pad: changed.pad, seed })
  const signing = signingOf(flags, secrets[0], changes !== undefined)
  const secret = signing === 'anew' ? signerOf(secrets, io) : undefined
  const connection = readConnection(flags, profile, io)
  const headers = standardHeaders(connection.headers, signing === 'anew')
  const own = new Set(connection.headers)
  const pairs = (lines: readonly HeaderLine[]) => lines.map(({ name, value }) => [name, value] as const)
  const picking: PickOptions = {
    filter: deliveryFilter(readFilter(flags)),
    ids: listed(flags.id),
    accepted: { secrets, staticHeaders: [], unsigned: flags.unsigned ?? false },
  }
  const { forge, status, withinMs } = readExpectations(flags)
  return {
    context,
    sources,
    newPicker: () => createPicker(picking),
    last,
    secret,
    signing: secret ? `signed anew with ${namedSecret(secret)}` : SIGNING[signing],
    seed,
    changes,
    changesAhead: () => createChanges({ ...changed, pad: undefined, seed: undefined }),
    byId: picking.ids !== undefined,
    speed: parseSpeed(flags.speed),
    url: urlOf(flags, profile, io),
    connection,
    headers,
    replay: {
      signing,
      secret,
      headers: pairs(connection.headers),
      missing: pairs(headers.filter(line => !own.has(line))),
      change: changes?.change,
      forge,
      expect: rightAnswers(forge !== undefined, status),
      withinMs,
    },
  }
}

type Signing = ReplayOptions['signing']

const SIGNING: Record<Signing, string> = {
  'as-captured': 'with the signatures as recorded',
  anew: '',
  unsigned: 'unsigned',
}

function signingOf({ asCaptured, unsigned, forge }: ReplayFlags, secret: unknown, changed: boolean): Signing {
  if (asCaptured) {
    const clash = unsigned ? '--unsigned' : forge ? '--forge' : changed ? 'changes of the body' : undefined
    if (clash) throw new CvHookError('usage', `--as-captured and ${clash} exclude each other`)
    return 'as-captured'
  }
  if (unsigned && forge) throw new CvHookError('usage', '--forge needs the right secret', ['leave --unsigned out'])
  if (unsigned) return 'unsigned'
  if (secret) return 'anew'
  if (changed || forge) {
    throw new CvHookError('no-secret', 'a body that is changed is to be signed anew, and no secret is given', [
      'name its variable with --secret-env NAME, or set CV_HOOK_SECRET',
      '--unsigned if this webhook has none',
    ])
  }
  return 'as-captured'
}
