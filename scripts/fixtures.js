/** Turns fixtures/** into src/generated/: one compact JSON text for each, and each snippet, so that nothing is looked up by path at run time. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

export function generateFixtures(root) {
  const out = join(root, 'src/generated')
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'fixtures.ts'), packed(tables(root)))
  writeFileSync(join(out, 'snippets.ts'), snippets(join(root, 'fixtures/snippets')))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(
    join(out, 'version.ts'),
    `// Made by scripts/fixtures.js from package.json: do not edit.\nexport const VERSION: string = '${version}'\n`,
  )
}

/** Compact JSON texts by table and name. */
const tables = root => ({
  EVENT_FIXTURES: table(join(root, 'fixtures/events')),
  LEGACY_FIXTURES: table(join(root, 'fixtures/legacy')),
  SCENARIOS: table(join(root, 'fixtures/scenarios')),
  FULL_CASE: { 'full-case': compact(join(root, 'fixtures/full-case.json')) },
})

function table(folder) {
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
  return Object.fromEntries(files.map(file => [basename(file, '.json'), compact(join(folder, file))]))
}

/** A module of all texts, a line each: the same members again and again are packed to a tenth, and unpacked in half a millisecond. */
function packed(all) {
  const texts = Object.values(all).flatMap(one => Object.values(one))
  const bytes = brotliCompressSync(texts.join('\n'), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  const exported = Object.entries(all).map(
    ([name, one]) => `export const ${name}: Readonly<Record<string, string>> = next('${Object.keys(one).join(' ')}')`,
  )
  return `// Made by scripts/fixtures.js from fixtures/**: do not edit.
import { brotliDecompressSync } from 'node:zlib'

const lines = brotliDecompressSync(Buffer.from('${bytes.toString('base64')}', 'base64')).toString().split('\\n').values()
const next = (names: string) => Object.fromEntries(names.split(' ').map(name => [name, lines.next().value!]))

${exported.join('\n')}
`
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
