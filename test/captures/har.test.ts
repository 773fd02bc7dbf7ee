/** HTTP archives of proxies and browsers, whole, cut and in pieces. */
import { describe, expect, it } from 'vitest'
import { harEntries } from '../../src/captures/formats/har.js'
import { BODY, LENGTH, PLAIN, read, readOne, SIGNATURE, textOf } from './sample.js'

const HEADERS = [
  { name: 'Host', value: 'hooks.example.com' },
  { name: 'X-CV-Signature', value: SIGNATURE },
]

/** An entry as mitmproxy's contrib script writes it. */
const entry = (
  postData: unknown = { mimeType: 'application/json', text: BODY, params: [] },
  more = {},
  around = {},
) => ({
  startedDateTime: '2026-03-03T13:15:09.874000+00:00',
  time: 12,
  request: {
    method: 'POST',
    url: 'https://hooks.example.com/cv?x=1',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: HEADERS,
    queryString: [{ name: 'x', value: '1' }],
    headersSize: 80,
    bodySize: LENGTH,
    postData,
    ...more,
  },
  response: {
    status: 401,
    statusText: 'Unauthorized',
    headers: [],
    content: { size: 2, mimeType: 'text/plain', text: 'no' },
  },
  cache: {},
  timings: {},
  ...around,
})

const har = (...entries: unknown[]) => ({
  log: { version: '1.2', creator: { name: 'mitmproxy har_dump' }, pages: [], entries },
})

