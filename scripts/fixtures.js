/** Turns fixtures/** into src/generated/: one compact JSON text for each, and each snippet, so that nothing is looked up by path at run time. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export function generateFixtures(root) {
  const out = join(root, 'src/generated')
  mkdirSync(out, { recursive: true })
  const text = [
    '// Made by scripts/fixtures.js from fixtures/**: do not edit.',
    table('EVENT_FIXTURES', join(root, 'fixtures/events')),
    table('LEGACY_FIXTURES', join(root, 'fixtures/legacy')),
    table('SCENARIOS', join(root, 'fixtures/scenarios')),
    `export const FULL_CASE: string = ${literal(compact(join(root, 'fixtures/full-case.json')))}`,
    '',
  ].join('\n')
  writeFileSync(join(out, 'fixtures.ts'), text)
  writeFileSync(join(out, 'snippets.ts'), snippets(join(root, 'fixtures/snippets')))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(
    join(out, 'version.ts'),
    `// Made by scripts/fixtures.js from package.json: do not edit.\nexport const VERSION: string = '${version}'\n`,
  )
}

function table(name, folder) {
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
  const entries = files.map(file => `  '${basename(file, '.json')}': ${literal(compact(join(folder, file)))},`)
  return `export const ${name}: Readonly<Record<string, string>> = {\n${entries.join('\n')}\n}`
}

/** The one file of each folder, which is called after the framework. */
function snippets(folder) {
  const entries = readdirSync(folder)
    .sort()
    .map(id => {
      const files = readdirSync(join(folder, id))
      if (files.length !== 1) throw new Error(`${join(folder, id)}: one file is wanted`)
      return `  '${id}': ${literal(readFileSync(join(folder, id, files[0]), 'utf8'))},`
    })
  return `// Made by scripts/fixtures.js from fixtures/snippets: do not edit.\nexport const SNIPPETS: Readonly<Record<string, string>> = {\n${entries.join('\n')}\n}\n`
}

function compact(file) {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.stringify(JSON.parse(text))
  } catch (error) {
    throw new Error(`${file}: ${error.message}`)
  }
}

// Single quotes keep JSON's many double quotes unescaped, which makes the bundle smaller.
function literal(text) {
  return `'${text.replace(/[\\'\n\u2028\u2029]/g, char => ESCAPED[char] ?? `\\u${char.charCodeAt(0).toString(16)}`)}'`
}

const ESCAPED = { "'": "\\'", '\\': '\\\\', '\n': '\\n' }
