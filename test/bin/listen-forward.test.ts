/** `cv-hook listen` passing deliveries on: the very same bytes, to whom they are meant for, and no others. */
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { cli } from '../support/cli.js'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { answering, closeServers, unusedUrl } from '../support/servers.js'
import { deliver, listening, stopListening } from './listening.js'
import { cleanUp, expectDecent, expectRefusal, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)
afterAll(closeServers)
stopListening()

const body = (event = 'ADD_CASE_DECISION') => JSON.stringify(fixture(event))

describe.concurrent('what is passed on', () => {
  it('is the very same bytes and headers, but for those of the connection', async () => {
    const behind = await answering('HTTP/1.1 204 No Content\r\n\r\n')
    const listener = await listening(['--json', '--forward-to', `${behind.url}?own=1`])
    const headers = { 'X-Odd-Case': ['a', 'b'], connection: 'x-hop', 'x-hop': 'dropped', cookie: 'c=1', te: 'trailers' }
    expect((await deliver(listener.url, body(), { target: "/any/path?q=a%20b&q='c'", headers })).status).toBe(204)
    const text = behind.requests[0]!.toString()
    const [head, sent] = text.split('\r\n\r\n')
    expect(sent).toBe(body())
    expect(head!.split('\r\n')).toEqual([
      "POST /hook?own=1&q=a%20b&q='c' HTTP/1.1",
      `host: 127.0.0.1:${behind.port}`,
      'connection: keep-alive',
      'content-type: application/json',
      `x-cv-signature: ${hmac(Buffer.from(body()), SECRET)}`,
      'X-Odd-Case: a',
      'X-Odd-Case: b',
      'cookie: c=1',
      'via: 1.1 cv-hook',
      `content-length: ${Buffer.byteLength(body())}`,
    ])
    await listener.stop()
  })

  it('has the headers of your own, in place of those that came', async () => {
    const behind = await answering('HTTP/1.1 204 No Content\r\n\r\n')
    const own = ['--header', 'X-Stage: test', '--header-env', 'Cookie=KEY']
    const listener = await listening(['--forward-to', behind.url, ...own], { env: { KEY: 'key-Never-Print' } })
    const headers = { cookie: 'c=1', 'x-stage': 'live' }
    await deliver(listener.url, body(), { headers })
    const result = await listener.stop()
    const lines = behind.requests[0]!.toString('latin1').split('\r\n')
    expect(lines.filter(line => /^(?:x-stage|cookie):/i.test(line))).toEqual([
      'X-Stage: test',
      'Cookie: key-Never-Print',
    ])
    expectDecent(result, [SECRET, 'key-Never-Print'])
  })

  it('goes to another machine over plain http only after a warning', async () => {
    const listener = await listening(['--forward-to', 'http://nothing.invalid/hook'])
    const { stderr } = await listener.stop()
    expect(stderr).toMatch(
      /^warning: deliveries go to nothing\.invalid over plain http: whoever is on the way can read/m,
    )
  })

  it('is each odd body, byte for byte', async () => {
    const behind = await receiver()
    const listener = await listening(['--quiet', '--forward-to', behind.url])
    for (const [title, bytes] of ODD_BODIES) {
      await deliver(listener.url, bytes)
      expect(behind.requests.pop()!.body.equals(bytes), title).toBe(true)
    }
    await listener.stop()
  })

  it('is what verifies alone, unless --forward-invalid', async () => {
    const behind = await receiver(response => response.writeHead(202).end('behind'))
    const quick = ['--json', '--explanations', '0', '--forward-to', behind.url]
    const strict = await listening(quick)
    expect((await deliver(strict.url, body(), { secret: 'wrong' })).status).toBe(401)
    expect(behind.requests).toHaveLength(0)
    await strict.stop()
    const lenient = await listening([...quick, '--forward-invalid'])
    expect(await deliver(lenient.url, body(), { secret: 'wrong' })).toMatchObject({ status: 202, text: 'behind' })
    await lenient.until('received')
    expect(lenient.records('received')[0]).toMatchObject({
      verdict: 'invalid',
      response: { status: 202 },
      forward: [{ url: behind.url, status: 202, durationMs: expect.any(Number) }],
    })
    await lenient.stop()
  })

  it('is everything when no secret is given, after one warning', async () => {
    const behind = await receiver()
    const env = { CV_HOOK_SECRET: undefined as unknown as string }
    const listener = await listening(['--forward-to', behind.url], { env })
    for (const signature of [null, 'abc']) await deliver(listener.url, body(), { signature })
    expect(behind.requests).toHaveLength(2)
    const { stderr } = await listener.stop()
    expect(stderr.match(/warning: .*without being verified/g)).toHaveLength(1)
  })

  it('is never what a web page sends, and no target of a request leads elsewhere', async () => {
    const behind = await receiver()
    const elsewhere = await receiver()
    const listener = await listening(['--quiet', '--forward-to', behind.url])
    const { host } = new URL(elsewhere.url)
    const page = { headers: { origin: 'https://example.com' } }
    expect((await deliver(listener.url, body(), page)).status).toBe(403)
    expect(behind.requests).toHaveLength(0)
    for (const path of [`//${host}/x`, `/\\${host}`, `http://${host}/x`, `/@${host}`]) {
      await deliver(listener.url, body(), { headers: {}, path: '', target: path })
    }
    expect({ elsewhere: elsewhere.connections, paths: new Set(behind.requests.map(one => one.path)) }).toEqual({
      elsewhere: 0,
      paths: new Set(['/hook']),
    })
    await listener.stop()
  })
})

