/**
 * Run by the Node that goes into the executables: puts one bundle into each. Arguments: the bundle, the folder of the
 * results, the targets. HOME holds the binaries where pkg looks for what it has downloaded.
 */
const { join } = require('node:path')
const sea = require('@yao-pkg/pkg/lib-es5/sea').default

const [bundle, results, ...names] = process.argv.slice(2)
const version = process.versions.node

const target = name => {
  const [platform, arch] = name.split('-')
  const output = join(results, `cv-hook-${name}${platform === 'win' ? '.exe' : ''}`)
  return { nodeRange: `node${version}`, platform, arch, output }
}

/** What is in the environment of whoever runs it must not change what it does. */
const seaConfig = { execArgvExtension: 'none' }

async function pack() {
  const own = names.filter(name => target(name).arch === process.arch && name.startsWith(process.platform))
  const others = names.filter(name => !own.includes(name))
  // Compiled code fits the processor alone that made it.
  if (own.length > 0) {
    await sea(bundle, {
      targets: own.map(target),
      nodePath: process.execPath,
      seaConfig: { ...seaConfig, useCodeCache: true },
    })
  }
  if (others.length > 0) await sea(bundle, { targets: others.map(target), seaConfig })
}

pack().catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
