/** Bulk `send` with fresh ids and a signature for each delivery, against autocannon sending one constant body. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './median.js'

const BIN = fileURLToPath(new URL('../bin/cv-hook.cjs', import.meta.url))
const AUTOCANNON = fileURLToPath(new URL('./peers/node_modules/autocannon/autocannon.js', import.meta.url))
const SERVER = fileURLToPath(new URL('./drain-server.js', import.meta.url))
const ROUNDS = 5
const SECONDS = 3
const CONCURRENCY = 10
const SIZE = 5000

export async function benchBulk() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const env = { PATH: process.env.PATH, BENCH_SECRET: 'bench' }
  const fixture = spawnSync(process.execPath, [BIN, 'fixture', 'ADD_CASE_ATTACHMENT', '--pad', String(SIZE)], { env })
  const body = join(folder, 'body.json')
  writeFileSync(body, fixture.stdout)
  const server = spawn(process.execPath, [SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise(resolve => server.stdout.once('data', chunk => resolve(String(chunk).trim())))
  const send = [
    'send',
    'ADD_CASE_ATTACHMENT',
    '--pad',
    String(SIZE),
    '--fresh',
    '--url',
    url,
    '--secret-env',
    'BENCH_SECRET',
  ]
  const ours = []
  const theirs = []
  for (let round = 0; round < ROUNDS; round++) {
    const cannon = [
      AUTOCANNON,
      '-c',
      String(CONCURRENCY),
      '-d',
      String(SECONDS),
      '-m',
      'POST',
      '-H',
      'content-type=application/json',
      '-i',
      body,
      '--json',
      url,
    ]
    theirs.push(JSON.parse(spawnSync(process.execPath, cannon, { env, maxBuffer: 1e8 }).stdout).requests.average)
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [BIN, ...send, '--concurrency', String(CONCURRENCY), '--duration', `${SECONDS}s`],
      { env, encoding: 'utf8' },
    )
    const rate = /([\d,]+) a second/.exec(stdout)
    if (status !== 0 || !rate) throw new Error(`send ended with ${status}: ${stdout}${stderr}`)
    ours.push(Number(rate[1].replaceAll(',', '')))
  }
  server.kill()
  rmSync(folder, { recursive: true })
  return [
    {
      name: `bulk send of ${fixture.stdout.length} bytes, fresh ids, signed, ${CONCURRENCY} at once, against autocannon (rate)`,
      ratio: median(ours.map((rate, round) => rate / theirs[round])),
      atLeast: 0.5,
      detail: `${median(ours)} against ${Math.round(median(theirs))} a second, median of ${ROUNDS} pairs`,
    },
  ]
}
