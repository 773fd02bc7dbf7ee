/** Where the secret comes from: options, else the profile, else the environment; never mixed, never mended, never printed. */
import { isUtf8 } from 'node:buffer'
import { CvHookError } from '../../core/errors.js'
import { secretFromFile, secretWarnings } from '../../core/secrets.js'
import type { NamedSecret } from '../../core/signature.js'
import { readUserFile } from '../../store/files.js'
import type { Profile } from '../../store/profile.js'
import type { CommandForm } from '../command-form.js'
import type { Io } from '../io.js'
import { collect } from './collect.js'
import { type Context, profileHints } from './context.js'
import { isVariableName, shownVariable } from './variable.js'

/** The secret options as commander gives them. */
export interface SecretOptions {
  secret?: string[]
  secretEnv?: string[]
  secretFile?: string[]
  secretPrompt?: boolean
  unsigned?: boolean
}

/** Adds the group of secret options; `unsigned` says what that option means for this command. */
export function addSecretOptions(command: CommandForm, unsigned: string): CommandForm {
  return command
    .optionsGroup('Secret:')
    .option('--secret <value>', 'the secret itself (visible to other users of the machine)', collect)
    .option('--secret-env <[label=]NAME>', 'the variable that holds it', collect)
    .option('--secret-file <[label=]PATH>', 'the file that holds it', collect)
    .option('--secret-prompt', 'ask for it, without showing it')
    .option('--unsigned', unsigned)
}

/**
 * The secrets to use, in the order given; empty only with `--unsigned`.
 *
 * @throws CvHookError `no-secret`, `empty-secret`, `unreadable`
 */
export async function resolveSecrets(options: SecretOptions, context: Context, io: Io): Promise<FoundSecret[]> {
  const secrets = await findSecrets(options, context.profile, io)
  if (secrets.length === 0 && !options.unsigned) {
    throw new CvHookError('no-secret', 'no secret is given', [
      ...profileHints(context),
      'name its variable with --secret-env NAME, or set CV_HOOK_SECRET',
      '--unsigned if this webhook has none',
    ])
  }
  return secrets
}

/** The secret that signs, the first one; which that is of several is said. */
export function signerOf(secrets: readonly FoundSecret[], io: Io): FoundSecret | undefined {
  const [first, ...others] = secrets
  if (others.length > 0) io.err(`note: of ${secrets.length} secrets, ${first!.label} signs\n`)
  return first
}

/**
 * The secrets to use, in the order given; empty where no source is named.
 *
 * @throws CvHookError `no-secret` or `empty-secret` for a source that is named, but holds none; `unreadable`
 */
export async function findSecrets(
  options: SecretOptions,
  profile: Profile | undefined,
  io: Io,
): Promise<FoundSecret[]> {
  const given = [...(options.secret ?? []), ...(options.secretEnv ?? []), ...(options.secretFile ?? [])]
  const asked = given.length > 0 || options.secretPrompt === true
  if (options.unsigned) {
    if (asked) throw new CvHookError('usage', '--unsigned and a secret exclude each other')
    return []
  }
  const fromProfile = profile ? profileSources(profile) : []
  return readSources(asked ? fromOptions(options) : fromProfile.length > 0 ? fromProfile : fromEnvironment(io), io)
}

/** How sources are read. */
export interface ReadingOptions {
  /** What one without a label of its own is called; `secret`: `secret 1`. */
  kind?: string
  /** Takes warnings of what looks wrong about a secret; standard error unless given. */
  say?: (text: string) => void
}

/** Reads sources in their order. */
export async function readSources(
  sources: readonly Source[],
  io: Io,
  { kind = 'secret', say = text => io.err(text) }: ReadingOptions = {},
): Promise<FoundSecret[]> {
  if (sources.length === 0) return []
  const readSecretFile = ({ target, option }: Source) => {
    if (target === '')
      throw new CvHookError('empty-secret', `${option} is ${option.startsWith('-') ? '' : 'set, but '}empty`)
    const bytes = readUserFile(target, option)
    if (!isUtf8(bytes)) throw new CvHookError('unreadable', `${option}: ${target} is not text (UTF-8)`)
    return bytes.toString('utf8')
  }
  const labels = sources.flatMap(({ label }) => label ?? [])
  const twice = labels.find((label, at) => labels.indexOf(label) !== at)
  if (twice !== undefined) {
    throw new CvHookError(
      'usage',
      `the label ${twice} is given to two secrets, so that nobody could tell which one fits`,
    )
  }
  const secrets: FoundSecret[] = []
  for (const [index, source] of sources.entries()) {
    const value = await read(source, io, readSecretFile, say)
    const label = source.label ?? `${kind} ${index + 1}`
    for (const warning of secretWarnings(value)) say(`warning: ${label} (${source.name}) ${warning}\n`)
    secrets.push({ label, value, source: source.name })
  }
  return secrets
}

