/** Every way in which no complete answer comes: the code, the words and the hints. */
import { afterEach, expect, it } from 'vitest'
import { Lane } from '../../src/http/lane.js'
import type { AttemptResult } from '../../src/http/result.js'
import { parseTarget } from '../../src/http/target.js'
import {
  answering,
  answeringEarly,
  cutting,
  deaf,
  endless,
  listen,
  readRequests,
  silent,
  unusedUrl,
} from '../support/servers.js'
import { answer, closeAll, failure, OK, open, place, request } from './open.js'

afterEach(closeAll)

it('reports a refused connection, with both families for localhost', async () => {
  const url = await unusedUrl()
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const target = new URL(url.replace('127.0.0.1', host))
    const result = await (await open(target)).attempt(request())
    expect(failure(result)).toBe(`refused: ${target.host} refused the connection`)
    expect(result).toMatchObject({ phase: 'connecting', error: { exitCode: 3, cause: { code: 'ECONNREFUSED' } } })
    expect(result.ok || result.error.hints[0]).toContain('nothing listens there')
  }
})

it('reports a host that does not exist', async () => {
  const result = await (await open('http://no-such-host.invalid/hook')).attempt(request())
  expect(failure(result)).toMatch(/^dns: the host name no-such-host\.invalid (?:is not known|could not be looked up)/)
})

it('reaches ::1, and localhost on whichever family there is', async () => {
  for (const host of ['::1', '127.0.0.1'] as const) {
    const server = await answering(OK, { host })
    expect(answer(await (await open(server.url)).attempt(request())).status).toBe(200)
    expect(answer(await (await open(`http://localhost:${server.port}`)).attempt(request())).status).toBe(200)
  }
})

it.each([
  ['end', 'closed'],
  ['reset', 'reset'],
] as const)('reports a connection that ends without an answer: %s', async (how, verb) => {
  const server = await cutting('request', how)
  const result = await (await open(server.url)).attempt(request())
  expect(failure(result)).toBe(`reset: ${place(server)} ${verb} the connection without an answer`)
  expect(result).toMatchObject({
    phase: 'waiting',
    error: { hints: [expect.stringContaining('may or may not'), expect.stringContaining('https://')] },
  })
  expect(server.received).toHaveLength(1)
})

it.each(['end', 'reset'] as const)('reports a connection that ends at once: %s', async how => {
  const server = await cutting('connect', how)
  expect(failure(await (await open(server.url)).attempt(request()))).toMatch(
    /^reset: 127.0.0.1:\d+ (?:closed|reset) the/,
  )
})

it('reports a large request that is not read to its end', async () => {
  const server = await listen(socket => socket.once('data', () => socket.resetAndDestroy()))
  const result = await (await open(server.url)).attempt(request(Buffer.alloc(25 * 1024 * 1024)))
  expect(failure(result)).toBe(`reset: ${place(server)} reset the connection before it had read the whole request`)
})

it.each([
  ['the body, by a reset', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'reset'],
  ['the body, by closing', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'end'],
  ['the last body of a connection', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 10\r\n\r\nabc', 'end'],
  ['a chunked body', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n', 'end'],
] as const)('reports an answer that breaks off in %s, with its status', async (_where, raw, afterwards) => {
  const server = await answering(raw, { afterwards })
  const result = await (await open(server.url)).attempt(request())
  expect(failure(result)).toBe(
    `reset: ${place(server)} answered 200 and broke off its answer (3 bytes of its body came)`,
  )
  expect(result).toMatchObject({ phase: 'reading', status: 200 })
})

it('reports an answer that breaks off in its head', async () => {
  const server = await answering('HTTP/1.1 200 OK\r\nx-a: b', { afterwards: 'end' })
  const result = await (await open(server.url)).attempt(request())
  expect(failure(result)).toBe(`reset: ${place(server)} broke off the head of its answer`)
})

it('runs out of time while the answer is awaited', async () => {
  const server = await silent()
  const result = await (await open(server.url, { timeoutMs: 60 })).attempt(request())
  expect(failure(result)).toBe(`timeout: waiting: ${place(server)} did not answer within 60 ms`)
  expect(result).toMatchObject({ phase: 'waiting' })
  expect(result.durationMs).toBeGreaterThan(50)
  expect(result.durationMs).toBeLessThan(1000)
})

it('runs out of time while the request is sent', async () => {
  const server = await deaf()
  const result = await (await open(server.url, { timeoutMs: 100 })).attempt(request(Buffer.alloc(25 * 1024 * 1024)))
  expect(failure(result)).toBe(`timeout: sending: ${place(server)} did not take the whole request within 100 ms`)
})

it('runs out of time while the answer drips', async () => {
  const server = await endless(10)
  const result = await (await open(server.url, { timeoutMs: 80 })).attempt(request())
  expect(failure(result)).toMatch(
    /^timeout: reading: \S+ answered 200 and did not end its answer \(\d bytes? came\) within 80 ms$/,
  )
  expect(result).toMatchObject({ phase: 'reading', status: 200 })
})

it('runs out of time while the head drips', async () => {
  const server = await listen((socket, recorded) => {
    readRequests(socket, recorded, () => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('x: y\r\n'), 10)
      socket.on('close', () => clearInterval(timer))
    })
  })
  const result = await (await open(server.url, { timeoutMs: 80 })).attempt(request())
  expect(failure(result)).toBe(`timeout: waiting: ${place(server)} did not answer within 80 ms`)
})

