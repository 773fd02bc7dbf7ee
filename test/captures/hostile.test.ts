/**
 * Arbitrary files, and files made to be slow, deep or large: nothing but CvHookError. What is not linear in such a file
 * runs into the time-out of the runner; a search that may look at the same text twice counts what it looks at.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAPTURE_FORMATS } from '../../src/captures/delivery.js'
import { captureLineParser } from '../../src/captures/formats/cv-hook.js'
import { harEntries } from '../../src/captures/formats/har.js'
import { findBodies } from '../../src/captures/log/find.js'
import { findInFields } from '../../src/captures/log/in-fields.js'
import { parseCaptures } from '../../src/captures/parse.js'
import { CvHookError } from '../../src/core/errors.js'
import { HEAVY } from '../support/tier.js'
import { PIECES } from './pieces.js'
import { BODY, PLAIN, request, SIGNATURE } from './sample.js'
import { OF_BYTES, OF_TEXT } from './writers.js'

const runs = HEAVY ? 5000 : 40

/** Reads a file in every format; what is thrown must be ours, of one line, and must not quote the file. */
function readEveryWay(bytes: Uint8Array): void {
  for (const format of [undefined, ...CAPTURE_FORMATS]) {
    refuseOnly(() => {
      const { deliveries, notices } = parseCaptures(bytes, { name: 'f', ...(format ? { format } : {}) })
      for (const text of notices) expect(text).toMatch(/^f[^\n]*$/)
      for (const one of deliveries) {
        for (const [name, value] of one.headers) expect(`${name}${value}`).toMatch(/^[\0-\xff]*$/)
        expect(`${one.notes.join(' ')}${one.lossy ?? ''}`).not.toContain('\n')
      }
    })
  }
  refuseOnly(() => {
    const chunked = harEntries({ name: 'f' })
    for (let at = 0; at < bytes.length; at += 13) chunked.push(bytes.subarray(at, at + 13))
    chunked.end()
  })
  const lines = captureLineParser({ name: 'f' })
  lines.push(Uint8Array.from(bytes))
  lines.end()
}

function refuseOnly(action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof CvHookError)) throw error
    expect([error.code, error.message]).toEqual(['bad-capture', expect.stringMatching(/^f: [^\n]*$/)])
  }
}

describe('arbitrary files', () => {
  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), readEveryWay), { numRuns: runs })
  })

  it('of pieces that parsers know', () => {
    const file = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => Buffer.from(pieces.join('')))
    fc.assert(fc.property(file, readEveryWay), { numRuns: runs * 2 })
  })

  it('that are good ones with a part changed', () => {
    const good = [...Object.values(OF_BYTES), ...Object.values(OF_TEXT)].map(write => write(Buffer.from(BODY)))
    const changed = fc
      .tuple(fc.constantFrom(...good), fc.nat(), fc.nat({ max: 20 }), fc.constantFrom(...PIECES))
      .map(([file, at, length, piece]) => {
        const from = at % file.length
        return Buffer.concat([file.subarray(0, from), Buffer.from(piece), file.subarray(from + length)])
      })
    fc.assert(fc.property(changed, readEveryWay), { numRuns: runs })
  })
})

