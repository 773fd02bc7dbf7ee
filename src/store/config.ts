/** The config file: `./cv-hook.config.json` or `--config`. No parent or home folder is searched, and no secret's value stands in it. */
import { dirname, resolve } from 'node:path'
import { checkForm, type FormFault } from '../core/json-form.js'
import { didYouMean } from '../core/suggest.js'
import { CONFIG } from '../generated/forms.js'
import type { ConfigFile } from './config-schema.js'
import { readJsonFile } from './json-file.js'
import type { Config, Profile, TestProfile } from './profile.js'

/**
 * Reads a config file.
 *
 * @param what how an error calls the file: the option or variable that names it
 * @throws CvHookError `unreadable`; `bad-config` that names the member and its line
 */
export async function readConfig(file: string, what: string): Promise<Config> {
  const { value, where } = await readJsonFile(file, what, 'bad-config')
  await checkForm(value, CONFIG, { whole: 'the config', code: 'bad-config', where, hints })
  const folder = dirname(file)
  const profiles = Object.entries((value as ConfigFile).profiles).map(([name, raw]): [string, Profile] => [
    name,
    {
      ...raw,
      secretEnv: list(raw.secretEnv),
      secretFile: list(raw.secretFile).map(one => absolute(folder, one)),
      headers: raw.headers ?? {},
      allowRemote: raw.allowRemote ?? [],
      reveal: raw.reveal ?? false,
      test: testProfile(raw.test, folder),
    },
  ])
  return { file, profiles: Object.fromEntries(profiles) }
}

function testProfile(raw: TestProfile | undefined, folder: string): TestProfile {
  return { ...raw, ...(raw?.baseline === undefined ? {} : { baseline: resolve(folder, raw.baseline) }) }
}

/** `label=PATH` with the path made absolute. */
function absolute(folder: string, entry: string): string {
  const label = /^([a-z0-9-]+)=(.*)$/s.exec(entry)
  return label ? `${label[1]}=${resolve(folder, label[2]!)}` : resolve(folder, entry)
}

const list = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat())

function hints({ path, unknown }: FormFault): string[] {
  if (path[2] === 'headers') return ['write {"X-Bypass": {"env": "NAME"}}, or {"value": "..."} for what is no secret']
  if (unknown === undefined) return []
  const inProfile = path[0] === 'profiles'
  if (/secret/i.test(unknown) && inProfile) {
    return [
      "a secret's value never stands in the config: name its variable with secretEnv, or its file with secretFile",
    ]
  }
  const known = inProfile ? CONFIG.properties.profiles.additionalProperties : CONFIG
  return didYouMean(unknown, Object.keys(known.properties))
}
