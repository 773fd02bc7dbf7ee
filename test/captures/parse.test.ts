/** Which format a file is taken for, what is refused and how, and what callers can say about a file. */
import { describe, expect, it } from 'vitest'
import { CAPTURE_FORMATS } from '../../src/captures/delivery.js'
import { detectFormat, streamedFormat } from '../../src/captures/detect.js'
import { looksLikeDelivery } from '../../src/captures/looks-like.js'
import { CvHookError } from '../../src/core/errors.js'
import { BODY, PLAIN, read, readOne, request, SIGNATURE, signatureOf, textOf } from './sample.js'

const format = (text: string | Uint8Array) => detectFormat(Buffer.from(text as string))

function refusal(action: () => unknown): CvHookError {
  try {
    action()
  } catch (error) {
    if (error instanceof CvHookError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the format is found by looking', () => {
  it.each([
    ['http', request()],
    ['http', `listening on 3000\n\n${request()}`],
    ['http', '=> Send header, 3 bytes (0x3)\n0000: a\n'],
    ['http', 'Follow: tcp,raw\nFilter: x\n'],
    ['curl', "curl -d '{}' https://example.com"],
    ['curl', `Hi,\n\n$ curl -v -d 1 a.example\n* Trying\n> POST / HTTP/1.1\n`],
    ['har', '{"log":{"version":"1.2","entries":[]}}'],
    ['har', '\ufeff{\n "log" : {"creator":'],
    ['aws', '{"Records":[{"eventSource":"aws:sqs","body":""}]}'],
    ['aws', '{"version":"2.0","routeKey":"$default","rawPath":"/"'],
    ['aws', '[{"httpMethod":"POST"}]'],
    ['ngrok', '{"uri":"/api/requests/http","requests":[{"request":{"raw":""}}]}'],
    ['ngrok', '{"id":"1","request":{"uri":"/","raw":""}}'],
    ['webhook-site', '{"data":[{"uuid":"x","content":"{}"}],"total":1}'],
    ['webhook-site', '{"uuid":"x","token_id":"y","content":"{}"}'],
    ['cv-hook', '{"cvHookCapture":1,"id":"a"'],
    ['cv-hook', 'noise\n{"cvHookAnswer":1,"id":"a"}'],
    ['cv-hook', '{"id":"a","cvHookCapture":1}'],
    ['body', BODY],
    ['body', `\n ${PLAIN}\n`],
    ['text', `INFO ${BODY}`],
    ['text', `{"level":30,"event":"x","payload":{}}`],
    ['text', `${PLAIN}\n${PLAIN}\n`],
    ['text', JSON.stringify({ some: { text: BODY } })],
  ] as const)('%s: %j', (expected, text) => {
    expect(format(text)).toBe(expected)
  })

  it.each([
    ['', /is empty/, /known formats/],
    [' \n\t ', /is empty/, /known formats/],
    ['hello', /no capture/, /--format body/],
    ['{"a":1}', /no capture/, /known formats: cv-hook, http, har, curl, aws, ngrok, webhook-site, text, body/],
    [Buffer.from([0, 1, 2, 255]), /no capture/, /known formats/],
    [Buffer.from('d4c3b2a10200', 'hex'), /packet capture/, /tshark/],
    [Buffer.from('0a0d0d0a1c00', 'hex'), /packet capture/, /follow,tcp,raw/],
    [Buffer.from('1f8b0800', 'hex'), /gzip/, /unpack/],
    ['4321:9:websocket;0:', /mitmproxy/, /hardump/],
    ['<?xml version="1.0"?>', /XML/, /HAR/],
  ])('%j is refused with what to do', (text, message, hint) => {
    const error = refusal(() => read(text))
    expect(error.code).toBe('bad-capture')
    expect(error.exitCode).toBe(2)
    expect(error.message).toMatch(message)
    expect(error.message).toMatch(/^capture: [^\n]*[^.]$/)
    expect(error.hints.join('\n')).toMatch(hint)
  })

  it('of files that are read piece by piece, from their beginning', () => {
    const streamed = (text: string) => streamedFormat(Buffer.from(text))
    expect(streamed('{"cvHookCapture":1,"direction"')).toBe('cv-hook')
    expect(streamed('{"body":"{}","complete":true,"cvHookCapture":1,"dir')).toBe('cv-hook')
    expect(streamed('{"pages":[],"log":{"creator":{},"entr')).toBe('har')
    expect(streamed('{"log": {"version": "1.2", "pages": [')).toBe('har')
    expect(streamed(request())).toBeUndefined()
  })
})

describe('a format that was named', () => {
  it.each([
    ['http', /no HTTP\/1.x request/],
    ['har', /no list log.entries/],
    ['curl', /no curl command/],
    ['aws', /no event that AWS/],
    ['text', /no JSON with the members/],
  ] as const)('%s refuses another file', (named, message) => {
    expect(refusal(() => read('{"a":1}', { format: named })).message).toMatch(message)
  })

  it('of JSON says where a file stops being JSON, without quoting it', () => {
    const error = refusal(() => read('{"httpMethod":"POST","body":"Zoë O\'Brien","headers":', { format: 'aws' }))
    expect(error.message).toBe('capture: is not JSON to its end: character 53, the text ends too early')
  })

  it('reads what is there', () => {
    expect(read(`x ${PLAIN}`, { format: 'text' }).deliveries).toHaveLength(1)
    expect(textOf(readOne(`x ${PLAIN}`, { format: 'body' }))).toBe(`x ${PLAIN}`)
  })
})

describe('a plain body', () => {
  it('is taken as it is, with the signature beside it', () => {
    expect(readOne(`\ufeff${PLAIN}\n`, { signature: SIGNATURE })).toEqual({
      source: 'capture',
      format: 'body',
      trust: 'receiver',
      headers: [['x-cv-signature', SIGNATURE]],
      body: Buffer.from(`\ufeff${PLAIN}\n`),
      complete: true,
      notes: [],
    })
    expect(readOne('', { signature: 'x' })).toMatchObject({ body: Buffer.alloc(0), complete: true })
    expect(readOne(PLAIN)).toMatchObject({ format: 'body', headers: [] })
  })
})

describe('what is said of a file', () => {
  it('a signature goes to deliveries that have none', () => {
    const one = readOne(`INFO ${PLAIN}`, { format: 'text', signature: SIGNATURE })
    expect(signatureOf(one)).toBe(SIGNATURE)
    expect(one.notes.join()).toContain('the one that was given')
    expect(readOne(request(), { format: 'http', signature: 'x' }).headers.filter(header => header[1] === 'x')).toEqual(
      [],
    )
  })

  it('a trust counts more than the format', () => {
    expect(readOne(request(), { trust: 'typed' }).trust).toBe('typed')
    expect(readOne(PLAIN, { trust: 'wire' }).trust).toBe('wire')
  })

  it('UTF-16, as PowerShell writes, and a byte order mark are read', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(request(), 'utf16le')])
    expect(readOne(utf16)).toMatchObject({ format: 'http', trust: 'logged', complete: true, body: Buffer.from(BODY) })
    expect(textOf(readOne(Buffer.from(utf16.subarray(0)).swap16()))).toBe(BODY)
    expect(textOf(readOne(`\ufeff${request()}`))).toBe(BODY)
  })

  it('a large file is refused where it would have to be in memory', () => {
    const large = Buffer.alloc(65 * 1024 ** 2, 'x')
    expect(refusal(() => read(large, { format: 'http' })).message).toContain('65 MB')
    expect(read(large, { format: 'body' }).deliveries).toHaveLength(1)
  })
})

it('looksLikeDelivery: signed, or JSON', () => {
  const looks = (headers: ReadonlyArray<readonly [string, string]>, body?: string) =>
    looksLikeDelivery(headers, body === undefined ? undefined : Buffer.from(body))
  expect(looks([['X-Cv-Signature', '']])).toBe(true)
  expect(looks([], ' \ufeff{')).toBe(false)
  expect(looks([], '\ufeff {"a":1}')).toBe(true)
  expect(looks([], '[1]')).toBe(true)
  expect(looks([], 'a=1')).toBe(false)
  expect(looks([], '')).toBe(false)
  expect(looks([['content-type', 'application/json; charset=utf-8']], 'broken')).toBe(true)
  expect(looks([['content-type', 'application/vnd.api+json']], 'broken')).toBe(true)
  expect(looks([['content-type', 'application/json']])).toBe(false)
})

it('every format is listed', () => {
  expect([...CAPTURE_FORMATS].sort()).toEqual([
    'aws',
    'body',
    'curl',
    'cv-hook',
    'har',
    'http',
    'ngrok',
    'text',
    'webhook-site',
  ])
})
