/** Several requests on one connection: however the receiver ends its answer, there is a result. */
import { afterEach, expect, it } from 'vitest'
import { sendOnOneConnection } from '../../src/http/kept-connection.js'
import { answering, closeServers, listen, readRequests } from '../support/servers.js'
import { request } from './open.js'

afterEach(closeServers)

const CUT = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'
const options = { timeoutMs: 10_000, env: {} }

it.each(['end', 'reset'] as const)('an answer that breaks off is told as such, and ends the run: %s', async how => {
  const server = await listen((socket, recorded) =>
    readRequests(socket, recorded, () => {
      socket.write(CUT, () => (how === 'end' ? socket.end() : setImmediate(() => socket.resetAndDestroy())))
    }),
  )
  const answers = await sendOnOneConnection(server.url, [request(), request()], options)
  expect(answers).toHaveLength(1)
  expect(answers[0]).toMatchObject({ reused: false, result: { ok: false, error: { code: 'reset' } } })
  const { result } = answers[0]!
  if (how === 'end')
    expect(result.ok || result.error.message).toMatch(/answered 200 and broke off its answer \(3 bytes of/)
})

it('an answer that never ends is out of time, and says how far it came', async () => {
  const server = await answering(CUT)
  const [answer] = await sendOnOneConnection(server.url, [request()], { ...options, timeoutMs: 100 })
  expect(answer!.result).toMatchObject({ ok: false, error: { code: 'timeout' }, phase: 'reading' })
  expect(answer!.result.ok || answer!.result.error.message).toMatch(/answered 200 and did not end its answer \(3 bytes/)
})

it('no answer is out of time, too', async () => {
  const server = await listen(() => {})
  const [answer] = await sendOnOneConnection(server.url, [request()], { ...options, timeoutMs: 100 })
  expect(answer!.result).toMatchObject({ ok: false, error: { code: 'timeout' }, phase: 'waiting' })
})

it('one that is given up says so', async () => {
  const stop = new AbortController()
  const server = await listen((socket, recorded) => readRequests(socket, recorded, () => stop.abort()))
  const [answer] = await sendOnOneConnection(server.url, [request()], options, stop.signal)
  expect(answer!.result).toMatchObject({ ok: false, cancelled: true })
})
