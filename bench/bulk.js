/** Bulk `send` with fresh ids and a signature for each delivery, against autocannon sending one constant body. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, interleaved, median } from './compare.js'

const path = name => fileURLToPath(new URL(name, import.meta.url))
const BIN = path('../bin/cv-hook.cjs')
const AUTOCANNON = path('./peers/node_modules/autocannon/autocannon.js')
const ROUNDS = 9
const SECONDS = 3
const CONCURRENCY = 10
const SIZE = 5000

export async function benchBulk() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const usage = join(folder, 'usage.json')
  const env = { PATH: process.env.PATH, BENCH_SECRET: 'bench', BENCH_USAGE: usage }
  const event = ['ADD_CASE_ATTACHMENT', '--pad', String(SIZE)]
  const fixture = spawnSync(process.execPath, [BIN, 'fixture', ...event], { env })
  const body = join(folder, 'body.json')
  writeFileSync(body, fixture.stdout)
  const server = spawn(process.execPath, [path('./drain-server.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise(resolve => server.stdout.once('data', chunk => resolve(String(chunk).trim())))
  const pace = ['--concurrency', String(CONCURRENCY), '--duration', `${SECONDS}s`]
  const load = ['-c', String(CONCURRENCY), '-d', String(SECONDS), '-m', 'POST', '-i', body]
  /** Deliveries a second, and CPU microseconds for each. */
  const run = (args, read) => {
    const ran = spawnSync(process.execPath, ['--require', path('./usage.cjs'), ...args, url], { env, encoding: 'utf8' })
    if (ran.status !== 0) throw new Error(`${args[0]} ended with ${ran.status}: ${ran.stdout}${ran.stderr}`)
    const { sent, rate } = read(ran.stdout)
    return { rate, cpu: (JSON.parse(readFileSync(usage, 'utf8')).cpu * 1000) / sent }
  }
  const ofCannon = text => {
    const { requests } = JSON.parse(text)
    return { sent: requests.total, rate: requests.average }
  }
  const ofSummary = text => {
    const [sent, rate] = /([\d,]+) of [\s\S]*?([\d,]+) a second/
      .exec(text)
      .slice(1)
      .map(one => Number(one.replaceAll(',', '')))
    return { sent, rate }
  }
  const secret = ['--secret-env', 'BENCH_SECRET']
  const contestants = {
    theirs: () => run([AUTOCANNON, ...load, '-H', 'content-type=application/json', '--json'], ofCannon),
    ours: () => run([BIN, 'send', ...event, '--fresh', ...secret, ...pace, '--url'], ofSummary),
  }
  const runs = await interleaved(contestants, ROUNDS, measure => measure())
  server.kill()
  rmSync(folder, { recursive: true })
  const ratios = value => runs.ours.map((one, round) => value(one, runs.theirs[round]))
  const middle = (name, what) => Math.round(median(runs[name].map(one => one[what])))
  return [
    compare(
      `bulk send of ${fixture.stdout.length} bytes, fresh ids, signed, ${CONCURRENCY} at once, against autocannon (rate)`,
      ratios((own, other) => own.rate / other.rate),
      { atLeast: 0.5 },
      `${middle('ours', 'rate')} against ${middle('theirs', 'rate')} a second; by CPU time ${median(ratios((own, other) => other.cpu / own.cpu)).toFixed(2)}`,
    ),
  ]
}
