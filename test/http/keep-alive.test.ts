/** Connections that are kept, and those that the receiver closes meanwhile. */
import { afterEach, expect, it } from 'vitest'
import { answering, listen, readRequests } from '../support/servers.js'
import { answer, closeAll, failure, OK, open, request } from './open.js'

afterEach(closeAll)

const openSockets = () => process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length

it('uses one connection for one attempt after the other', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url, { connections: 3 })
  for (let n = 0; n < 5; n++) answer(await endpoint.attempt(request()))
  expect(server.received).toHaveLength(1)
})

it('opens as many connections as allowed and lets further attempts wait', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url, { connections: 3 })
  const results = await Promise.all(Array.from({ length: 20 }, () => endpoint.attempt(request())))
  expect(results.every(result => result.ok)).toBe(true)
  expect(server.received).toHaveLength(3)
  expect(server.requests).toHaveLength(20)
})

it('opens a new connection when the answer says that this one ends', async () => {
  const server = await answering('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  const endpoint = await open(server.url)
  for (let n = 0; n < 3; n++) answer(await endpoint.attempt(request()))
  expect(server.received).toHaveLength(3)
})

it.each(['end', 'reset'] as const)(
  'does not mind a receiver that closes after each answer without saying so: %s',
  async how => {
    const server = await answering(OK, { afterwards: how })
    const endpoint = await open(server.url)
    for (let n = 0; n < 50; n++) answer(await endpoint.attempt(request(`{"n":${n}}`)))
    expect(server.requests.map(raw => /\{.*/.exec(raw.toString())![0])).toEqual(
      Array.from({ length: 50 }, (_, n) => `{"n":${n}}`),
    )
  },
)

it('does not mind connections that were all closed in the meantime', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url, { connections: 3 })
  await Promise.all([1, 2, 3].map(() => endpoint.attempt(request())))
  for (const socket of server.sockets) socket.resetAndDestroy()
  const results = await Promise.all([1, 2, 3].map(() => endpoint.attempt(request())))
  expect(results.map(result => result.ok)).toEqual([true, true, true])
})

it('sends a request once more when a kept connection broke before it was wholly sent', async () => {
  const server = await listen((socket, recorded) => {
    let answered = false
    readRequests(socket, recorded, () => {
      answered = socket.write(OK)
    })
    socket.on(
      'data',
      () => answered && recorded.requests.length === 1 && socket.once('data', () => socket.resetAndDestroy()),
    )
  })
  const endpoint = await open(server.url)
  answer(await endpoint.attempt(request()))
  const large = Buffer.alloc(25 * 1024 * 1024)
  expect(answer(await endpoint.attempt(request(large))).status).toBe(200)
  expect(server.requests.map(raw => raw.length > large.length)).toEqual([false, true])
  expect(server.received).toHaveLength(2)
})

it('does not send a request again that a kept connection took wholly and did not answer', async () => {
  const server = await listen((socket, recorded) => {
    readRequests(socket, recorded, index => (index === 0 ? socket.write(OK) : socket.end()))
  })
  const endpoint = await open(server.url)
  answer(await endpoint.attempt(request()))
  const result = await endpoint.attempt(request())
  expect(failure(result)).toContain('closed the connection without an answer')
  expect(result.ok || result.error.hints).toContainEqual(expect.stringContaining('kept open'))
  expect(server.requests).toHaveLength(2)
})

it('leaves no connection open once it is closed', async () => {
  const server = await answering(OK)
  // Other files of the same thread may have left some that are kept for a while.
  const before = openSockets()
  const endpoint = await open(server.url, { connections: 2 })
  await Promise.all([endpoint.attempt(request()), endpoint.attempt(request())])
  const ended = [...server.sockets].map(socket => new Promise(resolve => socket.once('close', resolve)))
  expect(ended).toHaveLength(2)
  await endpoint.close()
  await Promise.all(ended)
  // This end's sockets may take a turn longer to go than the other's.
  await expect.poll(openSockets).toBeLessThanOrEqual(before)
})
