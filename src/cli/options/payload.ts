/** What is sent: the events, their shape, and the changes that a user makes to them. The same options on send and fixture. */
import type { PlanOptions } from '../../app/plan.js'
import { CvHookError } from '../../core/errors.js'
import { isObject, parsePath } from '../../core/path.js'
import { newSeed } from '../../core/random.js'
import { parseSize } from '../../core/units.js'
import { type Change, parseSet } from '../../events/changes.js'
import type { Profile } from '../../store/profile.js'
import { type CommandForm, OptionForm } from '../command-form.js'
import type { Io } from '../io.js'

/** The payload options as commander gives them. */
export interface PayloadFlags {
  payload?: 'event' | 'full' | 'legacy'
  documents?: 'base64' | 'url'
  documentUrl?: string
  change?: FlagChange[]
  pad?: string
  force?: boolean
  fresh?: boolean
  seed?: string
}

/** One of `--set`, `--set-string`, `--unset`, `--merge`, kept in the order of the command line. */
interface FlagChange {
  option: 'set' | 'set-string' | 'unset' | 'merge'
  value: string
}

/** Adds the group of payload options; `made` leaves out what a command decides itself: how large bodies are, and that ids are new. */
export function addPayloadOptions(command: CommandForm, made: 'by-options' | 'by-command' = 'by-options'): CommandForm {
  command
    .optionsGroup('Payload:')
    .addOption(
      new OptionForm(
        '--payload <shape>',
        'event: only event data (default); full: with the whole case; legacy: the older shapes',
      ).choices(['event', 'full', 'legacy']),
    )
    .addOption(
      new OptionForm('--documents <format>', 'how documents are carried: base64 (default) or url').choices([
        'base64',
        'url',
      ]),
    )
    .option('--document-url <url>', 'the URL of documents, with --documents url')
  addChangeOptions(command)
  if (made === 'by-options') addGrowthOptions(command, FRESH_FIXTURES)
  return command.option('--seed <text>', 'make the same fresh ids and times again')
}

/** Adds the options that change members; they are kept in the order of the command line. */
export function addChangeOptions(command: CommandForm): CommandForm {
  const changes: FlagChange[] = []
  const keep = (option: FlagChange['option']) => (value: string) => {
    changes.push({ option, value })
    command.setOptionValue('change', changes)
    return value
  }
  return command
    .option('--set <path=value>', 'change a member; the value is JSON, or text where the member is text', keep('set'))
    .option('--set-string <path=text>', 'change a member to this very text', keep('set-string'))
    .option('--unset <path>', 'remove a member', keep('unset'))
    .option('--merge <file>', 'merge a JSON file into the body (RFC 7396)', keep('merge'))
    .option('--force', 'let --set and --merge add members that are not known')
}

const FRESH_FIXTURES =
  'new ids and times that end now (with a --seed of your own: in 2026); also for what a scenario sets, not for what --set sets'

/** Adds the options that make bodies larger, and their ids and times new. */
export function addGrowthOptions(command: CommandForm, fresh: string): CommandForm {
  return command
    .option('--pad <size>', 'grow the document until the body has this size, e.g. 2mb')
    .option('--fresh', fresh)
}

/**
 * Reads the payload options.
 *
 * @throws CvHookError `usage`, `unreadable`
 */
export async function readPayloadOptions(
  flags: PayloadFlags,
  profile: Profile | undefined,
  io: Io,
): Promise<PlanOptions> {
  if (flags.documentUrl !== undefined && !/^https?:\/\/./.test(flags.documentUrl)) {
    throw new CvHookError('usage', '--document-url must begin with http:// or https://')
  }
  const documents = flags.documents ?? (flags.documentUrl === undefined ? profile?.documents : 'url') ?? 'base64'
  if (flags.documentUrl !== undefined && documents === 'base64')
    throw new CvHookError('usage', '--document-url goes with --documents url')
  return {
    ...(await readChanges(flags, io)),
    payload: flags.payload ?? profile?.payload ?? 'event',
    documents,
    ...(flags.documentUrl === undefined ? {} : { documentUrl: flags.documentUrl }),
  }
}

/** The options that change a body, as commander gives them. */
export type ChangeFlags = Pick<PayloadFlags, 'change' | 'pad' | 'force' | 'fresh' | 'seed'>

/**
 * Reads the changes.
 *
 * @throws CvHookError `usage`, `unreadable`
 */
export async function readChanges(
  flags: ChangeFlags,
  io: Io,
): Promise<Pick<PlanOptions, 'changes' | 'pad' | 'force' | 'seed'>> {
  const changes: Change[] = []
  for (const change of flags.change ?? []) changes.push(await readChange(change))
  if (flags.seed === '') throw new CvHookError('usage', '--seed is empty', ['is the variable set?'])
  const fresh = flags.fresh || flags.seed !== undefined
  return {
    changes,
    ...(flags.pad === undefined ? {} : { pad: parseSize(flags.pad, '--pad') }),
    force: flags.force ?? false,
    ...(fresh ? { seed: flags.seed ?? newSeed(io.now(), io.randomBytes(3)) } : {}),
  }
}

async function readChange({ option, value }: FlagChange): Promise<Change> {
  if (option === 'unset') return { kind: 'unset', path: parsePath(value) }
  if (option !== 'merge') return parseSet(value, option === 'set-string')
  const { readJsonFile } = await import('../../store/json-file.js')
  const { value: patch } = await readJsonFile(value, '--merge')
  if (!isObject(patch)) throw new CvHookError('usage', `--merge: ${value} does not hold a JSON object`)
  return { kind: 'merge', patch }
}
