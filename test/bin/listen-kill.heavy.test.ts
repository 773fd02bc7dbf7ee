/** `listen --capture` killed again and again under load: what was answered is in the file, and the file goes on. */
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { checkSignature } from '../../src/core/signature.js'
import { readCaptureFile } from '../../src/store/capture-file.js'
import { cli, jsonLines } from '../support/cli.js'
import { listening, stopListening } from './listening.js'
import { cleanUp, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const ROUNDS = 50
const SENDERS = 16

it(`${ROUNDS} times: every delivery that was answered 200 is kept, and verifies`, { timeout: 600_000 }, async () => {
  const cwd = folder()
  const file = join(cwd, 'c.ndjson')
  const acknowledged = new Set<number>()
  let number = 0
  for (let round = 0; round < ROUNDS; round++) {
    const listener = await listening(['--quiet', '--capture', file])
    // From the first answers on up to the thousands: at an idle moment, in a batch, between two writes.
    const until = acknowledged.size + 1 + ((round * 37) % 400)
    const agent = new Agent({ keepAlive: true, maxSockets: SENDERS })
    const sender = async () => {
      while (acknowledged.size < until) {
        const mine = ++number
        if (!(await send(listener.url, mine, agent))) return
        acknowledged.add(mine)
      }
    }
    const senders = Array.from({ length: SENDERS }, sender)
    await Promise.race(senders)
    process.kill(listener.pid, 'SIGKILL')
    await Promise.all(senders)
    await listener.ended
    agent.destroy()
    const missing = await missingIn(file, acknowledged)
    expect({ round, missing }).toEqual({ round, missing: [] })
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS)
  const { stdout } = await cli(['verify', '--json', '--no-findings', file], { env: { CV_HOOK_SECRET: SECRET } })
  const summary = jsonLines(stdout).at(-1)
  expect(summary).toMatchObject({ type: 'summary', invalid: 0, unverifiable: 0 })
  expect(summary.valid).toBeGreaterThanOrEqual(acknowledged.size)
})

/** Whether it was answered 200. */
function send(url: string, count: number, agent: Agent): Promise<boolean> {
  const body = JSON.stringify({ event: 'CREATE_CASE', payload: { count, text: 'x'.repeat((count * 97) % 5000) } })
  return new Promise(resolve => {
    const sent = request(url, { method: 'POST', agent, headers: { 'x-cv-signature': hmac(Buffer.from(body), SECRET) } })
    sent.on('error', () => resolve(false))
    sent.on('response', response => {
      response.on('error', () => {}).resume()
      resolve(response.statusCode === 200)
    })
    sent.end(body)
  })
}

async function missingIn(file: string, acknowledged: ReadonlySet<number>): Promise<number[]> {
  const kept = new Set<number>()
  for await (const { body, headers } of readCaptureFile({ path: file }).deliveries) {
    const values = headers.filter(([name]) => name === 'x-cv-signature').map(([, value]) => value)
    if (checkSignature(values, body!, [{ label: 's', value: SECRET }]).verdict !== 'valid') continue
    kept.add(JSON.parse(Buffer.from(body!).toString()).payload.count)
  }
  return [...acknowledged].filter(one => !kept.has(one))
}