it('runs out of time while the address of a host is awaited', async () => {
  const target = parseTarget('http://hook.invalid/')
  const route = { target, proxy: undefined, secureContext: undefined, rejectUnauthorized: true }
  const bounds = { timeoutMs: 50, maxAnswerBytes: 0 }
  const lane = new Lane({ ...route, lookup: () => {} }, bounds, { proven: false, broken: false })
  const request = { method: 'POST', path: '/', headers: [], body: Buffer.from('{}') }
  const result = await new Promise<AttemptResult>(resolve => lane.send(request, undefined, resolve))
  expect(failure(result)).toBe('timeout: connecting: the address of hook.invalid was not found within 50 ms')
  await lane.close()
})

it('gives the answer of a receiver that never reads the rest of what it accepted', async () => {
  const server = await answeringEarly(OK, 'head', 'keep')
  const result = await (await open(server.url, { timeoutMs: 100 })).attempt(request(Buffer.alloc(25 * 1024 * 1024)))
  expect(answer(result).status).toBe(200)
})

it('runs out of time while a TLS handshake is awaited', async () => {
  const server = await silent()
  const endpoint = await open(server.url.replace('http:', 'https:'), { timeoutMs: 60 })
  const result = await endpoint.attempt(request())
  expect(failure(result)).toBe(`timeout: connecting: ${place(server)} did not complete the TLS handshake within 60 ms`)
})

it('makes no further connection after an attempt that ran out of time or was cut', async () => {
  const waiting = await silent()
  const pouring = await endless()
  await (await open(waiting.url, { timeoutMs: 50 })).attempt(request())
  await (await open(pouring.url)).attempt(request())
  for (const server of [waiting, pouring]) {
    for (const socket of server.sockets) await new Promise(resolve => socket.once('close', resolve))
    expect(server.received).toHaveLength(1)
  }
})

it('tells a request that cannot be sent from a connection that died before', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  answer(await endpoint.attempt(request()))
  for (const socket of server.sockets) socket.resetAndDestroy()
  const result = await endpoint.attempt(request('{}', { headers: [['te', 'a\nb']] }))
  expect(failure(result)).toMatch(/^usage: the request cannot be sent/)
})

it('gives an attempt up when its signal is aborted, also before it begins', async () => {
  const server = await silent()
  const endpoint = await open(server.url)
  const controller = new AbortController()
  const running = endpoint.attempt(request(), controller.signal)
  setImmediate(() => controller.abort())
  expect(await running).toMatchObject({ ok: false, cancelled: true, error: { code: 'reset' } })
  expect(await endpoint.attempt(request(), controller.signal)).toMatchObject({ ok: false, cancelled: true })
})

it('gives up what is under way when it is closed, and sends nothing more', async () => {
  const server = await silent()
  const endpoint = await open(server.url, { connections: 2 })
  const running = [endpoint.attempt(request()), endpoint.attempt(request()), endpoint.attempt(request())]
  await endpoint.close()
  for (const attempt of [...running, endpoint.attempt(request())]) {
    expect(await attempt).toMatchObject({ ok: false, cancelled: true })
  }
  expect(server.requests).toEqual([])
})
