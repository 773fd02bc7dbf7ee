/** The config file: `./cv-hook.config.json` or `--config`. No parent or home folder is searched, and no secret's value stands in it. */
import { dirname, resolve } from 'node:path'
import * as z from 'zod/mini'
import { CvHookError } from '../core/errors.js'
import { describeIssue, firstIssue, issuePath, SAYING_MISSING, type SchemaIssue } from '../core/schema-issue.js'
import { nearest } from '../core/suggest.js'
import { readJsonFile } from './json-file.js'
import type { Config, Profile, TestProfile } from './profile.js'

const several = z.union([z.string(), z.array(z.string())])

const profileSchema = () =>
  z.strictObject({
    url: z.optional(z.string()).check(z.describe('The endpoint')),
    secretEnv: z
      .optional(several)
      .check(z.describe('The variable that holds the secret: NAME or label=NAME; several while a secret is rotated')),
    secretFile: z
      .optional(several)
      .check(z.describe('The file that holds the secret: PATH or label=PATH, relative to this file')),
    headers: z
      .optional(
        z.record(z.string(), z.union([z.strictObject({ env: z.string() }), z.strictObject({ value: z.string() })])),
      )
      .check(z.describe('Headers to send: {"X-Bypass": {"env": "NAME"}} takes the value from a variable')),
    payload: z.optional(z.enum(['event', 'full', 'legacy'])).check(z.describe('The shape of payloads')),
    documents: z.optional(z.enum(['base64', 'url'])).check(z.describe('How documents are carried')),
    framework: z.optional(z.string()).check(z.describe("The receiver's framework, for advice")),
    allowRemote: z
      .optional(z.array(z.string()))
      .check(z.describe('Hosts, other than loopback, that bulk sends, tests and replays may reach')),
    reveal: z.optional(z.boolean()).check(z.describe('Show values that would be masked')),
    test: z.optional(testSchema()).check(z.describe('Options of cv-hook test')),
  })

const testSchema = () =>
  z.strictObject({
    events: z.optional(z.array(z.string())).check(z.describe('Only these events')),
    only: z.optional(z.array(z.string())).check(z.describe('Only these checks')),
    skip: z.optional(z.array(z.string())).check(z.describe('All but these checks')),
    level: z.optional(z.enum(['must', 'should'])).check(z.describe('Only checks of this level')),
    strict: z.optional(z.boolean()).check(z.describe('Let checks of level should fail the run')),
    expectStatus: z.optional(z.string()).check(z.describe('Which answers accept a delivery')),
    expectRefusal: z.optional(z.string()).check(z.describe('Which answers refuse one')),
    expectWithin: z.optional(z.string()).check(z.describe('How soon the answer must be there')),
    concurrency: z.optional(z.int().check(z.gte(1), z.lte(50))).check(z.describe('How many accepting checks at once')),
    wait: z.optional(z.string()).check(z.describe('How long to wait for a receiver that is still starting')),
    baseline: z.optional(z.string()).check(z.describe('The file of accepted failures, relative to this file')),
  })

const configSchema = () =>
  z.strictObject({
    $schema: z.optional(z.string()),
    profiles: z
      .record(z.string(), profileSchema())
      .check(z.describe('By name; the one called "default" is used when none is named')),
  })

/** The JSON Schema (draft 2020-12) of the config file. */
export const configJsonSchema = (): object => ({ title: 'cv-hook config', ...z.toJSONSchema(configSchema()) })

/**
 * Reads a config file.
 *
 * @param what how an error calls the file: the option or variable that names it
 * @throws CvHookError `unreadable`; `bad-config` that names the member and its line
 */
export function readConfig(file: string, what: string): Config {
  const { value, where } = readJsonFile(file, what, 'bad-config')
  const result = configSchema().safeParse(value, SAYING_MISSING)
  if (!result.success) {
    const issue = firstIssue(result.error.issues as SchemaIssue[])
    throw new CvHookError(
      'bad-config',
      `${where(issuePath(issue))}: ${describeIssue(issue, 'the config')}`,
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

function hints(issue: SchemaIssue): string[] {
  if (issue.path[2] === 'headers')
    return ['write {"X-Bypass": {"env": "NAME"}}, or {"value": "..."} for what is no secret']
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
