/**
 * Writes the catalogue and the members of every event into src/generated as plain data, made from the source, so that
 * neither has to be put together, nor zod be loaded, to look at a body.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const generateCatalogue = (root, { ALL }) => write(root, 'catalogue', 'ENTRIES', ALL)

export const generateMembers = (root, { schemaTable }) => write(root, 'members', 'MEMBERS', schemaTable())

function write(root, file, name, value) {
  const text = JSON.stringify(value).replace(/[\\']/g, '\\$&')
  writeFileSync(
    join(root, `src/generated/${file}.ts`),
    `// Made by scripts/members.js from src/events: do not edit.\nexport const ${name}: string = '${text}'\n`,
  )
}
