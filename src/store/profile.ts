/** Profiles: what a config file says of one place, and where it stands. Light, since most runs have no config. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The file that is used when `--config` names none. */
export const CONFIG_FILE = 'cv-hook.config.json'

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
