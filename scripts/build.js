/** Builds dist/: fixtures and payload types are generated, the code is bundled in lazily loaded chunks, declarations are written. */
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { pruneDeclarations } from './declarations.js'
import { generateFixtures } from './fixtures.js'
import { generatePayloadTypes } from './payload-types.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

generateFixtures(root)
const schemas = await bundleSchemas()
await generatePayloadTypes(root, schemas)

rmSync(dist, { recursive: true, force: true })
await bundle({ main: 'src/cli/main.ts', index: 'src/index.ts' }, dist)
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'scripts/tsconfig.declarations.json'], {
  cwd: root,
  stdio: 'inherit',
})
pruneDeclarations(join(dist, 'types'), 'index.d.ts')
writeFileSync(join(dist, 'scenario.schema.json'), `${JSON.stringify(schemas.scenarioJsonSchema(), null, 2)}\n`)
writeFileSync(join(dist, 'config.schema.json'), `${JSON.stringify(schemas.configJsonSchema(), null, 2)}\n`)

async function bundle(input, dir, options = {}) {
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    external: /^node:/,
    treeshake: true,
    ...options,
  })
  await build.write({
    dir,
    format: 'esm',
    minify: true,
    legalComments: 'none',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  })
}

/** The schemas are needed while building, before dist exists: they are bundled on their own into a scratch folder. */
async function bundleSchemas() {
  const scratch = join(root, 'src/generated/.build')
  rmSync(scratch, { recursive: true, force: true })
  await bundle({ schemas: 'scripts/schemas.ts' }, scratch)
  const file = join(scratch, 'schemas.js')
  if (!existsSync(file)) throw new Error(`${file} was not written`)
  return import(pathToFileURL(file).href)
}
