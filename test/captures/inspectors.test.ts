/** ngrok's request API, and webhook.site's export. */
import { describe, expect, it } from 'vitest'
import { BODY, LENGTH, PLAIN, read, readOne, request, SIGNATURE, textOf } from './sample.js'

const ngrok = (raw: string | Uint8Array, more = {}) => ({
  uri: '/api/requests/http/548fb5c700000002',
  id: '548fb5c700000002',
  tunnel_name: 'command_line',
  remote_addr: '192.0.2.1',
  start: '2026-03-03T13:15:09-01:00',
  duration: 3893202,
  request: {
    method: 'POST',
    proto: 'HTTP/1.1',
    headers: { 'X-Cv-Signature': [SIGNATURE], 'Content-Type': ['application/json'] },
    uri: '/hooks/cv?x=1',
    raw: Buffer.from(raw as string).toString('base64'),
    ...more,
  },
  response: { status: '401 Unauthorized', status_code: 401, proto: 'HTTP/1.1', headers: {}, raw: '' },
})

describe('ngrok', () => {
  it('gives the bytes of the connection', () => {
    const list = { uri: '/api/requests/http', requests: [ngrok(request()), ngrok(request(PLAIN))] }
    const { deliveries } = read(JSON.stringify(list))
    expect(deliveries.map(one => [one.source, textOf(one), one.complete])).toEqual([
      ['capture, request 1', BODY, true],
      ['capture, request 2', PLAIN, true],
    ])
    expect(deliveries[0]).toMatchObject({
      trust: 'wire',
      method: 'POST',
      path: '/hooks/cv?x=1',
      httpVersion: '1.1',
      receivedAt: Date.UTC(2026, 2, 3, 14, 15, 9),
      answer: { status: 401 },
    })
  })

  it('passes over what no body can come with', () => {
    const get = ngrok('', { method: 'GET', headers: {}, raw: '' })
    const { deliveries, notices } = read(JSON.stringify({ requests: [get, ngrok(request())] }))
    expect(deliveries).toHaveLength(1)
    expect(notices).toEqual(['capture, request 1: is a request without a body; skipped'])
  })

  it('takes one request, a raw body, and says what is missing', () => {
    expect(readOne(JSON.stringify(ngrok(request())))).toMatchObject({ body: Buffer.from(BODY), complete: true })
    expect(readOne(JSON.stringify(ngrok(BODY)))).toMatchObject({ body: Buffer.from(BODY) })
    const none = readOne(JSON.stringify(ngrok('', { raw: undefined })))
    expect(none).toMatchObject({
      body: undefined,
      complete: false,
      headers: [
        ['X-Cv-Signature', SIGNATURE],
        ['Content-Type', 'application/json'],
      ],
    })
  })

  it('keeps long bodies in part only: such a one is not complete', () => {
    const one = readOne(JSON.stringify(ngrok(request().slice(0, -40))))
    expect(one.complete).toBe(false)
    expect(one.notes).toHaveLength(1)
  })
})

const site = (content: unknown, more = {}) => ({
  uuid: '70174177-a447-4dd5-a569-ddd26b7e90ec',
  type: 'web',
  token_id: '00000000-0000-0000-0000-000000000000',
  ip: '192.0.2.1',
  method: 'POST',
  content,
  query: null,
  headers: { 'x-cv-signature': [SIGNATURE], 'content-length': [String(LENGTH)] },
  url: 'https://webhook.site/00000000-0000-0000-0000-000000000000/cv?x=1',
  size: LENGTH,
  created_at: '2026-03-03 13:15:09',
  ...more,
})

describe('webhook.site', () => {
  it('gives each request of a page', () => {
    const { deliveries, notices } = read(
      JSON.stringify({ data: [site(BODY), site('x', { type: 'email', headers: {} })], total: 2 }),
    )
    expect(deliveries).toEqual([
      {
        source: 'capture, request 1',
        format: 'webhook-site',
        trust: 'receiver',
        method: 'POST',
        path: '/00000000-0000-0000-0000-000000000000/cv?x=1',
        receivedAt: Date.UTC(2026, 2, 3, 13, 15, 9),
        headers: [
          ['x-cv-signature', SIGNATURE],
          ['content-length', String(LENGTH)],
        ],
        body: Buffer.from(BODY),
        complete: true,
        notes: [],
      },
    ])
    expect(notices).toEqual(['capture, request 2: is no request with a body; skipped'])
  })

  it('takes one request, and a bare list', () => {
    expect(textOf(readOne(JSON.stringify(site(BODY))))).toBe(BODY)
    expect(read(JSON.stringify([site(BODY), site(BODY)])).deliveries).toHaveLength(2)
  })

  it('loses bytes that are not UTF-8, and says so', () => {
    const one = readOne(JSON.stringify(site('a\ufffd', { headers: {}, size: 2 })))
    expect(one.lossy).toContain('U+FFFD')
    expect(one.notes).toEqual(['webhook.site counted 2 bytes, its text has 4'])
    expect(readOne(JSON.stringify(site(PLAIN)))).toMatchObject({ complete: false })
  })
})