/** As Python's json.dumps prints: everything beyond ASCII as \\u, and bytes that are no UTF-8 as lone surrogates. */
const ascii = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(
    /[^\x00-\x7f]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

describe('entries', () => {
  it('come back byte for byte', () => {
    expect(readOne(ascii(har(entry())))).toEqual({
      source: 'capture, entry 1',
      format: 'har',
      trust: 'wire',
      method: 'POST',
      path: '/cv?x=1',
      httpVersion: '1.1',
      receivedAt: Date.UTC(2026, 2, 3, 13, 15, 9, 874),
      headers: [
        ['Host', 'hooks.example.com'],
        ['X-CV-Signature', SIGNATURE],
      ],
      body: Buffer.from(BODY),
      complete: true,
      answer: { status: 401 },
      notes: [],
    })
  })

  it('that do not look like deliveries are counted, not given', () => {
    const get = { ...entry(null, { method: 'GET', headers: [], bodySize: 0 }) }
    const form = entry({ mimeType: 'x', text: 'a=1' }, { headers: [] })
    const { deliveries, notices } = read(JSON.stringify(har(get, entry(), form)))
    expect(deliveries.map(one => one.source)).toEqual(['capture, entry 2'])
    expect(notices).toEqual(['capture: 2 of 3 entries do not look like deliveries; skipped'])
  })

  it('of a browser are logged text', () => {
    const one = readOne(JSON.stringify(har(entry(undefined, {}, { _initiator: { type: 'script' } }))))
    expect(one).toMatchObject({ trust: 'logged', body: Buffer.from(BODY), complete: true })
  })

  it('that cannot be read are noticed, and lose no others', () => {
    const text = JSON.stringify(har(entry(), { request: 'X' }, entry()))
    const { deliveries, notices } = read(text)
    expect(deliveries).toHaveLength(2)
    expect(notices).toEqual(['capture, entry 2: has no request that can be read; skipped'])
  })

  it('that are whole are read from an archive that is cut off', () => {
    const text = JSON.stringify(har(entry(), entry()))
    const { deliveries, notices } = read(text.slice(0, -30))
    expect(deliveries).toHaveLength(1)
    expect(notices).toEqual(['capture: is cut off; the entries that are whole were read'])
  })
})

describe('bodies', () => {
  const bodyOf = (postData: unknown, more = {}) => readOne(ascii(har(entry(postData, { bodySize: -1, ...more }))))
  const base64 = Buffer.from(BODY).toString('base64')

  it.each([
    [{ text: base64, encoding: 'base64' }],
    [{ text: base64, _encoding: 'base64' }],
    [{ text: base64.replace(/(.{20})/g, '$1\n'), encoding: 'base64' }],
  ])('%j', postData => {
    expect(bodyOf(postData)).toMatchObject({ body: Buffer.from(BODY), complete: true })
  })

  it('with bytes that Python could not decode get them back', () => {
    const one = bodyOf({ text: 'a\udcff\udc80é' })
    expect(one.body).toEqual(Buffer.concat([Buffer.from('a'), Buffer.from([0xff, 0x80]), Buffer.from('é')]))
    expect(one.lossy).toBeUndefined()
  })

  it.each([
    [{ text: 'a\ufffdb' }, {}, /U\+FFFD/],
    [{ text: 'a\ud800b' }, {}, /surrogate/],
    [{ text: '{}' }, { headers: [...HEADERS, { name: 'content-encoding', value: 'gzip' }] }, /Content-Encoding/],
    [
      { text: '漢' },
      { headers: [...HEADERS, { name: 'content-type', value: 'application/json; charset=GBK' }] },
      /charset/,
    ],
  ])('%j are lossy', (postData, more, why) => {
    expect(bodyOf(postData, more).lossy).toMatch(why)
  })

  it('in latin1 are encoded as they were', () => {
    const headers = [...HEADERS, { name: 'Content-Type', value: 'application/json; charset=ISO-8859-1' }]
    expect(bodyOf({ text: 'Zoë' }, { headers })).toMatchObject({ body: Buffer.from('Zoë', 'latin1'), complete: true })
  })

  it.each([
    [undefined, {}, /no body of this request/],
    [{ params: [{ name: 'a', value: 'b' }] }, {}, /form fields/],
    [{ _file: 'x.json' }, {}, /file beside it/],
    [{ text: '*', encoding: 'base64' }, {}, /is none/],
  ])('%j are not there, and that is said', (postData, more, why) => {
    const one = bodyOf(postData ?? null, more)
    expect(one).toMatchObject({ body: undefined, complete: false })
    expect(one.notes.join()).toMatch(why)
  })

  it('that the recorder cut are not complete', () => {
    expect(bodyOf({ text: PLAIN }, { bodySize: 5000 })).toMatchObject({ complete: false })
    const headers = [...HEADERS, { name: 'content-length', value: '5000' }]
    expect(bodyOf({ text: PLAIN }, { headers })).toMatchObject({ complete: false })
  })
})

describe('harEntries', () => {
  const responses = har(
    entry(null, { headers: [] }),
    entry({ text: BODY }, {}, { response: { status: 200, content: { text: `"}]\\${'x'.repeat(100_000)}` } } }),
    entry({ text: PLAIN, note: '{"log":{"entries":[{}]}}' }),
  )
  const bytes = Buffer.from(JSON.stringify(responses, null, 1))

  it.each([1, 2, 3, 7, 64, 1000, 65536])('gives the same from chunks of %i bytes', size => {
    const stream = harEntries({ name: 'big.har' })
    const deliveries = []
    for (let at = 0; at < bytes.length; at += size) deliveries.push(...stream.push(bytes.subarray(at, at + size)))
    deliveries.push(...stream.end())
    expect(deliveries.map(one => [one.source, textOf(one), one.answer?.status, one.receivedAt])).toEqual([
      ['big.har, entry 2', BODY, 200, 1772543709874],
      ['big.har, entry 3', PLAIN, 401, 1772543709874],
    ])
    expect(stream.notices()).toEqual(['big.har: 1 of 3 entries do not look like deliveries; skipped'])
  })

  it('may be given one buffer again and again', () => {
    const stream = harEntries({ name: 'big.har' })
    const chunk = Buffer.alloc(100)
    const deliveries = []
    for (let at = 0; at < bytes.length; at += 100) {
      const length = bytes.copy(chunk, 0, at, at + 100)
      deliveries.push(...stream.push(chunk.subarray(0, length)))
    }
    expect(deliveries.map(textOf)).toEqual([BODY, PLAIN])
  })

  it('notices an entry over 8 MiB, and goes on', () => {
    const text = JSON.stringify(har(entry({ text: 'x'.repeat(9 * 1024 ** 2) }), entry()))
    const { deliveries, notices } = read(text)
    expect(deliveries.map(one => one.source)).toEqual(['capture, entry 2'])
    expect(notices).toEqual(['capture, entry 1: is larger than 8 MiB; skipped'])
  })

  it('finds the list whatever stands before it', () => {
    const odd = `{"comment":"\\"log\\":{\\"entries\\":[{","x":[{"log":{"entries":[{"request":{}}]}}],"log":{"pages":[{"entries":[{}]}],"entries":[[{"request":{}}],1,${JSON.stringify(entry())}]}}`
    expect(read(odd, { format: 'har' }).deliveries.map(one => one.source)).toEqual(['capture, entry 1'])
  })
})
