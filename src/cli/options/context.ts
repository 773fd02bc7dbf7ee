/** What most commands share: the config, the profile, whether values are shown, whether output is JSON. */

import { type Config, findConfig, type Profile } from '../../store/profile.js'
import type { CommandForm } from '../command-form.js'
import type { Io } from '../io.js'

/** The shared options as commander gives them. */
export interface ContextFlags {
  config?: string
  profile?: string
  reveal?: boolean
  json?: boolean
}

/** Adds the group of shared options; `json` says what that option prints. */
export function addContextOptions(command: CommandForm, json: string): CommandForm {
  return command
    .optionsGroup('Output and config:')
    .option('--json', json)
    .option('--reveal', 'show values that are masked otherwise')
    .option('--config <file>', 'the config file (default: ./cv-hook.config.json, if there is one)')
    .option('--profile <name>', 'the profile of the config to use (default: the one called "default")')
}

/** The shared options, read. */
export interface Context {
  config: Config | undefined
  profile: Profile | undefined
  profileName: string | undefined
  reveal: boolean
  json: boolean
}

/** What to try where something is missing: a profile of the config, where it has some and none is used. */
export function profileHints({ config, profile }: Context): string[] {
  const names = Object.keys(config?.profiles ?? {})
  if (profile || names.length === 0) return []
  return [`${config!.file} has no profile "default": --profile ${names.slice(0, 3).join(' or ')}`]
}

/**
 * Reads the config and picks the profile.
 *
 * @throws CvHookError `bad-config`, `unreadable`
 */
export async function readContext(flags: ContextFlags, io: Io): Promise<Context> {
  const file = findConfig(io.cwd, flags.config ?? io.env['CV_HOOK_CONFIG'])
  const config =
    file === undefined
      ? undefined
      : await (await import('../../store/config.js')).readConfig(
          file,
          flags.config === undefined && io.env['CV_HOOK_CONFIG'] !== undefined ? 'CV_HOOK_CONFIG' : '--config',
        )
  const name = flags.profile ?? io.env['CV_HOOK_PROFILE']
  const chosen =
    config === undefined && name === undefined
      ? undefined
      : (await import('../../store/choose-profile.js')).chooseProfile(config, name)
  return {
    config,
    profile: chosen?.profile,
    profileName: chosen?.name,
    reveal: flags.reveal ?? chosen?.profile.reveal ?? false,
    json: flags.json ?? false,
  }
}
