/**
 * `listen` under load against a bare node:http server that computes the HMAC: CPU time for the same number of deliveries,
 * read from the system while each server runs, so that neither start-up nor the load generator counts.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, interleaved, median } from './compare.js'

const path = name => fileURLToPath(new URL(name, import.meta.url))
const BIN = path('../bin/cv-hook.cjs')
const AUTOCANNON = path('./peers/node_modules/autocannon/autocannon.js')
const SECRET = 'bench'
const ROUNDS = 5
const WARM_UP = 5000
const DELIVERIES = 20_000
const SIZE = 5000
const env = { PATH: process.env.PATH, BENCH_SECRET: SECRET }

export async function benchListen() {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-bench-'))
  try {
    const body = join(folder, 'body.json')
    const fixture = spawnSync(process.execPath, [BIN, 'fixture', 'ADD_CASE_ATTACHMENT', '--pad', String(SIZE)], { env })
    writeFileSync(body, fixture.stdout)
    const signature = createHmac('sha256', SECRET).update(fixture.stdout).digest('hex')
    const listen = (...options) => [BIN, 'listen', '--port', '0', '--secret-env', 'BENCH_SECRET', '--quiet', ...options]
    const contestants = {
      peer: () => [path('./hmac-server.js')],
      all: round => listen('--capture', join(folder, `${round}.ndjson`)),
      bare: () => listen('--no-findings'),
      valid: () => listen(),
      flood: () => listen(),
    }
    const send = (name, url, amount) =>
      name === 'flood'
        ? Promise.all([
            deliver(url, amount / 2, body, signature),
            deliver(url, amount / 2, body, signature.replace(/./g, '0'), '4xx'),
          ])
        : deliver(url, amount, body, signature)
    const costs = await interleaved(contestants, ROUNDS, (args, name, round) =>
      cost(args(round), (url, amount) => send(name, url, amount)),
    )
    const each = name => median(costs[name])
    const row = (name, what, atLeast) =>
      compare(
        `listen${what} against a bare server with the HMAC (rate, CPU time)`,
        costs[name].map((one, round) => costs.peer[round] / one),
        { atLeast },
        `${each(name).toFixed(0)} µs against ${each('peer').toFixed(0)} µs a delivery of ${fixture.stdout.length} bytes`,
      )
    return [
      row('all', ' with findings and a capture file', 0.3),
      row('bare', ' without findings', 0.8),
      compare(
        'listen beside as many deliveries that do not verify, against all that do (rate, CPU time)',
        costs.flood.map((one, round) => costs.valid[round] / one),
        { atLeast: 0.5 },
        `${each('flood').toFixed(0)} µs against ${each('valid').toFixed(0)} µs a delivery, explanations among them`,
      ),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** CPU microseconds of a server for each delivery. */
async function cost(args, send) {
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const url = await new Promise((resolve, reject) => {
      let text = ''
      const read = chunk => {
        text += chunk
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
        if (found) resolve(found[0])
      }
      server.stdout.on('data', read)
      server.stderr.on('data', read)
      server.once('exit', code => reject(new Error(`the server ended with ${code}: ${text}`)))
    })
    await send(url, WARM_UP)
    const before = cpu(server.pid)
    await send(url, DELIVERIES)
    return ((cpu(server.pid) - before) * 1000) / DELIVERIES
  } finally {
    server.removeAllListeners('exit')
    const gone = new Promise(resolve => server.once('exit', resolve))
    server.kill('SIGINT')
    await gone
  }
}

/** Milliseconds of CPU time, all threads. Linux counts in hundredths of a second. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function deliver(url, amount, body, signature, expected = '2xx') {
  const args = [AUTOCANNON, '-c', '10', '-a', String(amount), '-m', 'POST', '-i', body, '--json', '-H']
  const cannon = spawn(
    process.execPath,
    [...args, `x-cv-signature=${signature}`, '-H', 'content-type=application/json', url],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  let text = ''
  cannon.stdout.on('data', chunk => {
    text += chunk
  })
  return new Promise((resolve, reject) => {
    cannon.on('close', () => {
      const { [expected]: good, errors } = JSON.parse(text)
      if (good < amount || errors > 0)
        reject(new Error(`${good} of ${amount} were answered ${expected}, ${errors} errors`))
      else resolve()
    })
  })
}
