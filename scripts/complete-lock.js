/**
 * Adds to package-lock.json the optional packages of other platforms, which npm leaves out when its registry does not
 * have them, and without which `npm ci` then refuses the lockfile. Run it after every `npm install` of a new package.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('../package-lock.json', import.meta.url)
const SYSTEMS = new Set([
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
])
const PROCESSORS = new Set([
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
])

const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const { packages } = lock
for (const [path, entry] of Object.entries(packages)) {
  const folder = path.slice(0, path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = range.replace(/^[\^~]/, '')
    const places = [`${path}/node_modules/${name}`, `${folder}${name}`, `node_modules/${name}`]
    if (!places.some(place => packages[place]?.version === version)) packages[places[1]] = placeholder(name, version)
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)

/** The platform stands in the package's name: npm skips the package on any other. */
function placeholder(name, version) {
  const words = name.split('/').pop().split('-')
  const system = words.find(word => SYSTEMS.has(word))
  const processor = words.find(word => PROCESSORS.has(word))
  const library = words.some(word => word.startsWith('musl')) ? 'musl' : 'glibc'
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    dev: true,
    ...(system === 'linux' ? { libc: [library] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  }
}
