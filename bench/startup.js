/** How long short commands take, as a ratio to `node -e 0`. */
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './median.js'

const BIN = fileURLToPath(new URL('../bin/cv-hook.cjs', import.meta.url))
const FIXTURE = fileURLToPath(new URL('../fixtures/events/ADD_CASE_DECISION.json', import.meta.url))
const RUNS = 41

export async function benchStartup() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  const body = join(folder, 'body.json')
  writeFileSync(body, JSON.stringify({ event: 'ADD_CASE_DECISION', payload: { text: 'x'.repeat(4000) } }))
  const delivery = join(folder, 'request.txt')
  writeFileSync(delivery, signedRequest(readFileSync(FIXTURE, 'utf8')))
  const contestants = {
    floor: ['-e', '0'],
    '--version': [BIN, '--version'],
    '--help': [BIN, '--help'],
    'sign a small file': [BIN, 'sign', body, '--secret-env', 'BENCH_SECRET'],
    'verify one small capture': [BIN, 'verify', delivery, '--secret-env', 'BENCH_SECRET'],
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
  return [
    row('--version', 1.15),
    row('--help', 1.35),
    row('sign a small file', 1.45),
    row('verify one small capture', 1.9),
  ]
}

/** A request as on the wire, signed as it should be. */
function signedRequest(fixture) {
  const body = JSON.stringify(JSON.parse(fixture))
  const signature = createHmac('sha256', 'bench').update(body).digest('hex')
  const head = `POST /hook HTTP/1.1\r\nHost: a.example.com\r\nX-CV-Signature: ${signature}`
  return `${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
