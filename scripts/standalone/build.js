/**
 * Makes the standalone executables, with Node inside, for people who have none: `npm run build:standalone`, or with
 * `-- --all` those for other systems as well. They come to build/, with their SHA-256 digests.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { fetchNode } from '../node-binary.js'
import { hostTarget, NODE_VERSION, TARGETS } from './targets.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = join(root, 'scripts/standalone')
const results = join(root, 'build')
const scratch = join(results, 'scratch')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const host = hostTarget()
if (!host) throw new Error(`there is no Node of ${process.platform} ${process.arch} to make executables with`)
const names = process.argv.includes('--all') ? Object.keys(TARGETS) : [host]

mkdirSync(scratch, { recursive: true })
execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: here,
  stdio: 'inherit',
})
const bundle = await bundled()
for (const name of new Set([host, ...names])) layNode(name)
for (const name of names) rmSync(executable(name), { force: true })
execFileSync(nodeOf(host), [join(here, 'pack.cjs'), bundle, results, ...names], {
  env: { ...process.env, HOME: scratch, USERPROFILE: scratch, NODE_OPTIONS: '' },
  stdio: ['ignore', 'ignore', 'inherit'],
})
for (const name of names) check(name)
const sums = readdirSync(results)
  .filter(file => file.startsWith('cv-hook-'))
  .sort()
  .map(file => `${digest(join(results, file))}  ${file}\n`)
writeFileSync(join(results, 'SHA256SUMS'), sums.join(''))
process.stdout.write(sums.join(''))

/** The whole command line as one file: an executable reads no others. */
async function bundled() {
  if (!existsSync(join(root, 'dist/main.cjs'))) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' })
  const build = await rolldown({ input: join(root, 'bin/cv-hook.cjs'), platform: 'node' })
  const file = join(scratch, 'cv-hook.cjs')
  await build.write({ file, format: 'cjs', minify: true, comments: { legal: false }, codeSplitting: false })
  return file
}

/** Takes the binary out of its package, and lays it where pkg looks for what it has downloaded. */
function layNode(name) {
  if (existsSync(nodeOf(name))) return
  const binary = fetchNode({ ...TARGETS[name], version: NODE_VERSION }, scratch)
  mkdirSync(dirname(nodeOf(name)), { recursive: true })
  copyFileSync(binary, nodeOf(name))
  const archive = `${baseOf(name)}.${name.startsWith('win') ? 'zip' : 'tar.gz'}`
  for (const marker of [archive, `${archive}.ok`, `${nodeOf(name)}.ok`]) writeFileSync(marker, '')
}

function baseOf(name) {
  return join(scratch, '.pkg-cache/sea', `node-v${NODE_VERSION}-${name.replace('macos', 'darwin')}`)
}

function nodeOf(name) {
  return name.startsWith('win') ? `${baseOf(name)}.exe` : join(baseOf(name), 'bin/node')
}

function executable(name) {
  return join(results, `cv-hook-${name}${name.startsWith('win') ? '.exe' : ''}`)
}

/** An injection that failed leaves a plain Node behind, which would answer with its own version. */
function check(name) {
  const file = executable(name)
  if (!existsSync(file)) throw new Error(`${file} was not made`)
  // Node looks at this mark to know whether it carries a program.
  if (!readFileSync(file).includes('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1')) {
    rmSync(file)
    throw new Error(`${name}: nothing was put into the executable`)
  }
  if (name !== host) return
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', env: {} })
  if (stdout === `${version}\n`) return
  rmSync(file)
  throw new Error(`${name}: --version says ${JSON.stringify(stdout)} in place of ${version}`)
}

function digest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