/** A secret with the place that it came from: an option, a variable or a file. */
export interface FoundSecret extends NamedSecret {
  source: string
}

/** The secret's label with the place that it came from. */
export const namedSecret = ({ label, source }: FoundSecret): string => `${label} (${source})`

/** A place that a secret is read from. */
export interface Source {
  kind: 'value' | 'env' | 'file' | 'prompt'
  /** What warnings call it. */
  name: string
  /** What errors call it. */
  option: string
  target: string
  label?: string | undefined
}

/** The sources that a profile names. */
export const profileSources = ({ secretEnv, secretFile }: Profile): Source[] => [
  ...secretEnv.map(entry => envSource(entry)),
  ...secretFile.map(entry => fileSource(entry)),
]

function fromOptions(options: SecretOptions): Source[] {
  return [
    ...(options.secret ?? []).map(
      (value): Source => ({ kind: 'value', name: '--secret', option: '--secret', target: value }),
    ),
    ...(options.secretEnv ?? []).map(entry => envSource(entry)),
    ...(options.secretFile ?? []).map(entry => fileSource(entry)),
    ...(options.secretPrompt
      ? [{ kind: 'prompt', name: '--secret-prompt', option: '--secret-prompt', target: '' } satisfies Source]
      : []),
  ]
}

/** A variable that is set but empty is a source all the same: an empty CI secret must never turn into an unsigned run. */
function fromEnvironment(io: Io): Source[] {
  if (io.env['CV_HOOK_SECRET'] !== undefined) return [envSource('CV_HOOK_SECRET')]
  if (io.env['CV_HOOK_SECRET_FILE'] !== undefined)
    return [fileSource(io.env['CV_HOOK_SECRET_FILE'], 'CV_HOOK_SECRET_FILE')]
  return []
}

const LABELLED = /^([a-z0-9-]+)=(.+)$/s

/** `[label=]NAME` of a variable. */
export const envSource = (entry: string, option = '--secret-env'): Source => source('env', entry, option)

/** `[label=]PATH` of a file. */
export const fileSource = (entry: string, option = '--secret-file'): Source => source('file', entry, option)

function source(kind: Source['kind'], entry: string, option: string): Source {
  const match = LABELLED.exec(entry)
  const target = match?.[2] ?? entry
  return { kind, name: target, option, target, label: match?.[1] }
}

async function read(
  source: Source,
  io: Io,
  readFile: (source: Source) => string,
  say: (text: string) => void,
): Promise<string> {
  if (source.kind === 'env') {
    if (!isVariableName(source.target)) {
      throw new CvHookError('usage', `${source.option} wants the name of a variable, not the secret`, [
        `write ${source.option} CV_SECRET, or label=CV_SECRET with a label of a-z, 0-9 and -`,
      ])
    }
    const value = io.env[source.target]
    if (value === undefined) throw new CvHookError('no-secret', `${shownVariable(source.target)} is not set`)
    if (value === '') throw new CvHookError('empty-secret', `${shownVariable(source.target)} is set, but empty`)
    return value
  }
  if (source.kind === 'file') {
    const { value, droppedNewline } = secretFromFile(readFile(source))
    if (value === '') throw new CvHookError('empty-secret', `the file ${source.target} is empty`)
    if (droppedNewline) say(`note: the newline at the end of ${source.target} is not part of the secret\n`)
    return value
  }
  const value = source.kind === 'prompt' ? await ask(io) : source.target
  if (value === '') throw new CvHookError('empty-secret', `${source.option} is empty`)
  if (source.kind === 'value' && io.terminal.err.isTTY) {
    io.err('hint: other users of this machine can see --secret in the process list; --secret-env is not visible\n')
  }
  return value
}

async function ask(io: Io): Promise<string> {
  if (!io.stdin.isTTY)
    throw new CvHookError('no-secret', '--secret-prompt needs a terminal', ['use --secret-env or --secret-file'])
  return io.prompt('secret: ')
}
