/** Writes what JSON files of the user's are to look like into src/generated, so that no command loads zod to read one. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What core/json-form.ts knows of JSON Schema, and what it need not know: what is said for people, and what parsing ensures. */
const KNOWN = new Set(
  'type enum anyOf properties required additionalProperties items minItems maxItems minimum maximum pattern'.split(' '),
)
const NEEDLESS = new Set(['title', 'description', '$schema', '$defs', 'propertyNames', 'format'])

/** @param schemas JSON Schemas by the names under which the source imports them */
export function generateForms(root, schemas) {
  const exported = Object.entries(schemas).map(
    ([name, schema]) => `export const ${name} = ${JSON.stringify(formOf(schema))} as const satisfies JsonForm\n`,
  )
  writeFileSync(
    join(root, 'src/generated/forms.ts'),
    `// Made by scripts/forms.js from the schemas in src: do not edit.
import type { JsonForm } from '../core/json-form.js'

${exported.join('\n')}`,
  )
}

function formOf(schema) {
  // The one thing that is referred to is any JSON, which it is.
  if (schema.$ref) return {}
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !NEEDLESS.has(name) && Math.abs(value) !== Number.MAX_SAFE_INTEGER)
      .map(([name, value]) => [name, kept(name, value)]),
  )
}

function kept(name, value) {
  if (!KNOWN.has(name)) throw new Error(`a form knows no ${name}`)
  if (name === 'properties') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, formOf(one)]))
  if (name === 'anyOf') return value.map(formOf)
  return name === 'items' || (name === 'additionalProperties' && value !== false) ? formOf(value) : value
}
