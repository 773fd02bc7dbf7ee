/** Suspects: secrets that are never accepted, but tried when a signature does not match: other environments, old ones. */
import type { NamedSecret } from '../../core/signature.js'
import type { CommandForm } from '../command-form.js'
import type { Io } from '../io.js'
import { collect } from './collect.js'
import type { Context } from './context.js'
import { addSecretOptions, envSource, fileSource, profileSources, readSources, type Source } from './secret.js'

/** The options of suspects as commander gives them. */
export interface SuspectFlags {
  alsoTryEnv?: string[]
  alsoTryFile?: string[]
}

/** Adds the group of secret options for a command that verifies: those that are accepted, and suspects. */
export function addVerifyingOptions(command: CommandForm): CommandForm {
  return addSecretOptions(command, 'the webhook has no secret: nothing is verified')
    .option('--also-try-env <[label=]NAME>', 'another secret to explain a mismatch with; never accepted', collect)
    .option('--also-try-file <[label=]PATH>', 'the same, from a file', collect)
}

/**
 * The suspects: those that are named, then the secrets of the config's other profiles as far as they can be read.
 *
 * @param accepted values that are accepted, and so are no suspects
 * @throws CvHookError for a named one: `no-secret`, `empty-secret`, `unreadable`
 */
export async function readSuspects(
  flags: SuspectFlags,
  { config, profileName }: Context,
  accepted: readonly NamedSecret[],
  io: Io,
): Promise<NamedSecret[]> {
  const named = await readSources(
    [
      ...(flags.alsoTryEnv ?? []).map(entry => envSource(entry, '--also-try-env')),
      ...(flags.alsoTryFile ?? []).map(entry => fileSource(entry, '--also-try-file')),
    ],
    io,
    { kind: 'suspect' },
  )
  const others: NamedSecret[] = []
  for (const [name, profile] of Object.entries(config?.profiles ?? {})) {
    if (name === profileName) continue
    for (const source of profileSources(profile)) others.push(...(await ifReadable(source, name, io)))
  }
  const known = new Set(accepted.map(one => one.value))
  return [...named, ...others].filter(({ value }) => {
    const isNew = !known.has(value)
    known.add(value)
    return isNew
  })
}

/** Nobody asked for this one: that it is missing on this machine is no fault. */
async function ifReadable(source: Source, profile: string, io: Io): Promise<NamedSecret[]> {
  try {
    const [found] = await readSources([source], io, { say: () => {} })
    return [{ label: `profile ${profile}${source.label ? ` (${source.label})` : ''}`, value: found!.value }]
  } catch {
    return []
  }
}
