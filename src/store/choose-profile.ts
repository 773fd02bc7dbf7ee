/** Which profile of the config a run uses. */
import { CvHookError } from '../core/errors.js'
import { didYouMean } from '../core/suggest.js'
import { CONFIG_FILE, type Config, type Profile } from './profile.js'

/** The profile that is used when none is named. */
const DEFAULT_PROFILE = 'default'

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
  throw new CvHookError('bad-config', `there is no profile "${name}"${config ? ` in ${config.file}` : ''}`, [
    ...didYouMean(name, known),
    config
      ? `it has: ${known.join(', ') || 'no profile'}`
      : `write ${CONFIG_FILE} in this folder, or name one with --config`,
  ])
}
