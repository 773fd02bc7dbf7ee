/** Profiles: what a config file says of one place, and which of them a run uses. Light, since most runs have no config. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CvHookError } from '../core/errors.js'
import { nearest } from '../core/suggest.js'

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
  test?: TestProfile
}

/** What a profile says of the contract test; its options go before. */
export interface TestProfile {
  events?: string[]
  only?: string[]
  skip?: string[]
  level?: 'must' | 'should'
  strict?: boolean
  expectStatus?: string
  expectRefusal?: string
  expectWithin?: string
  concurrency?: number
  wait?: string
  /** An absolute path. */
  baseline?: string
}

/** A config file's profiles, with the folder that their paths are relative to. */
export interface Config {
  file: string
  profiles: Record<string, Profile>
}

/** The config file to read: the one named, else `./cv-hook.config.json` when that exists. */
export function findConfig(cwd: string, named: string | undefined): string | undefined {
  const file = resolve(cwd, named ?? CONFIG_FILE)
  return named !== undefined || existsSync(file) ? file : undefined
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
