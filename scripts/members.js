/** Writes src/generated/members.ts: the members of every event as plain data, made from its schema, so that zod is not loaded to look at a body. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function generateMembers(root, { schemaTable }) {
  const text = JSON.stringify(schemaTable()).replace(/[\\']/g, '\\$&')
  writeFileSync(
    join(root, 'src/generated/members.ts'),
    `// Made by scripts/members.js from src/events: do not edit.\nexport const MEMBERS = '${text}'\n`,
  )
}
