/**
 * `npm run bench`: every figure is a ratio to a peer that ran in the same, interleaved run, since absolute times
 * on a shared machine drift by a factor of two within minutes. Prints a table and writes bench/results/latest.json.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchBulk } from './bulk.js'
import { benchExplain } from './explain.js'
import { benchHash } from './hash.js'
import { benchLibrary } from './library.js'
import { benchListen } from './listen.js'
import { benchStartup } from './startup.js'
import { benchVerify } from './verify.js'

const here = fileURLToPath(new URL('.', import.meta.url))
if (!existsSync(join(here, 'peers/node_modules')))
  execFileSync('npm', ['ci', '--prefix', join(here, 'peers')], { stdio: 'inherit' })

const only = process.argv.slice(2)
const benches = {
  startup: benchStartup,
  bulk: benchBulk,
  hash: benchHash,
  library: benchLibrary,
  listen: benchListen,
  verify: benchVerify,
  explain: benchExplain,
}
const rows = []
const [load] = loadavg()
for (const [name, bench] of Object.entries(benches)) {
  if (only.length === 0 || only.includes(name)) rows.push(...(await bench()))
}

const machine = `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load ${load.toFixed(1)} before`
console.log(`\n${machine}`)
if (load > cpus().length / 2)
  console.log('Others are at work here, which makes start-up and rates look worse than they are.')
console.log('In brackets: where the true median lies, 19 times out of 20.\n')
for (const row of rows) {
  const floor = row.atLeast === undefined ? `<= ${row.atMost}` : `>= ${row.atLeast}`
  const spread = row.low === undefined ? '' : `[${row.low.toFixed(2)}-${row.high.toFixed(2)}]`
  console.log(
    `${verdict(row).padEnd(5)} ${row.ratio.toFixed(2).padStart(5)} ${spread.padEnd(12)} ${floor.padEnd(7)} ${row.name}`,
  )
  console.log(`${' '.repeat(33)}${row.detail}`)
}
mkdirSync(join(here, 'results'), { recursive: true })
writeFileSync(join(here, 'results/latest.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`)

if (rows.some(row => verdict(row) === 'MISS')) process.exitCode = 1

/** A question mark where the noise is too large to tell: run it again, or on a machine that does nothing else. */
function verdict({
  ratio,
  low = ratio,
  high = ratio,
  atLeast = Number.NEGATIVE_INFINITY,
  atMost = Number.POSITIVE_INFINITY,
}) {
  const met = value => value >= atLeast && value <= atMost
  return `${met(ratio) ? 'ok' : 'MISS'}${met(low) === met(high) ? '' : '?'}`
}
