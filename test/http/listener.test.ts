/** The listener against peers that behave, misbehave, and never heard of HTTP. */
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { expectRefused } from '../support/ports.js'
import { closeListeners, connection, post, raw, watched } from './listener.js'

afterEach(closeListeners)

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
const CLOSE = 'connection: close\r\n'

describe('bytes', () => {
  it.each(ODD_BODIES)('arrive as they were sent: %s', async (_title, body) => {
    const { listener, arrivals } = await watched()
    await raw(listener.port, post(body, CLOSE))
    expect(arrivals[0]!.body.equals(body)).toBe(true)
  })

  it('arrive whole from chunks of any size, trailers aside', async () => {
    const { listener, arrivals } = await watched()
    const head = `POST / HTTP/1.1\r\nhost: a\r\n${CLOSE}transfer-encoding: chunked\r\n\r\n`
    await raw(listener.port, [head, '1\r\n{\r\n', '4;ext=1\r\n"a":\r\n', '2\r\n1}\r\n0\r\nx-t: 1\r\n\r\n'])
    expect(arrivals[0]!.body.toString()).toBe('{"a":1}')
  })

  it('keep headers in their order, their case and their number; values are latin1', async () => {
    const { listener, arrivals } = await watched()
    const lines = 'X-One: 1\r\nx-one: 2\r\nX-ODD-case:  caf\u00e9  \r\nCookie: a\r\ncookie: b\r\n'
    await raw(listener.port, post('{}', CLOSE + lines))
    expect(arrivals[0]!.headers).toEqual([
      ['host', 'a'],
      ['connection', 'close'],
      ['X-One', '1'],
      ['x-one', '2'],
      ['X-ODD-case', 'caf\u00e9'],
      ['Cookie', 'a'],
      ['cookie', 'b'],
      ['content-length', '2'],
    ])
  })

  it('keep more headers than Node counts by itself', async () => {
    const { listener, arrivals } = await watched()
    await raw(listener.port, post('', CLOSE + 'a: b\r\n'.repeat(3000)))
    expect(arrivals[0]!.headers).toHaveLength(3003)
  })

  it('leave a content encoding alone', async () => {
    const { listener, arrivals } = await watched()
    const gzip = Buffer.from('1f8b08000000000000ffab564a54b2323452b2522aae04000b0000', 'hex')
    await raw(listener.port, post(gzip, `${CLOSE}content-encoding: gzip\r\n`))
    expect(arrivals[0]!.body.equals(gzip)).toBe(true)
  })

  it('come in full, 25 MiB of them', async () => {
    const { listener, arrivals } = await watched()
    const body = Buffer.alloc(25 * 1024 ** 2, 'x')
    expect(statusOf(await raw(listener.port, post(body, CLOSE)))).toBe(200)
    expect(arrivals[0]!.body.equals(body)).toBe(true)
  })

  it('of pipelined requests stay apart, and are answered in their order', async () => {
    let count = 0
    const { listener, arrivals } = await watched({}, async () => {
      const body = String(++count)
      // The first is answered last.
      if (count === 1) await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
      return { status: 200, body }
    })
    const answer = await raw(listener.port, [post('one'), post('two'), post('three', CLOSE)])
    expect(arrivals.map(one => one.body.toString())).toEqual(['one', 'two', 'three'])
    expect(answer.match(/\r\n\r\n\d/g)!.map(text => text.trim())).toEqual(['1', '2', '3'])
  })

  it('are asked for when a sender waits for 100 Continue', async () => {
    const { listener, arrivals } = await watched()
    const socket = await connection(listener.port)
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${CLOSE}expect: 100-continue\r\ncontent-length: 2\r\n\r\n`)
    expect(String(await once(socket, 'data'))).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    socket.write('{}')
    expect(statusOf(String(await once(socket, 'data')))).toBe(200)
    expect(arrivals[0]!.body.toString()).toBe('{}')
    socket.destroy()
  })
})

describe('what is no delivery', () => {
  const refusals: Array<[title: string, bytes: string | Buffer, status: number, reason?: string]> = [
    ['GET', 'GET / HTTP/1.1\r\nhost: a\r\n\r\n', 405, 'method'],
    ['PUT', 'PUT / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\nx', 405, 'method'],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n', 405, 'method'],
    ['TRACE', 'TRACE / HTTP/1.1\r\nhost: a\r\n\r\n', 405, 'method'],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nhost: a\r\n\r\n', 405, 'method'],
    ['a preflight', 'OPTIONS / HTTP/1.1\r\nhost: a\r\norigin: https://example.com\r\n\r\n', 403, 'web-page'],
    ['an Origin', post('{}', 'Origin: https://example.com\r\n'), 403, 'web-page'],
    ['an Origin of null', post('{}', 'origin: null\r\n'), 403, 'web-page'],
    ['an empty Origin', post('{}', 'ORIGIN:\r\n'), 403, 'web-page'],
    ['Sec-Fetch-Site', post('{}', 'Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n'), 403, 'web-page'],
    ['Sec-Fetch-Dest', post('{}', 'sec-fetch-dest: empty\r\n'), 403, 'web-page'],
    ['a page asking for the health', 'GET /healthz HTTP/1.1\r\nhost: a\r\nsec-fetch-site: none\r\n\r\n', 403],
    [
      'a declared length above the bound',
      `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 26214401\r\n\r\n`,
      413,
      'too-large',
    ],
    ['an expectation that nobody knows', post('x', 'expect: the-unexpected\r\n'), 417, 'expectation'],
  ]
  it.each(refusals)('%s', async (_title, bytes, status, reason) => {
    const { listener, arrivals, refused } = await watched()
    const answer = await raw(listener.port, bytes)
    expect(statusOf(answer)).toBe(status)
    expect(answer).not.toMatch(/access-control/i)
    expect(arrivals).toEqual([])
    expect(refused).toMatchObject([{ status, ...(reason ? { reason } : {}) }])
  })

  it("is not what Node's own fetch sends", async () => {
    const { listener, arrivals } = await watched()
    const answer = await fetch(`${listener.url}/hook?a=1`, { method: 'POST', body: '{}', keepalive: false })
    expect(answer.status).toBe(200)
    expect(arrivals[0]).toMatchObject({ method: 'POST', path: '/hook?a=1', httpVersion: '1.1', complete: true })
  })

  it('is told by GET and HEAD of /healthz that the listener is there', async () => {
    const { listener, refused } = await watched()
    expect(await raw(listener.port, `GET /healthz HTTP/1.1\r\nhost: a\r\n${CLOSE}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 .*\{"ok":true\}\n$/s,
    )
    expect(await raw(listener.port, `HEAD /healthz?x HTTP/1.1\r\nhost: a\r\n${CLOSE}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 .*\r\n\r\n$/s,
    )
    expect(refused).toEqual([])
  })

  it('is a body that grows beyond the bound, whatever its head said', async () => {
    const { listener, arrivals, refused } = await watched({ maxBody: 100 })
    const head = 'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n'
    const answer = await raw(listener.port, [
      head,
      `40\r\n${'x'.repeat(64)}\r\n`,
      `40\r\n${'x'.repeat(64)}\r\n`,
      '0\r\n\r\n',
    ])
    expect(statusOf(answer)).toBe(413)
    expect({ arrivals, refused: refused.map(one => one.reason) }).toEqual({ arrivals: [], refused: ['too-large'] })
  })
})

describe('what is no HTTP', () => {
  const junk: Array<[title: string, bytes: string | Buffer, status: number, reason: string]> = [
    ['HTTP/0.9', 'GET /\r\n\r\n', 400, 'not-http'],
    ['HTTP/0.9 with a body', 'POST /\r\n\r\n{}', 400, 'not-http'],
    ['an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'not-http'],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400, 'tls'],
    [
      'both lengths',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'not-http',
    ],
    [
      'both lengths, the other way round',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n',
      400,
      'not-http',
    ],
    [
      'two lengths that differ',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
      'not-http',
    ],
    [
      'an obscured transfer encoding',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
      400,
      'not-http',
    ],
    [
      'a transfer encoding that does not end in chunked',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n',
      400,
      'not-http',
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', 400, 'not-http'],
    ['a length with a sign', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: +1\r\n\r\nx', 400, 'not-http'],
    [
      'a length beyond any number',
      `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${'9'.repeat(40)}\r\n\r\n`,
      400,
      'not-http',
    ],
    [
      'a chunk size that is none',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n',
      400,
      'not-http',
    ],
    [
      'a chunk longer than its size',
      'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n',
      400,
      'not-http',
    ],
    [
      'a chunk size beyond any number',
      `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n`,
      400,
      'not-http',
    ],
    ['a blank before a colon', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length : 1\r\n\r\nx', 400, 'not-http'],
    ['NUL in a header', post('x', 'x-a: b\0c\r\n'), 400, 'not-http'],
    ['NUL in the target', post('x', '', '/a\0b'), 400, 'not-http'],
    ['an escape sequence in a header', post('x', 'x-a: \x1b[2J\r\n'), 400, 'not-http'],
    ['bare line feeds in a header', post('x', 'x-a: b\rc\r\n'), 400, 'not-http'],
    ['two hosts missing', 'POST / HTTP/1.1\r\ncontent-length: 1\r\n\r\nx', 400, ''],
    [
      'a header bomb',
      `POST / HTTP/1.1\r\nhost: a\r\n${`x: ${'a'.repeat(1000)}\r\n`.repeat(200)}\r\n`,
      431,
      'head-too-large',
    ],
    ['a target as long as a book', post('x', '', `/${'a'.repeat(200_000)}`), 431, 'head-too-large'],
    ['a method that is none', 'post / HTTP/1.1\r\nhost: a\r\n\r\n', 400, 'not-http'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', 400, 'not-http'],
    ['nothing but blanks', `${'\r\n'.repeat(10)}x\r\n\r\n`, 400, 'not-http'],
  ]
  it.each(junk)('%s', async (_title, bytes, status, reason) => {
    const { listener, arrivals, refused } = await watched()
    const answer = await raw(listener.port, bytes)
    expect(statusOf(answer)).toBe(status)
    expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1)
    expect(arrivals).toEqual([])
    if (reason) expect(refused).toMatchObject([{ reason, status }])
    // It is still there for everybody else.
    expect(statusOf(await raw(listener.port, post('{}', CLOSE)))).toBe(200)
  })

  it('an error after a good request does not become its answer', async () => {
    const { listener, answered } = await watched({}, async () => {
      await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
      return { status: 200, body: 'good' }
    })
    const answer = await raw(listener.port, [post('one'), 'GARBAGE\r\n\r\n'])
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*good$/s)
    expect(answered).toEqual([{ status: 200, sent: true }])
  })
})

describe('targets', () => {
  it.each([
    '//evil.example/x',
    '/\\evil.example',
    'http://evil.example/x?y=1',
    '/a/../../b',
    '/%2e%2e/%00',
    '/a#b',
    '*',
  ])('%s is a path like any other', async target => {
    const { listener, arrivals } = await watched()
    const answer = await raw(listener.port, post('{}', CLOSE, target))
    expect([statusOf(answer), arrivals[0]?.path]).toEqual([200, target])
  })

  it('with a character beyond ASCII is a path or refused, as Node has it', async () => {
    const { listener, arrivals } = await watched()
    const answer = await raw(listener.port, post('{}', CLOSE, '/caf\u00e9'))
    expect([statusOf(answer), arrivals[0]?.path]).toBeOneOf([
      [200, '/caf\u00e9'],
      [400, undefined],
    ])
  })
})

describe('senders that do not wait', () => {
  it('a body that breaks off is told, with what came of it', async () => {
    const { listener, cut, arrivals } = await watched()
    const socket = await connection(listener.port)
    socket.end('POST /hook HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc')
    await once(socket, 'close')
    expect(arrivals).toEqual([])
    expect(cut.map(one => [one.path, one.body.toString(), one.complete])).toEqual([['/hook', 'abc', false]])
  })

  it('a sender that half-closes still gets its answer', async () => {
    const { listener } = await watched()
    const socket = await connection(listener.port)
    socket.end(post('{}'))
    expect(statusOf(String(await once(socket, 'data')))).toBe(200)
  })

  it('a sender that is gone before the answer is told as such', async () => {
    let release = () => {}
    const { listener, answered, arrivals } = await watched({}, async () => {
      await new Promise<void>(resolve => {
        release = resolve
      })
      return { status: 200 }
    })
    const socket = await connection(listener.port)
    socket.write(post('{}'))
    while (arrivals.length === 0) await new Promise(setImmediate)
    socket.resetAndDestroy()
    await once(socket, 'close')
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    release()
    await listener.close()
    expect(answered).toEqual([{ status: 200, sent: false }])
  })
})

describe('bytes under way', () => {
  it('beyond the bound of all bodies together there is no room, and there is again once one was answered', async () => {
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const { listener, arrivals, refused } = await watched({ maxInFlight: 1000 }, async arrival => {
      if (arrival.body.length === 900) await held
      return { status: 200 }
    })
    const first = raw(listener.port, post('x'.repeat(900), CLOSE))
    while (arrivals.length === 0) await new Promise(setImmediate)
    expect(statusOf(await raw(listener.port, post('x'.repeat(200), CLOSE)))).toBe(503)
    expect(statusOf(await raw(listener.port, post('x'.repeat(50), CLOSE)))).toBe(200)
    release()
    expect(statusOf(await first)).toBe(200)
    expect(statusOf(await raw(listener.port, post('x'.repeat(901), CLOSE)))).toBe(200)
    expect(refused.map(one => one.reason)).toEqual(['busy'])
  })

  it('of bodies that broke off are given back', async () => {
    const { listener, cut } = await watched({ maxInFlight: 1000 })
    for (let time = 1; time <= 5; time++) {
      const socket = await connection(listener.port)
      socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 999\r\n\r\n${'x'.repeat(500)}`)
      await new Promise(setImmediate)
      socket.end()
      while (cut.length < time) await new Promise(setImmediate)
    }
    expect(statusOf(await raw(listener.port, post('x'.repeat(1000), CLOSE)))).toBe(200)
  })
})

