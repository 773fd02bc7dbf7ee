/** The config file: `./cv-hook.config.json` or `--config`. No parent or home folder is searched, and no secret's value stands in it. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { CvHookError } from '../core/errors.js'
import type { Segment } from '../core/path.js'
import { deepestIssue, describeIssue, type SchemaIssue } from '../core/schema-issue.js'
import { nearest } from '../core/suggest.js'
import { readJsonFile } from './files.js'

/** The file that is used when `--config` names none. */
export const CONFIG_FILE = 'cv-hook.config.json'

/** The profile that is used when none is named. */
export const DEFAULT_PROFILE = 'default'

/** One place to send to or to receive for. Every member is optional. */
export interface Profile {
  url?: string
  /** Names of variables that hold the secret, `label=NAME` or `NAME`. */
  secretEnv: string[]
  /** Files that hold the secret, as absolute paths, `label=PATH` or `PATH`. */
  secretFile: string[]
  headers: Record<string, { env: string } | { value: string }>
  payload?: 'event' | 'full' | 'legacy'
  documents?: 'base64' | 'url'
  framework?: string
  allowRemote: string[]
  reveal: boolean
}

/** A config file's profiles, with the folder that their paths are relative to. */
export interface Config {
  file: string
  profiles: Record<string, Profile>
}

const several = z.union([z.string(), z.array(z.string())])

const profileSchema = () =>
  z.strictObject({
    url: z.string().optional().describe('The endpoint'),
    secretEnv: several
      .optional()
      .describe('The variable that holds the secret: NAME or label=NAME; several while a secret is rotated'),
    secretFile: several
      .optional()
      .describe('The file that holds the secret: PATH or label=PATH, relative to this file'),
    headers: z
      .record(z.string(), z.union([z.strictObject({ env: z.string() }), z.strictObject({ value: z.string() })]))
      .optional()
      .describe('Headers to send: {"X-Bypass": {"env": "NAME"}} takes the value from a variable'),
    payload: z.enum(['event', 'full', 'legacy']).optional().describe('The shape of payloads'),
    documents: z.enum(['base64', 'url']).optional().describe('How documents are carried'),
    framework: z.string().optional().describe("The receiver's framework, for advice"),
    allowRemote: z
      .array(z.string())
      .optional()
      .describe('Hosts, other than loopback, that bulk sends, tests and replays may reach'),
    reveal: z.boolean().optional().describe('Show values that would be masked'),
  })

const configSchema = () =>
  z.strictObject({
    $schema: z.string().optional(),
    profiles: z
      .record(z.string(), profileSchema())
      .describe('By name; the one called "default" is used when none is named'),
  })

/** The JSON Schema (draft 2020-12) of the config file. */
export const configJsonSchema = (): object => ({ title: 'cv-hook config', ...z.toJSONSchema(configSchema()) })

/**
 * Reads the config.
 *
 * @param named the file of `--config`; without it, `./cv-hook.config.json` when that exists
 * @returns undefined when there is no config
 * @throws CvHookError `unreadable`; `bad-config` that names the member and its line
 */
export function readConfig(cwd: string, named: string | undefined): Config | undefined {
  const file = resolve(cwd, named ?? CONFIG_FILE)
  if (named === undefined && !existsSync(file)) return undefined
  const { value, where } = readJsonFile(file, '--config', 'bad-config')
  const result = configSchema().safeParse(value)
  if (!result.success) {
    const issue = deepestIssue(result.error.issues[0] as SchemaIssue)
    throw new CvHookError(
      'bad-config',
      `${where(issue.path as Segment[])}: ${describeIssue(issue, 'the config')}`,
      hints(issue),
    )
  }
  const folder = dirname(file)
  const profiles = Object.entries(result.data.profiles).map(([name, raw]): [string, Profile] => [
    name,
    {
      ...raw,
      secretEnv: list(raw.secretEnv),
      secretFile: list(raw.secretFile).map(one => absolute(folder, one)),
      headers: raw.headers ?? {},
      allowRemote: raw.allowRemote ?? [],
      reveal: raw.reveal ?? false,
    },
  ])
  return { file, profiles: Object.fromEntries(profiles) }
}

/**
 * The profile to use: the one named, else the one called `default`, else none.
 *
 * @throws CvHookError `bad-config` when the named one is not there
 */
export function chooseProfile(
  config: Config | undefined,
  name: string | undefined,
): { name: string; profile: Profile } | undefined {
  const profiles = config?.profiles ?? {}
  const wanted = name ?? DEFAULT_PROFILE
  if (Object.hasOwn(profiles, wanted)) return { name: wanted, profile: profiles[wanted]! }
  if (name === undefined) return undefined
  const known = Object.keys(profiles)
  const near = nearest(name, known)
  throw new CvHookError('bad-config', `there is no profile "${name}"${config ? ` in ${config.file}` : ''}`, [
    ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
    config
      ? `it has: ${known.join(', ') || 'no profile'}`
      : `write ${CONFIG_FILE} in this folder, or name one with --config`,
  ])
}

/** `label=PATH` with the path made absolute. */
function absolute(folder: string, entry: string): string {
  const label = /^([a-z0-9-]+)=(.*)$/s.exec(entry)
  return label ? `${label[1]}=${resolve(folder, label[2]!)}` : resolve(folder, entry)
}

const list = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat())

function hints(issue: SchemaIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return []
  const key = issue.keys![0]!
  if (/secret/i.test(key) && issue.path[0] === 'profiles') {
    return [
      "a secret's value never stands in the config: name its variable with secretEnv, or its file with secretFile",
    ]
  }
  const known = Object.keys(issue.path[0] === 'profiles' ? profileSchema().shape : configSchema().shape)
  const near = nearest(key, known)
  return near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []
}
