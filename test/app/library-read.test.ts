/** The library's `readDelivery`, in servers as people write them: raw, parsed before, cut, too large. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture, readDelivery, sign } from '../../src/index.js'
import { deliver } from '../bin/listening.js'

const express: any = createRequire(import.meta.url)('express')
const SECRET = 'library-secret'
const body = JSON.stringify(fixture('ADD_CASE_DECISION'))
const signature = sign(body, SECRET)

const servers: Array<() => void> = []
afterAll(() => {
  for (const close of servers) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  servers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server that answers with the event, or with the code and the hint of the error. */
const receiver =
  (options: object = {}): ((request: any, response: any) => Promise<void>) =>
  async (request, response) => {
    try {
      const event = await readDelivery(request, { secret: SECRET, ...options })
      response.end(event.event)
    } catch (error) {
      const { code, hints } = error as { code: string; hints: string[] }
      response.statusCode = 400
      response.end(`${code} ${hints.join(' ')}`)
    }
  }

describe("a request of Node's", () => {
  it.each<[string, string | Buffer, Parameters<typeof deliver>[2], string | RegExp]>([
    ['that verifies', body, { signature }, 'ADD_CASE_DECISION'],
    ['with the wrong secret', body, { secret: 'b' }, /^mismatch /],
    ['without a signature', body, { signature: null }, /^no-signature/],
    [
      'with two signatures',
      body,
      { signature: null, headers: { 'x-cv-signature': [signature, signature] } },
      /^multiple/,
    ],
    ['that is no JSON', 'a', { secret: SECRET }, /^not-json/],
    ['that is empty', '', { secret: SECRET }, /^not-json/],
  ])('%s', async (_title, bytes, how, answer) => {
    const url = await serve(receiver())
    expect((await deliver(url, bytes, how)).text).toEqual(
      typeof answer === 'string' ? answer : expect.stringMatching(answer),
    )
  })

  it('that is larger than the limit is told, and can still be answered', async () => {
    const url = await serve(receiver({ maxBytes: 1000 }))
    const large = `"${'x'.repeat(300_000)}"`
    expect((await deliver(url, large, { secret: SECRET })).text).toMatch(/^too-large/)
  })

  it('whose bytes somebody has kept counts by those, and one that was destroyed broke off', async () => {
    const request = (more: object) => ({ headers: { 'x-cv-signature': signature }, on: () => undefined, ...more })
    const kept = request({ rawBody: Buffer.from(body), readableDidRead: true })
    expect(await readDelivery(kept, { secret: SECRET })).toMatchObject({ event: 'ADD_CASE_DECISION' })
    const code = async (given: object, options = {}) =>
      readDelivery(request(given), { secret: SECRET, ...options }).catch(error => error.code)
    expect(await code({ rawBody: Buffer.from(body) }, { maxBytes: 10 })).toBe('too-large')
    expect(await code({ destroyed: true })).toBe('reset')
  })

  it('that breaks off is told, and does not keep anybody waiting', async () => {
    let told: (code: string) => void = () => {}
    const code = new Promise<string>(resolve => {
      told = resolve
    })
    const url = await serve(request => {
      readDelivery(request, { secret: SECRET }).catch(error => told(error.code))
    })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.end('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"event"')
    expect(await code).toBe('reset')
  })

  it('is read once: the second time says so', async () => {
    const url = await serve(async (request, response) => {
      await readDelivery(request, { secret: SECRET })
      await receiver()(request, response)
    })
    expect((await deliver(url, body, { signature })).text).toMatch(/^usage call it before anything else reads/)
  })
})

describe('in an Express app', () => {
  const app = (prepare: (app: any) => void) => {
    const made = express()
    prepare(made)
    made.post('/', receiver())
    return serve(made as unknown as RequestListener)
  }

  it.each<[string, (app: any) => void, RegExp]>([
    ['without a parser', () => {}, /^ADD_CASE_DECISION$/],
    ['with express.raw, which keeps the bytes', made => made.use(express.raw({ type: '*/*' })), /^ADD_CASE_DECISION$/],
    ['with express.json, which does not', made => made.use(express.json()), /^usage .*express\.raw\(/],
    ['with express.text', made => made.use(express.text({ type: '*/*' })), /^usage .*express\.raw\(/],
    ['with a parser of another type', made => made.use(express.urlencoded()), /^ADD_CASE_DECISION$/],
  ])('%s', async (_title, prepare, answer) => {
    expect((await deliver(await app(prepare), body, { signature })).text).toMatch(answer)
  })
})

describe('a Fetch Request', () => {
  const request = (headers: Record<string, string> = { 'x-cv-signature': signature }, bytes: string = body) =>
    new Request('http://localhost/', { method: 'POST', headers, body: bytes })

  it('that verifies gives its typed event', async () => {
    const event = await readDelivery(request(), { secret: ['new', SECRET] })
    const medicines = event.event === 'ADD_CASE_DECISION' ? event.payload.decision.medInfo.length : 0
    expect(medicines).toBe(2)
  })

  it.each<[string, () => Request, object, string]>([
    ['without a signature', () => request({}), {}, 'no-signature'],
    ['that is too large', () => request(), { maxBytes: 10 }, 'too-large'],
    [
      'that is too large, and cannot be cancelled',
      () =>
        new Request('http://localhost/', {
          method: 'POST',
          duplex: 'half',
          body: new ReadableStream({
            pull: controller => controller.enqueue(Buffer.from(body)),
            cancel: () => Promise.reject(new Error('no')),
          }),
        } as RequestInit),
      { maxBytes: 10 },
      'too-large',
    ],
    [
      'that is a GET',
      () => new Request('http://localhost/', { headers: { 'x-cv-signature': signature } }),
      {},
      'mismatch',
    ],
    [
      'that breaks off',
      () =>
        new Request('http://localhost/', {
          method: 'POST',
          duplex: 'half',
          body: new ReadableStream({ pull: controller => controller.error(new Error('gone')) }),
        } as RequestInit),
      {},
      'reset',
    ],
    ['with an empty secret', () => request(), { secret: '' }, 'empty-secret'],
    ['without a secret', () => request(), { secret: undefined }, 'empty-secret'],
  ])('%s', async (_title, make, options, code) => {
    await expect(readDelivery(make(), { secret: SECRET, ...options })).rejects.toMatchObject({ code })
  })

  it('that was read before says so', async () => {
    const used = request()
    await used.json()
    await expect(readDelivery(used, { secret: SECRET })).rejects.toMatchObject({
      code: 'usage',
      hints: [expect.stringContaining('before request.json()')],
    })
  })
})

it.each([undefined, {}, { headers: {} }, 'a', { raw: {} }])('%o is no request', async request => {
  await expect(readDelivery(request as never, { secret: SECRET })).rejects.toMatchObject({
    code: 'usage',
    hints: [expect.stringContaining('request.raw in Fastify')],
  })
})

it('a stream that ended before, as of a proxy that buffers, is told', async () => {
  const stream = Readable.from([Buffer.from(body)]) as unknown as IncomingMessage
  stream.headers = { 'x-cv-signature': signature }
  expect(await readDelivery(stream, { secret: SECRET })).toMatchObject({ event: 'ADD_CASE_DECISION' })
  await expect(readDelivery(stream, { secret: SECRET })).rejects.toMatchObject({ code: 'usage' })
})
