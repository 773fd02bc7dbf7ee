/** Writes src/generated/payloads.ts: a plain interface for each event's body, made from its schema, so that no declaration imports zod. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { sharedForms } from './shared-forms.js'

export async function generatePayloadTypes(root, { CATALOGUE, eventJsonSchema }) {
  const variants = ['event', 'legacy'].map(variant => ({
    variant,
    bodies: CATALOGUE.filter(entry => entry.variants.includes(variant)).map(({ name }) => ({
      name,
      type: `${pascal(name)}${variant === 'event' ? 'Webhook' : 'LegacyWebhook'}`,
      schema: untitled(eventJsonSchema(name, variant)),
    })),
  }))
  const forms = sharedForms(variants.flatMap(({ bodies }) => bodies.map(body => body.schema)))
  const lines = ['// Made by scripts/payload-types.js from src/events: do not edit.']
  for (const { type, schema } of forms.interfaces) lines.push(await declare(schema, type))
  for (const { variant, bodies } of variants) {
    for (const { type, schema } of bodies) lines.push(await declare(forms.refer(schema), type))
    lines.push(
      `/** The body of every event in the ${variant === 'event' ? '"Only Event Data"' : "older article's"} shape. */`,
      `export interface ${variant === 'event' ? 'EventBodies' : 'LegacyBodies'} {`,
      ...bodies.map(({ name, type }) => `  ${name}: ${type}`),
      '}',
    )
  }
  writeFileSync(join(root, 'src/generated/payloads.ts'), `${lines.join('\n')}\n`)
}

const OPTIONS = {
  bannerComment: '',
  format: false,
  additionalProperties: true,
  unknownAny: true,
  enableConstEnums: false,
}

const declare = async (schema, type) =>
  (await compile(schema, type, OPTIONS))
    .replace(/\/\*\*\n +\* (.*)\n +\*\//g, '/** $1 */')
    // Parentheses around a whole type say nothing.
    .replace(/: \(([^()]*)\)$/gm, ': $1')

// Titles and ids inside would become names of their own, colliding between events.
function untitled(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'title' && typeof value === 'string' ? undefined : value,
  )
}

const pascal = name => name.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase())
