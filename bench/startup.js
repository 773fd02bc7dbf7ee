/** How long short commands take, as a ratio to `node -e 0`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, interleaved, median } from './compare.js'
import { eventBodies, writeCapture } from './recordings.js'

const BIN = fileURLToPath(new URL('../bin/cv-hook.cjs', import.meta.url))
const SECRET = 'bench'
const ROUNDS = 61

export async function benchStartup() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const body = join(folder, 'body.json')
  const capture = join(folder, 'capture.ndjson')
  writeFileSync(body, JSON.stringify({ event: 'ADD_CASE_DECISION', payload: { text: 'x'.repeat(4000) } }))
  writeCapture(capture, 1, eventBodies(), SECRET)
  const contestants = {
    floor: ['-e', '0'],
    '--version': [BIN, '--version'],
    '--help': [BIN, '--help'],
    'sign a small file': [BIN, 'sign', body, '--secret-env', 'BENCH_SECRET'],
    'verify a small capture with findings': [BIN, 'verify', capture, '--secret-env', 'BENCH_SECRET'],
  }
  const runs = await interleaved(contestants, ROUNDS, (args, name) => measure(name, args))
  rmSync(folder, { recursive: true })
  const middle = (name, what) => median(runs[name].map(run => run[what]))
  const total = name => runs[name].reduce((sum, run) => sum + run.cpu, 0)
  const row = (name, atMost) =>
    compare(
      `${name} against node -e 0 (time)`,
      runs[name].map((run, round) => run.ms / runs.floor[round].ms),
      { atMost },
      `${middle(name, 'ms').toFixed(1)} ms against ${middle('floor', 'ms').toFixed(1)} ms; CPU time ${(total(name) / total('floor')).toFixed(2)}`,
    )
  return [
    row('--version', 1.15),
    row('--help', 1.35),
    row('sign a small file', 1.45),
    row('verify a small capture with findings', 1.9),
  ]
}

function measure(name, args) {
  const cpu = childrenCpu()
  const begun = process.hrtime.bigint()
  const { status } = spawnSync(process.execPath, args, { env: { PATH: process.env.PATH, BENCH_SECRET: SECRET } })
  const ms = Number(process.hrtime.bigint() - begun) / 1e6
  if (status !== 0) throw new Error(`${name} ended with ${status}`)
  return { ms, cpu: childrenCpu() - cpu }
}

/** CPU milliseconds of all children that have ended. Linux counts in hundredths of a second: only sums of many runs mean anything. */
function childrenCpu() {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}
