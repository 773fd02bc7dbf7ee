/**
 * `npm run bench`: every figure is a ratio to a peer that ran in the same, interleaved run, since absolute times
 * on a shared machine drift by a factor of two within minutes. Prints a table and writes bench/results/latest.json.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchBulk } from './bulk.js'
import { benchExplain } from './explain.js'
import { benchHash } from './hash.js'
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
  listen: benchListen,
  verify: benchVerify,
  explain: benchExplain,
}
const rows = []
for (const [name, bench] of Object.entries(benches)) {
  if (only.length === 0 || only.includes(name)) rows.push(...(await bench()))
}

const machine = `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
console.log(`\n${machine}\n`)
for (const row of rows) {
  const met = row.atLeast === undefined ? row.ratio <= row.atMost : row.ratio >= row.atLeast
  const floor = row.atLeast === undefined ? `<= ${row.atMost}` : `>= ${row.atLeast}`
  console.log(`${met ? 'ok  ' : 'MISS'}  ${row.ratio.toFixed(2).padStart(5)}  (${floor.padEnd(7)})  ${row.name}`)
  console.log(`${' '.repeat(24)}${row.detail}`)
}
mkdirSync(join(here, 'results'), { recursive: true })
writeFileSync(join(here, 'results/latest.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
