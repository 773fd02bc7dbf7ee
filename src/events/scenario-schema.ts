/** The schema of scenario files. Runs while building. */
import * as z from 'zod/mini'
import { FORGERIES } from '../core/forge.js'

const MAX_STEPS = 1000

const duration = z.union([z.string(), z.number().check(z.nonnegative())])

const scenarioSchema = () =>
  z.strictObject({
    $schema: z.optional(z.string()),
    title: z.optional(z.string()).check(z.describe('What the story is, in a few words')),
    about: z.optional(z.string()).check(z.describe('What it is good for')),
    steps: z
      .array(
        z.strictObject({
          event: z.string().check(z.describe('The event to send')),
          payload: z.optional(z.enum(['event', 'full', 'legacy'])).check(z.describe('The shape of the payload')),
          documents: z.optional(z.enum(['base64', 'url'])).check(z.describe('How documents are carried')),
          set: z.optional(z.record(z.string(), z.json())).check(z.describe('Members to change: path to JSON value')),
          unset: z.optional(z.array(z.string())).check(z.describe('Paths of members to remove')),
          merge: z
            .optional(z.record(z.string(), z.json()))
            .check(z.describe('A JSON merge patch (RFC 7396) for the whole body')),
          delay: z.optional(duration).check(z.describe('How long to wait before this step, e.g. "200ms"')),
          repeat: z
            .optional(z.int().check(z.gte(1), z.lte(MAX_STEPS)))
            .check(z.describe('How often the very same bytes are sent')),
          expectStatus: z
            .optional(z.union([z.string(), z.int()]))
            .check(z.describe('Which statuses count as right, e.g. "2xx"')),
          expectWithin: z.optional(duration).check(z.describe('How soon the answer must be there, e.g. "2s"')),
          forge: z.optional(z.enum(FORGERIES)).check(z.describe('Sends the delivery with a wrong signature')),
          note: z.optional(z.string()).check(z.describe('Why the step is there')),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_STEPS)),
  })

/** The JSON Schema (draft 2020-12) of scenario files. */
export const scenarioJsonSchema = (): object => ({ title: 'cv-hook scenario', ...z.toJSONSchema(scenarioSchema()) })