describe.concurrent('who it is passed on to', () => {
  it('follows the event: routes first, then everybody else', async () => {
    const [pay, orders, rest] = [await receiver(), await receiver(), await receiver()]
    const routes = ['--route', `PAYMENT_*=${pay.url}`, '--route', `order_created,ordertrackingadded=${orders.url}`]
    const listener = await listening(['--json', ...routes, '--forward-to', rest.url])
    for (const event of ['PAYMENT_ADDED', 'ORDER_CREATED', 'ORDER_TRACKING_ADDED', 'CREATE_CASE']) {
      await deliver(listener.url, body(event))
    }
    await deliver(listener.url, 'no JSON')
    await listener.stop()
    expect([pay, orders, rest].map(one => one.requests.length)).toEqual([1, 2, 2])
  })

  it('without a target a delivery is answered by the listener itself', async () => {
    const pay = await receiver(response => response.writeHead(299).end())
    const listener = await listening(['--json', '--route', `PAYMENT_*=${pay.url}`])
    expect((await deliver(listener.url, body('CREATE_CASE'))).status).toBe(200)
    expect((await deliver(listener.url, body('PAYMENT_ADDED'))).status).toBe(299)
    await listener.stop()
    expect(listener.records('received')[0].forward).toBeUndefined()
  })

  it('may be several; the first that does not accept gives the answer', async () => {
    const good = await receiver()
    const bad = await receiver(response => response.writeHead(422).end('no'))
    const listener = await listening(['--json', '--forward-to', good.url, '--forward-to', bad.url])
    expect(await deliver(listener.url, body())).toMatchObject({ status: 422, text: 'no' })
    await listener.stop()
    expect(listener.records('received')[0].forward.map((one: any) => one.status)).toEqual([200, 422])
  })

  it('follows the filters too', async () => {
    const behind = await receiver()
    const listener = await listening(['--json', '--forward-to', behind.url, '--events', 'PAYMENT_*'])
    for (const event of ['PAYMENT_ADDED', 'CREATE_CASE'])
      expect((await deliver(listener.url, body(event))).status).toBe(200)
    await listener.stop()
    expect(behind.requests).toHaveLength(1)
    expect(listener.records('received').map(one => one.event)).toEqual(['PAYMENT_ADDED'])
  })
})

