/** Answers of every kind, told as they came. */
import { afterEach, expect, it } from 'vitest'
import { answering, answeringEarly, endless, listen, readRequests } from '../support/servers.js'
import { answer, closeAll, failure, OK, open, place, request } from './open.js'

afterEach(closeAll)

const attempt = async (raw: string | Buffer, options = {}) => {
  const server = await answering(raw, { afterwards: 'end' })
  const endpoint = await open(server.url, options)
  return { server, result: await endpoint.attempt(request()) }
}

it('gives status, reason, headers as received and body', async () => {
  const { result } = await attempt(
    Buffer.from('HTTP/1.1 202 Taken In\r\nX-B: 1\r\nx-a: \xe9\r\nX-B: 2\r\nContent-Length: 5\r\n\r\nhello', 'latin1'),
  )
  expect(answer(result)).toMatchObject({
    status: 202,
    statusText: 'Taken In',
    headers: [
      ['X-B', '1'],
      ['x-a', '\xe9'],
      ['X-B', '2'],
      ['Content-Length', '5'],
    ],
    body: Buffer.from('hello'),
    bodyBytes: 5,
    truncated: false,
  })
  expect(result.durationMs).toBeGreaterThan(0)
})

it.each([
  [
    'chunked',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nx-trailer: 1\r\n\r\n',
  ],
  ['followed by bytes that belong to nothing', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcdeXYZ\r\n'],
  ['HTTP/1.0, ended by closing', 'HTTP/1.0 200 OK\r\n\r\nabcde'],
  ['HTTP/1.1, ended by closing', 'HTTP/1.1 200 OK\r\n\r\nabcde'],
  ['after 103', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde'],
  ['after 100', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde'],
  [
    'after 100 twice',
    'HTTP/1.1 100 Continue\r\nx: y\r\n\r\nHTTP/1.1 100\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde',
  ],
])('reads a body: %s', async (_what, raw) => {
  const { result } = await attempt(raw)
  expect(Buffer.from(answer(result).body).toString()).toBe('abcde')
  expect(answer(result)).toMatchObject({ status: 200, bodyBytes: 5, truncated: false })
})

it('skips 100 Continue that comes byte by byte, and leaves a body that looks like it alone', async () => {
  const text = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n'
  const server = await listen((socket, recorded) => {
    readRequests(socket, recorded, () => {
      const pieces = [...text, 'HTTP/1.1 100 \r\n\r']
      const next = () => {
        const piece = pieces.shift()
        if (piece !== undefined) socket.write(piece, () => setImmediate(next))
      }
      next()
    })
  })
  const endpoint = await open(server.url)
  expect(Buffer.from(answer(await endpoint.attempt(request())).body).toString()).toBe('HTTP/1.1 100 \r\n\r')
})

it.each([204, 304])('reads %i, which has no body', async status => {
  const { result } = await attempt(`HTTP/1.1 ${status} -\r\n\r\n`)
  expect(answer(result)).toMatchObject({ status, bodyBytes: 0 })
})

it('does not follow a redirect', async () => {
  const { server, result } = await attempt('HTTP/1.1 307 -\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n')
  expect(answer(result).status).toBe(307)
  expect(server.requests).toHaveLength(1)
})

it('keeps the start of a longer body and says so', async () => {
  const { result } = await attempt(`HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nhello, world`, { maxAnswerBytes: 5 })
  expect(answer(result)).toMatchObject({ body: Buffer.from('hello'), truncated: true })
})

it('keeps a body that is just as long as the bound', async () => {
  const { result } = await attempt('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello', { maxAnswerBytes: 5 })
  expect(answer(result)).toMatchObject({ body: Buffer.from('hello'), truncated: false })
})

it('stops reading an endless answer, and closes its connection', async () => {
  const server = await endless()
  const endpoint = await open(server.url)
  const result = answer(await endpoint.attempt(request()))
  expect(result).toMatchObject({ status: 200, truncated: true })
  expect(result.body.length).toBe(65_536)
  expect(result.bodyBytes).toBeLessThan(1_000_000)
  for (const socket of server.sockets) await new Promise(resolve => socket.once('close', resolve))
})

const REFUSED = 'HTTP/1.1 413 Payload Too Large\r\ncontent-length: 4\r\nconnection: close\r\n\r\nlong'

it.each([
  ['connect', 'end'],
  ['head', 'end'],
  ['head', 'reset'],
  ['head', 'keep'],
] as const)('reports 413 of a receiver that does not read: at %s, then %s', async (at, afterwards) => {
  for (const size of [10, 100_000, 25 * 1024 * 1024]) {
    const server = await answeringEarly(REFUSED, at, afterwards)
    const endpoint = await open(server.url)
    const result = await endpoint.attempt(request(Buffer.alloc(size)))
    expect(answer(result)).toMatchObject({ status: 413, body: Buffer.from('long') })
  }
})

it('sends the rest of a body to a receiver that accepts before it has read it', async () => {
  const server = await listen((socket, recorded) => {
    socket.once('data', () => socket.write(OK))
    readRequests(socket, recorded, index => index > 0 && socket.write(OK))
  })
  const endpoint = await open(server.url)
  const bytes = Buffer.alloc(25 * 1024 * 1024, 'x')
  expect(answer(await endpoint.attempt(request(bytes))).status).toBe(200)
  expect(answer(await endpoint.attempt(request())).status).toBe(200)
  expect(server.requests.map(raw => raw.length > bytes.length)).toEqual([true, false])
  expect(server.received).toHaveLength(1)
})

it.each([
  ['a greeting of another protocol', '220 mail.example.com ESMTP\r\n', 'something that is not HTTP'],
  ['an HTTP/2 frame', '\0\0\x12\x04\0\0\0\0\0', 'something that is not HTTP'],
  [
    'a bad chunk',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    '200, then something that is not HTTP',
  ],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 'something that is not HTTP'],
  [
    '103, then 100',
    'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n',
    'a 100 Continue that nobody asked for',
  ],
  ['101', 'HTTP/1.1 101 -\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', 'a protocol switch that nobody asked for'],
  ['huge headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`, 'larger headers than cv-hook reads (64 kB)'],
])('says what is wrong with %s', async (_what, raw, message) => {
  const { server, result } = await attempt(raw)
  expect(failure(result)).toContain(`reset: ${place(server)} answered`)
  expect(failure(result)).toContain(message)
})
