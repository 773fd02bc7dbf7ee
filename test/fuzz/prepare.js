/** What a run of the fuzzer needs, all of it below build/fuzz: jazzer.js, the targets as one file each, and seeds. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { flatUndici } from '../../scripts/flat-undici.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')

/** Two folders deep, as the tests are: what they read of fixtures/ is found by the same way up. */
export const SCRATCH = join(root, 'build/fuzz')

/** Inputs that broke something once. */
export const FOUND = join(here, 'found')

const isTarget = file => file.endsWith('.ts')

/** The names of all targets. */
export const TARGETS = readdirSync(join(here, 'targets'))
  .filter(isTarget)
  .map(file => file.slice(0, -3))
  .sort()

/** Whether a target is awaited. */
export const isAsync = target =>
  readFileSync(join(here, 'targets', `${target}.ts`), 'utf8').includes('export async function fuzz')

/** The bundle of a target. */
export const bundleOf = target => join(SCRATCH, `${target}.cjs`)

/**
 * Installs jazzer.js, once for each version of it; gives the path of its program. It stands in no package.json that `npm ci`
 * looks at: it is 30 MB, with binaries for few systems.
 */
export function installFuzzer() {
  const folder = join(SCRATCH, 'jazzer')
  const wanted = readFileSync(join(here, 'package.json'), 'utf8')
  const program = join(folder, 'node_modules/@jazzer.js/core/dist/cli.js')
  const installed = join(folder, 'package.json')
  if (existsSync(program) && readFileSync(installed, 'utf8') === wanted) return loadable(program, folder)
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(here, 'package.json'), installed)
  const quiet = ['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', '--prefix', folder, ...quiet], { stdio: ['ignore', 'ignore', 'inherit'] })
  return loadable(program, folder)
}

/** Its binary wants a newer system library than some have: that is told now, and not taken for a finding. */
function loadable(program, folder) {
  execFileSync(process.execPath, ['-e', "require('@jazzer.js/fuzzer')"], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return program
}

/** Bundles the targets: jazzer.js sees into CommonJS alone. */
export async function bundleTargets(targets = TARGETS) {
  for (const target of targets) await bundle(`targets/${target}.ts`, bundleOf(target), 'cjs')
}

/** Writes the seeds of the targets: recordings, bodies and options that are well formed. */
export async function writeSeeds(targets = TARGETS) {
  const file = join(SCRATCH, 'seeds.mjs')
  await bundle('seeds.ts', file, 'esm')
  const { writeSeeds } = await import(pathToFileURL(file))
  writeSeeds(join(SCRATCH, 'seeds'), targets)
}

async function bundle(input, file, format) {
  const build = await rolldown({ cwd: root, input: join(here, input), platform: 'node', plugins: [flatUndici] })
  await build.write({ file, format, codeSplitting: false })
  await build.close()
}