describe.concurrent('the answer', () => {
  it('is the one from behind, within bounds, without what belongs to its connection or opens it to web pages', async () => {
    const behind = await receiver(response =>
      response
        .writeHead(201, {
          'content-type': 'text/plain',
          'x-own': ['1', '2'],
          'set-cookie': 's=1',
          'access-control-allow-origin': '*',
          'keep-alive': 'timeout=9',
        })
        .end('x'.repeat(100_000)),
    )
    const listener = await listening(['--json', '--forward-to', behind.url])
    const { status, headers, text } = await deliver(listener.url, body())
    expect({ status, length: text.length }).toEqual({ status: 201, length: 65_536 })
    expect(headers).toMatchObject({ 'content-type': 'text/plain', 'x-own': '1, 2', 'set-cookie': ['s=1'] })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers['keep-alive']).not.toBe('timeout=9')
    await listener.stop()
  })

  it('is 502 when nobody answers behind; the delivery is told of and kept all the same', async () => {
    const listener = await listening(['--forward-to', await unusedUrl()])
    expect((await deliver(listener.url, body())).status).toBe(502)
    const { stdout } = await listener.stop()
    expect(stdout).toMatch(/502, valid by secret 1/)
    expect(stdout).toMatch(/-> http:\/\/127\.0\.0\.1:\d+\/hook {2}.*refused/)
  })

  it('is explained when somebody behind refuses what verified here', async () => {
    const behind = await receiver(response => response.writeHead(401).end())
    const listener = await listening(['--json', '--forward-to', behind.url])
    expect((await deliver(listener.url, body())).status).toBe(401)
    await listener.until('received')
    expect(listener.records('received')[0]).toMatchObject({
      verdict: 'valid',
      explanation: { causes: ['comparison-wrong'] },
    })
    await listener.stop()
  })
})

describe.concurrent('loops', () => {
  it('are refused at once where they can be seen', async () => {
    const listener = await listening()
    const { port } = new URL(listener.url)
    await listener.stop()
    const args = ['listen', '--port', port, '--unsigned', '--forward-to', `http://localhost:${port}/x`]
    expectRefusal(await cli(args), /is this listener itself/, /another port/)
  })

  it('are broken where they are found', async () => {
    const behind = await receiver()
    const second = await listening(['--json', '--forward-to', behind.url])
    const first = await listening(['--json', '--forward-to', second.url])
    expect((await deliver(first.url, body())).status).toBe(508)
    expect(behind.requests).toHaveLength(0)
    await Promise.all([first.stop(), second.stop()])
    expect(second.records('received')[0]).toMatchObject({ loop: true, response: { status: 508 } })
  })

  it('that are broken are told, whoever looks', async () => {
    const behind = await receiver()
    const second = await listening(['--forward-to', behind.url])
    await deliver(second.url, body(), { headers: { via: '1.1 cv-hook' } })
    const { stdout } = await second.stop()
    expect(stdout.replace(/\s+/g, ' ')).toContain('come through a cv-hook listener before: not passed on, answered 508')
  })
})

describe.concurrent('what cannot be', () => {
  it.each<[string, string[], RegExp]>([
    ['a route without an event', ['--route', 'http://localhost:1/'], /--route wants events=url/],
    ['a route for events that nobody knows', ['--route', 'NOTHING_*=http://localhost:1/'], /no event fits the pattern/],
    ['a route for a misspelt event', ['--route', 'CREATE_CSE=http://localhost:1/'], /there is no event "CREATE_CSE"/],
    ['a route to nowhere', ['--route', 'CREATE_CASE=localhost:1'], /has no scheme|starts with/],
    ['--forward-to no URL', ['--forward-to', 'ftp://example.com/'], /starts with ftp:/],
    ['--forward-invalid alone', ['--forward-invalid'], /--forward-invalid goes with/],
    ['--respond besides', ['--forward-to', 'http://localhost:1/', '--respond', '500'], /--respond does not go with/],
  ])('%s', async (_title, args, message) => {
    expectRefusal(await cli(['listen', '--port', '0', '--unsigned', ...args]), message)
  })
})
