/** How long short commands take, as a ratio to `node -e 0`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './median.js'

const BIN = fileURLToPath(new URL('../bin/cv-hook.cjs', import.meta.url))
const RUNS = 41

export async function benchStartup() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const body = join(folder, 'body.json')
  writeFileSync(body, JSON.stringify({ event: 'ADD_CASE_DECISION', payload: { text: 'x'.repeat(4000) } }))
  const contestants = {
    floor: ['-e', '0'],
    '--version': [BIN, '--version'],
    '--help': [BIN, '--help'],
    'sign a small file': [BIN, 'sign', body, '--secret-env', 'BENCH_SECRET'],
  }
  const times = Object.fromEntries(Object.keys(contestants).map(name => [name, []]))
  for (let run = 0; run < RUNS; run++) {
    for (const [name, args] of Object.entries(contestants)) {
      const begun = process.hrtime.bigint()
      const { status } = spawnSync(process.execPath, args, { env: { PATH: process.env.PATH, BENCH_SECRET: 'bench' } })
      if (status !== 0) throw new Error(`${name} ended with ${status}`)
      times[name].push(Number(process.hrtime.bigint() - begun) / 1e6)
    }
  }
  rmSync(folder, { recursive: true })
  const floor = median(times.floor)
  const row = (name, atMost) => ({
    name: `${name} against node -e 0 (time)`,
    ratio: median(times[name]) / floor,
    atMost,
    detail: `${median(times[name]).toFixed(1)} ms against ${floor.toFixed(1)} ms, medians of ${RUNS}`,
  })
  return [row('--version', 1.15), row('--help', 1.35), row('sign a small file', 1.45)]
}
