/**
 * `verify` of large recordings: CPU time against a loop of readline, JSON.parse and HMAC over the same file, and the
 * memory that it takes at most.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, interleaved, median } from './compare.js'
import { eventBodies, largeBody, writeArchive, writeCapture } from './recordings.js'

const path = name => fileURLToPath(new URL(name, import.meta.url))
const BIN = path('../bin/cv-hook.cjs')
const SECRET = 'bench'
const ROUNDS = 5
const MEGABYTES = 200
const SIZE = MEGABYTES * 1_000_000
const MOST_RESIDENT = 150

export async function benchVerify() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const usage = join(folder, 'usage.json')
  const run = (file, deliveries, args) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--require', path('./usage.cjs'), ...args, file], {
      env: { PATH: process.env.PATH, BENCH_SECRET: SECRET, BENCH_USAGE: usage },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    const valid = Number(/(\d+) valid|"valid":(\d+)[^\n]*\n$/.exec(stdout)?.slice(1).find(Boolean))
    if (status !== 0 || valid !== deliveries)
      throw new Error(`${args[0]} ended with ${status}, ${valid} valid: ${stderr}`)
    return JSON.parse(readFileSync(usage, 'utf8'))
  }
  const verify = (...options) => [BIN, 'verify', '--json', '--secret-env', 'BENCH_SECRET', ...options]
  const contestants = { peer: [path('./verify-peer.js')], findings: verify(), signatures: verify('--no-findings') }
  try {
    const small = join(folder, 'small.ndjson')
    const count = writeCapture(small, SIZE, eventBodies(), SECRET)
    const runs = await interleaved(contestants, ROUNDS, args => run(small, count, args))
    const cpu = name => median(runs[name].map(one => one.cpu))
    const rate = (name, what, atLeast) =>
      compare(
        `verify a capture of ${MEGABYTES} MB${what} against readline + JSON.parse + HMAC (rate, CPU time)`,
        runs[name].map((one, round) => runs.peer[round].cpu / one.cpu),
        { atLeast },
        `${cpu(name).toFixed(0)} ms against ${cpu('peer').toFixed(0)} ms`,
      )
    const memory = (what, resident) => ({
      name: `${what}: resident memory against ${MOST_RESIDENT} MB`,
      ratio: resident / MOST_RESIDENT,
      atMost: 1,
      detail: `${resident.toFixed(0)} MB at most`,
    })
    const rows = [
      rate('findings', '', 0.4),
      rate('signatures', ' without findings', 1),
      memory(`verify a capture of ${MEGABYTES} MB`, Math.max(...runs.findings.map(one => one.resident))),
    ]
    const large = join(folder, 'large.ndjson')
    const few = writeCapture(large, SIZE, [largeBody(50_000_000)], SECRET)
    rows.push(memory('verify bodies of 50 MB', run(large, few, verify()).resident))
    const archive = join(folder, 'large.har')
    const entries = writeArchive(archive, SIZE, eventBodies(), SECRET)
    rows.push(memory(`verify an HTTP archive of ${MEGABYTES} MB`, run(archive, entries, verify()).resident))
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}
