/** `--framework`: what the receiver is built with, for advice. */
import type { Profile } from '../../store/profile.js'
import type { CommandForm } from '../command-form.js'

/** Adds the option. */
export const addFrameworkOption = (command: CommandForm): CommandForm =>
  command.option(
    '--framework <name>',
    "the receiver's framework, for advice (default: guessed; cv-hook snippet lists them)",
  )

/**
 * The framework named by the option, else by the profile; undefined where none is, and it is guessed.
 *
 * @throws CvHookError `usage` for an option, `bad-config` for a profile that names one that is not known
 */
export async function readFramework(
  option: string | undefined,
  profile: Profile | undefined,
): Promise<string | undefined> {
  const name = option ?? profile?.framework
  if (name === undefined) return undefined
  const { findFramework, unknownFramework } = await import('../../explain/frameworks.js')
  if (!findFramework(name)) throw unknownFramework(name, option === undefined ? 'bad-config' : 'usage')
  return name
}
