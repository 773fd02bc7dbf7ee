/** `sign` of a large file, against `openssl dgst`. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, interleaved, median } from './compare.js'

const BIN = fileURLToPath(new URL('../bin/cv-hook.cjs', import.meta.url))
const MEGABYTES = 100
const ROUNDS = 15

export async function benchHash() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const file = join(folder, 'large.bin')
  const handle = openSync(file, 'w')
  const megabyte = Buffer.alloc(2 ** 20, 'cv-hook ')
  for (let at = 0; at < MEGABYTES; at++) writeSync(handle, megabyte)
  closeSync(handle)
  const time = (program, args) => {
    const begun = process.hrtime.bigint()
    const { status, stdout } = spawnSync(program, args, {
      env: { PATH: process.env.PATH, BENCH_SECRET: 'bench' },
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${program} ended with ${status}`)
    return { ms: Number(process.hrtime.bigint() - begun) / 1e6, digest: /[0-9a-f]{64}/.exec(stdout)[0] }
  }
  const contestants = {
    theirs: () => time('openssl', ['dgst', '-sha256', '-hmac', 'bench', file]),
    ours: () => time(process.execPath, [BIN, 'sign', file, '--secret-env', 'BENCH_SECRET']),
  }
  const runs = await interleaved(contestants, ROUNDS, measure => measure())
  if (new Set([...runs.ours, ...runs.theirs].map(run => run.digest)).size > 1) throw new Error('the signatures differ')
  rmSync(folder, { recursive: true })
  const middle = name => median(runs[name].map(run => run.ms)).toFixed(0)
  return [
    compare(
      `sign a file of ${MEGABYTES} MB against openssl dgst (rate)`,
      runs.ours.map((run, round) => runs.theirs[round].ms / run.ms),
      { atLeast: 0.5 },
      `${middle('ours')} ms against ${middle('theirs')} ms`,
    ),
  ]
}
