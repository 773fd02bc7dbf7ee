/** The schema of the config file. Runs while building. */
import * as z from 'zod/mini'

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

/** A config file as it stands on the disk. */
export type ConfigFile = z.infer<ReturnType<typeof configSchema>>

/** The JSON Schema (draft 2020-12) of the config file. */
export const configJsonSchema = (): object => ({ title: 'cv-hook config', ...z.toJSONSchema(configSchema()) })
