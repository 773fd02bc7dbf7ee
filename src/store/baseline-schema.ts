/** The schema of the baseline file. Runs while building. */
import * as z from 'zod/mini'

const baselineSchema = () =>
  z.strictObject({
    $schema: z.optional(z.string()),
    accepted: z.array(
      z.strictObject({
        id: z.string().check(z.regex(/\S/)),
        reason: z.string().check(z.regex(/\S/)),
        expires: z.optional(z.iso.date()),
      }),
    ),
  })

/** The JSON Schema (draft 2020-12) of the baseline file. */
export const baselineJsonSchema = (): object => z.toJSONSchema(baselineSchema())