describe('the end', () => {
  it('waits for what is under way, and takes nothing new', async () => {
    let release = () => {}
    const { listener, arrivals } = await watched({}, async () => {
      await new Promise<void>(resolve => {
        release = resolve
      })
      return { status: 200, body: 'late' }
    })
    const idle = await connection(listener.port)
    const idleClosed = once(idle, 'close')
    const answer = raw(listener.port, post('{}'))
    while (arrivals.length === 0) await new Promise(setImmediate)
    const closing = listener.close()
    await expectRefused(listener.port)
    release()
    await closing
    await idleClosed
    expect(await answer).toMatch(/connection: close.*late$/is)
  })

  it('does not wait beyond its grace', async () => {
    const { listener } = await watched()
    const socket = await connection(listener.port)
    socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc')
    await new Promise(setImmediate)
    const closed = new Promise(resolve => socket.on('error', () => {}).on('close', resolve))
    await listener.close(20)
    await closed
  })
})

describe('a handler that fails', () => {
  it.each<[string, () => never | Promise<never>]>([
    [
      'at once',
      () => {
        throw new Error('bug')
      },
    ],
    [
      'later',
      async () => {
        throw new Error('bug')
      },
    ],
  ])('%s: 500, and it is told', async (_when, deliver) => {
    const { listener, failed } = await watched({}, deliver)
    expect(statusOf(await raw(listener.port, post('{}', CLOSE)))).toBe(500)
    expect(failed).toMatchObject([{ message: 'bug' }])
  })
})

describe('where it cannot listen', () => {
  it('says that the port is taken', async () => {
    const { listener } = await watched()
    await expect(watched({ port: listener.port })).rejects.toMatchObject({
      code: 'port-taken',
      message: `port ${listener.port} of 127.0.0.1 is taken: another program listens there`,
    })
  })

  it.each(['192.0.2.1', 'no-such-host.invalid', 'fe80::1'])(
    'says that %s is no address of this machine',
    async host => {
      await expect(watched({ host })).rejects.toMatchObject({ code: 'address', exitCode: 2 })
    },
  )
})
