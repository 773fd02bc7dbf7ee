/** Writes src/generated/payloads.ts: a plain interface for each event's body, made from its schema, so that no declaration imports zod. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'

export async function generatePayloadTypes(root, { CATALOGUE, eventJsonSchema }) {
  const lines = ['// Made by scripts/payload-types.js from src/events: do not edit.']
  for (const variant of ['event', 'legacy']) {
    const names = CATALOGUE.filter(entry => entry.variants.includes(variant)).map(entry => entry.name)
    const suffix = variant === 'event' ? 'Webhook' : 'LegacyWebhook'
    for (const name of names) {
      lines.push(await compile(untitled(eventJsonSchema(name, variant)), `${pascal(name)}${suffix}`, OPTIONS))
    }
    lines.push(
      `/** The body of every event in the ${variant === 'event' ? '"Only Event Data"' : "older article's"} shape. */`,
      `export interface ${variant === 'event' ? 'EventBodies' : 'LegacyBodies'} {`,
      ...names.map(name => `  ${name}: ${pascal(name)}${suffix}`),
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

// Titles and ids inside would become names of their own, colliding between events.
function untitled(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'title' && typeof value === 'string' ? undefined : value,
  )
}

const pascal = name => name.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase())
