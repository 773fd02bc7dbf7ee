/** What stands on the wire is what was given. */
import { afterEach, expect, it } from 'vitest'
import { answering } from '../support/servers.js'
import { answer, closeAll, OK, open, request } from './open.js'

afterEach(closeAll)

const head = (raw: Buffer) => raw.toString('latin1', 0, raw.indexOf('\r\n\r\n'))
const body = (raw: Buffer) => raw.subarray(raw.indexOf('\r\n\r\n') + 4)

it.each([
  ['JSON with an emoji', Buffer.from('{"name":"Zoë 🩺","s":"</script>"}')],
  ['NUL bytes', Buffer.from([0, 1, 0, 2, 0])],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x80])],
  ['a view into a larger buffer', Buffer.from('0123456789').subarray(3, 6)],
  ['a plain Uint8Array', new Uint8Array([123, 125])],
  ['line breaks', Buffer.from('\r\n\r\n{}\n')],
  ['exactly one piece', Buffer.alloc(65_536, 7)],
  ['one byte more than a piece', Buffer.alloc(65_537, 7)],
])('sends a body unchanged: %s', async (_what, bytes) => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  answer(await endpoint.attempt(request(bytes)))
  expect(Buffer.compare(body(server.requests[0]!), bytes)).toBe(0)
  expect(head(server.requests[0]!)).toContain(`content-length: ${bytes.length}`)
})

it('sends a body of 25 MB unchanged, and another after it on the same connection', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  const large = Buffer.alloc(25 * 1024 * 1024)
  for (let at = 0; at < large.length; at += 4) large.writeUInt32LE(at, at)
  answer(await endpoint.attempt(request(large)))
  answer(await endpoint.attempt(request('{"next":1}')))
  expect(Buffer.compare(body(server.requests[0]!), large)).toBe(0)
  expect(body(server.requests[1]!).toString()).toBe('{"next":1}')
  expect(server.received).toHaveLength(1)
})

it('sends content-length 0 for an empty body', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  answer(await endpoint.attempt(request('')))
  expect(head(server.requests[0]!)).toMatch(/\r\ncontent-length: 0$/)
})

it('keeps the order, the case and the duplicates of headers, and writes values as latin1', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  answer(
    await endpoint.attempt(
      request('{}', {
        headers: [
          ['X-Cv-Signature', 'aa'],
          ['x-tag', 'one'],
          ['X-TAG', 'two'],
          ['x-latin', 'Zo\xeb'],
          ['x-empty', ''],
        ],
      }),
    ),
  )
  expect(head(server.requests[0]!).split('\r\n').slice(1)).toEqual([
    `host: 127.0.0.1:${server.port}`,
    'connection: keep-alive',
    'X-Cv-Signature: aa',
    'x-tag: one',
    'X-TAG: two',
    'x-latin: Zo\xeb',
    'x-empty: ',
    'content-length: 2',
  ])
})

it('sends a host header that is given in place of its own', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  answer(await endpoint.attempt(request('{}', { headers: [['Host', 'tenant.example.com']] })))
  expect(head(server.requests[0]!).match(/^host: .*$/gim)).toEqual(['host: tenant.example.com'])
})

it('keeps every byte of the query, and appends the query of a request', async () => {
  const server = await answering(OK)
  const endpoint = await open(`${server.url}?token=a'b%7e"|&x=[1]&empty#fragment`)
  answer(await endpoint.attempt(request()))
  answer(await endpoint.attempt(request('{}', { query: '?from=listen' })))
  expect(server.requests.map(raw => head(raw).split('\r\n')[0])).toEqual([
    `POST /hook?token=a'b%7e"|&x=[1]&empty HTTP/1.1`,
    `POST /hook?token=a'b%7e"|&x=[1]&empty&from=listen HTTP/1.1`,
  ])
})

it('turns credentials of the URL into basic authorization, unless the request has its own', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url.replace('//', '//us%40er:p%C3%A4ss@'))
  answer(await endpoint.attempt(request()))
  answer(await endpoint.attempt(request('{}', { headers: [['Authorization', 'Bearer t']] })))
  expect(server.requests.map(raw => /^authorization: (.*)$/im.exec(head(raw))?.[1])).toEqual([
    `Basic ${Buffer.from('us@er:päss').toString('base64')}`,
    'Bearer t',
  ])
  expect(endpoint.url).toBe(server.url)
})

it('uses another method where one is given', async () => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  answer(await endpoint.attempt({ method: 'GET', headers: [], body: new Uint8Array(0) }))
  expect(head(server.requests[0]!)).toMatch(/^GET \/hook HTTP\/1\.1/)
  expect(head(server.requests[0]!)).not.toContain('content-length')
})

it.each([
  ['a line break in a value', 'x-a', 'b\r\nx-c: d'],
  ['a character beyond latin1', 'x-a', '🩺'],
  ['a name that is no token', 'x a', 'b'],
  ['a header of the connection', 'transfer-encoding', 'chunked'],
])('refuses to send %s', async (_what, name, value) => {
  const server = await answering(OK)
  const endpoint = await open(server.url)
  const result = await endpoint.attempt(request('{}', { headers: [[name, value]] }))
  expect(result).toMatchObject({ ok: false, error: { code: 'usage' } })
  expect(server.requests).toEqual([])
})
