/** `listen` under load: real load generators, memory that stays flat, connections that only take room. */
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { run } from '../support/cli.js'
import { hasLibrary, hasPeer } from '../support/peers.js'
import { deliver, listening, type Running, stopListening } from './listening.js'
import { cleanUp, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const AUTOCANNON = join(
  fileURLToPath(new URL('../../bench/peers', import.meta.url)),
  'node_modules/autocannon/autocannon.js',
)
const BODY = JSON.stringify(fixture('ADD_PAYMENT_INFO_USING_LINK'))
const HEADERS = { 'content-type': 'application/json', 'x-cv-signature': hmac(Buffer.from(BODY), SECRET) }
const MB = 1024

/** Kilobytes that a process has in memory. */
const memory = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])

const cwd = folder({
  'body.json': BODY,
  'post.lua': `wrk.method = "POST"\nwrk.body = io.open("body.json"):read("*a")\n${Object.entries(HEADERS)
    .map(([name, value]) => `wrk.headers["${name}"] = "${value}"\n`)
    .join('')}`,
})

const withAutocannon = async (url: string, amount: number) => {
  const headers = Object.entries(HEADERS).flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const args = ['-c', '10', '-a', String(amount), '-m', 'POST', '-i', join(cwd, 'body.json'), '--json', ...headers, url]
  const { stdout } = await run(process.execPath, [AUTOCANNON, ...args], { cwd })
  const { '2xx': good, non2xx, errors } = JSON.parse(stdout)
  return { good, bad: non2xx + errors }
}

const withHey = async (url: string, amount: number) => {
  const headers = Object.entries(HEADERS).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const args = ['-n', String(amount), '-c', '10', '-m', 'POST', '-D', 'body.json', ...headers, url]
  const { stdout } = await run('hey', args, { cwd })
  const good = Number(/\[200\]\s+(\d+) responses/.exec(stdout)?.[1] ?? 0)
  return { good, bad: amount - good }
}

const withWrk = async (url: string) => {
  const { stdout } = await run('wrk', ['-t', '1', '-c', '10', '-d', '5s', '-s', 'post.lua', url], { cwd })
  const good = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0)
  const bad = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/.exec(stdout)?.[0] ?? 0
  return { good, bad }
}

describe('500,000 deliveries', () => {
  const there = hasPeer('hey') && hasPeer('wrk') && hasLibrary('autocannon', AUTOCANNON)

  it.skipIf(!there)('leave memory as it was, and none is refused', { timeout: 900_000 }, async () => {
    const listener = await listening(['--quiet'])
    const first = await withAutocannon(listener.url, 60_000)
    const before = memory(listener.pid)
    const second = await withHey(listener.url, 440_000)
    const third = await withWrk(listener.url)
    const after = memory(listener.pid)
    expect([first, second, third].map(one => one.bad)).toEqual([0, 0, 0])
    expect(first.good + second.good).toBe(500_000)
    expect(third.good).toBeGreaterThan(0)
    expect(after).toBeLessThan(before + 40 * MB)
    const { stdout, code } = await listener.stop()
    expect(code).toBe(0)
    // What wrk breaks off at its end may have been answered, too.
    expect(Number(/^ {2}valid +([\d,]+)/m.exec(stdout)![1]!.replaceAll(',', ''))).toBeGreaterThanOrEqual(500_000)
    expect(stdout).not.toMatch(/invalid|findings|NOT KEPT/)
  })
})

describe('connections that only take room', () => {
  const open = (listener: Running, count: number, text: string) =>
    Promise.all(
      Array.from(
        { length: count },
        () =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(Number(new URL(listener.url).port), '127.0.0.1', () =>
              socket.write(text, () => resolve(socket)),
            )
            socket.on('error', reject)
          }),
      ),
    )

  it('2,000 idle ones and slow senders stop no delivery, and slow ones are cut off', { timeout: 120_000 }, async () => {
    const listener = await listening(['--json'])
    const idle = await open(listener, 2000, '')
    const heads = await open(listener, 50, 'POST / HTTP/1.1\r\nHost: a\r\nX-Slow: ')
    const bodies = await open(listener, 50, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{')
    const ended = Promise.all(heads.map(socket => new Promise(resolve => socket.on('close', resolve).resume())))
    const drip = setInterval(() => {
      for (const socket of heads) if (socket.writable) socket.write('a')
    }, 500)
    for (let count = 0; count < 20; count++) expect((await deliver(listener.url, BODY)).status).toBe(200)
    await ended
    clearInterval(drip)
    expect((await deliver(listener.url, BODY)).status).toBe(200)
    for (const socket of [...idle, ...bodies]) socket.destroy()
    const { code } = await listener.stop()
    expect(code).toBe(0)
    expect(listener.records('summary')[0]).toMatchObject({ valid: 21, refused: { 'too-slow': expect.any(Number) } })
  })
})
