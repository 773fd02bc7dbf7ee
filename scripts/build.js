/** Builds dist/: fixtures and payload types are generated, the code is bundled in lazily loaded chunks, declarations are written. */
import { spawn } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { CHUNKS } from './chunks.js'
import { rollUpDeclarations } from './declarations.js'
import { generateFixtures } from './fixtures.js'
import { flatCommander } from './flat-commander.js'
import { flatUndici } from './flat-undici.js'
import { generateForms } from './forms.js'
import { lightTerminal } from './light-terminal.js'
import { generateCatalogue, generateMembers } from './members.js'
import { generatePayloadTypes } from './payload-types.js'
import { small } from './small.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

generateFixtures(root)
generateCatalogue(root, await bundleSource('event-entries'))
generateMembers(root, await bundleSource('event-schemas'))
const schemas = await bundleSource('schemas')
await generatePayloadTypes(root, schemas)
const forms = {
  BASELINE: schemas.baselineJsonSchema(),
  CONFIG: schemas.configJsonSchema(),
  SCENARIO: schemas.scenarioJsonSchema(),
}
generateForms(root, forms)

rmSync(dist, { recursive: true, force: true })
const declared = declarations()
// CommonJS, since loading the first ES module alone costs a fifth of what an empty node takes to start.
await bundle({ main: 'src/cli/main.ts', library: 'src/index.ts', contract: 'src/receiver-contract.ts' }, dist, 'cjs')
writeModuleEntry('library', 'index')
writeModuleEntry('contract', 'contract')
await declared
rollUpDeclarations(join(dist, 'types'), ['index', 'receiver-contract'])
writeFileSync(join(dist, 'scenario.schema.json'), `${JSON.stringify(forms.SCENARIO)}\n`)
writeFileSync(join(dist, 'config.schema.json'), `${JSON.stringify(forms.CONFIG)}\n`)

/** Writes the declarations, in a process of its own beside the bundler; what is wrong with types is told by `npm run types`. */
function declarations() {
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc')
  const child = spawn(process.execPath, [compiler, '-p', 'scripts/tsconfig.declarations.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`tsc ended with ${code}`))))
  })
}

async function bundle(input, dir, format = 'esm') {
  const extension = format === 'cjs' ? 'cjs' : 'js'
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external: id => id.startsWith('node:'),
    // Some libraries' CommonJS cannot be bundled; their ES modules can.
    resolve: { mainFields: ['module', 'main'] },
    // A constant that is inlined is a file less to load at start-up.
    plugins: [flatCommander, flatUndici, lightTerminal, small],
    optimization: { inlineConst: { mode: 'all', pass: 2 } },
  })
  await build.write({
    dir,
    format,
    minify: true,
    comments: false,
    entryFileNames: `[name].${extension}`,
    // A module of the scratch folder is loaded once under its name, whatever it is by then.
    chunkFileNames: format === 'cjs' ? 'chunks/[name].cjs' : 'chunks/[name]-[hash].js',
    codeSplitting: { groups: CHUNKS, includeDependenciesRecursively: false },
  })
}

/** An ES module of the library: the same code as the command line's, under its names. */
function writeModuleEntry(bundle, module) {
  const names = Object.keys(createRequire(import.meta.url)(join(dist, `${bundle}.cjs`))).sort()
  writeFileSync(
    join(dist, `${module}.js`),
    `import library from './${bundle}.cjs'\n\nexport const { ${names.join(', ')} } = library\n`,
  )
}

/** Some of the source is needed while building, before dist exists: it is bundled on its own into a scratch folder. */
async function bundleSource(name) {
  const scratch = join(root, 'src/generated/.build')
  rmSync(scratch, { recursive: true, force: true })
  await bundle({ [name]: `scripts/${name}.ts` }, scratch)
  const file = join(scratch, `${name}.js`)
  if (!existsSync(file)) throw new Error(`${file} was not written`)
  return import(pathToFileURL(file).href)
}
