/** `sign` of a large file, against `openssl dgst`. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './median.js'

const BIN = fileURLToPath(new URL('../bin/cv-hook.cjs', import.meta.url))
const MEGABYTES = 100
const RUNS = 11

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
  const ours = []
  const theirs = []
  for (let run = 0; run < RUNS; run++) {
    const openssl = time('openssl', ['dgst', '-sha256', '-hmac', 'bench', file])
    const sign = time(process.execPath, [BIN, 'sign', file, '--secret-env', 'BENCH_SECRET'])
    if (openssl.digest !== sign.digest) throw new Error('the signatures differ')
    theirs.push(openssl.ms)
    ours.push(sign.ms)
  }
  rmSync(folder, { recursive: true })
  return [
    {
      name: `sign a file of ${MEGABYTES} MB against openssl dgst (rate)`,
      ratio: median(theirs) / median(ours),
      atLeast: 0.5,
      detail: `${median(ours).toFixed(0)} ms against ${median(theirs).toFixed(0)} ms, medians of ${RUNS}`,
    },
  ]
}