describe('files made to be slow', () => {
  const MB = HEAVY ? 1_000_000 : 20_000
  const many = (text: string, prefix = '', suffix = '') =>
    `${prefix}${text.repeat(Math.ceil(MB / text.length))}${suffix}`

  it.each([
    ['brackets', many('{')],
    ['lists', many('[')],
    ['quotes', many('"')],
    ['single quotes', many("'{")],
    ['backslashes', many('\\')],
    ['escaped quotes', many('\\"', '"event":"')],
    ['events', many('event')],
    ['names', many('"event":')],
    ['nested events', many('{"event":')],
    ['nested events of a text', many('{\\"event\\":', '"')],
    ['events of single quotes', many("{'event':")],
    ['bare events', many('{event: ')],
    ['whole events', many(PLAIN)],
    ['whole events, a line each', many(`${PLAIN}\n`)],
    ['events without payload', many('{"event":"A"} ')],
    ['events before a distant bracket', many(' "event": ', '{')],
    ['brackets, then events', `${'{'.repeat(MB / 2)}${',"event":1'.repeat(MB / 20)}`],
    ['Python bytes', many("b'{")],
    ['bytes of nginx', many('{\\x22event\\x22:')],
    ['bytes of nginx, a line each', many('{\\x22event\\x22:\n')],
    ['fields of CSV', many('"{""event"":')],
    ['quotes of CSV', many('""event"":', '"{')],
    ['small fields of nginx', many(`"${'{'.repeat(20)}${'{\\x22event\\x22:1,'.repeat(25)}"\n`)],
    ['small fields of CSV', many(`"${'{'.repeat(20)}${'{""event"":1,'.repeat(25)}"\n`)],
    ['buffers', many('"type":"Buffer","data":[1,')],
    ['digests', many(`${SIGNATURE} `, PLAIN)],
    ['digests in a line', many(`"${SIGNATURE}",`, PLAIN)],
    ['hex', many('a', PLAIN)],
    ['labels', many('expected ', PLAIN, SIGNATURE)],
    ['start lines', many('POST / HTTP/1.1\r\n')],
    ['unfinished start lines', many('POST ')],
    ['long targets', many(`POST ${'/'.repeat(8000)}\n`)],
    ['requests', many(request(PLAIN))],
    ['requests that claim too much', many('POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n')],
    ['requests with a chunk', many('POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n')],
    ['chunks', many('1\r\na\r\n', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n')],
    ['trailers', many('a:b\r\n', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n')],
    ['headers', many('a: b\r\n', 'POST / HTTP/1.1\r\n')],
    ['folded headers', many(' b\r\n', 'POST / HTTP/1.1\r\na: b\r\n')],
    ['a header', many('a', 'POST / HTTP/1.1\r\na: ')],
    ['blanks in a header', many(' ', 'POST / HTTP/1.1\r\na:', 'b')],
    ['followed streams', many('Follow: tcp,ascii\n')],
    ['trace blocks', many('=> Send header, 1 bytes (0x1)\n')],
    ['trace lines', many('0000: 41 \n', '=> Send header, 1 bytes (0x1)\n')],
    ['verbose lines', many('> POST / HTTP/1.1\n')],
    ['commands', many('curl -d 1 x\n')],
    ['commands with an open quote', many("curl '\n")],
    ['commands with an open bracket', many('curl $(\n')],
    ['commands with an open printf', many(`curl "$(printf '"'"'\n`)],
    ['open printf', many(`$(printf '"'"'`, 'curl ')],
    ['commands with a here-document', many('curl <<E\n')],
    ['typographic quotes', many('\u201c ', 'curl ')],
    ['typographic words', many('\u201cx\u201d', 'curl ')],
    ['words', many('a ', 'curl ')],
    ['pieces of a word', many(`'a'`, 'curl ')],
    ['data', many('-d a ', 'curl x ')],
    ['prompts', many('$ ')],
    ['a here-document of tabs', `curl <<-E\n${'\t'.repeat(MB)}`],
    ['log entries', many('{"request":{}},', '{"log":{"entries":[')],
    ['long names', many('a', '{"log":{"entries":[{"', '":1}]}}')],
    ['members', many('"a":1,', '{"httpMethod":1,')],
    ['items', many('{},', '{"Records":[')],
    ['cv-hook lines', many('{"cvHookCapture":1}\n')],
    ['bodies in a cv-hook line', many('"body":"",', '{"cvHookCapture":1,')],
    ['waiting lines', many('{"cvHookCapture":1,"id":"a"}\n')],
    ['base64 of blanks', `{"httpMethod":"POST","isBase64Encoded":true,"headers":{},"body":"${' '.repeat(MB)}*"}`],
    ['base64 of signs', `{"httpMethod":"POST","isBase64Encoded":true,"headers":{},"body":"${'='.repeat(MB)}*"}`],
    ['surrogates', `{"httpMethod":"POST","headers":{},"body":"${'\\udc80a'.repeat(MB / 8)}"}`],
    ['depth in an event', `{"httpMethod":"POST","headers":{},"body":${'['.repeat(MB)}${']'.repeat(MB)}}`],
    ['depth in EventBridge', `{"detail-type":1,"detail":${'[['.repeat(MB / 2)}${']]'.repeat(MB / 2)}}`],
    ['depth in a log', `INFO {"event":"A","payload":${'['.repeat(MB)}${']'.repeat(MB)}}`],
    ['depth in an archive', `{"log":{"entries":[{"request":${'[{"a":'.repeat(MB / 8)}`],
    ['newlines', many('\n')],
    ['carriage returns', many('\r')],
    ['NUL', many('\0')],
  ])('%s', (_, text) => {
    const bytes = Buffer.from(text)
    for (const format of [undefined, ...CAPTURE_FORMATS]) {
      refuseOnly(() => parseCaptures(bytes, { name: 'f', ...(format ? { format } : {}) }))
    }
    const bound = 10 * text.length + 512 * 1024
    expect(findBodies(text).looked).toBeLessThan(bound)
    expect(findInFields(text).looked).toBeLessThan(bound)
  })
})
