/**
 * Writes the catalogue and the members of every event into src/generated as plain data, made from the source, so that
 * neither has to be put together, nor zod be loaded, to look at a body.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Each entry is a text of its own, so that only those are parsed that are asked for. */
export const generateCatalogue = (root, { ALL }) =>
  write(
    root,
    'catalogue',
    `ENTRIES: Readonly<Record<string, string>> = {\n${ALL.map(({ legacy, ...entry }) => `${entry.name}: ${quoted(entry)},\n`).join('')}}`,
  )

export const generateMembers = (root, { schemaTable }) =>
  write(root, 'members', `MEMBERS: string = ${quoted(schemaTable())}`)

const quoted = value => `'${JSON.stringify(value).replace(/[\\']/g, '\\$&')}'`

function write(root, file, declaration) {
  writeFileSync(
    join(root, `src/generated/${file}.ts`),
    `// Made by scripts/members.js from src/events: do not edit.\nexport const ${declaration}\n`,
  )
}
