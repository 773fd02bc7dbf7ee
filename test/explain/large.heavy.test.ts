/** Large bodies: faults of bytes, blanks, secret and header are proven while they pass; beyond 8 MiB the rest is told as not looked for. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainComputed } from '../../src/explain/explain-computed.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { createExplainer } from '../../src/explain/explainer.js'
import { decision, delivery, go, hmac, php, python, SECRET, write } from './bodies.js'

const text = 'Zoë Núñez has 38.5 °C, x@example.com, +1 202 555 0143 "quoted" '
const items = Array.from({ length: 120_000 }, (_, at) => ({ at, text }))
const large = JSON.stringify({ event: 'CREATE_CASE', payload: { items } })
const bytes = Buffer.from(large)
const indented = JSON.stringify({ event: 'CREATE_CASE', payload: { items: items.slice(0, 110_000) } }, null, 1)
const plain = 'Plain text,\r\nof several lines.\r\n'.repeat(300_000)

test('the bodies are beyond the limit', () => {
  for (const body of [large, indented, plain]) expect(Buffer.byteLength(body)).toBeGreaterThan(8 * 1024 ** 2)
})

type Row = [name: string, received: string | Uint8Array, causes: CauseId[], signed?: string | Uint8Array]

const BODIES: Row[] = [
  ['a line feed after it', `${large}\n`, ['body-trailing-bytes']],
  ['a CRLF and blanks after it', `${large}\r\n  `, ['body-trailing-bytes']],
  ['a line feed before it', `\n${large}`, ['body-trailing-bytes']],
  ['its line feed missing', bytes, ['body-trimmed'], `${large}\n`],
  ['its CRLF missing', bytes, ['body-trimmed'], `${large}\r\n`],
  ['its NUL missing', bytes, ['body-trimmed'], `${large}\0`],
  ['a blank before it missing', bytes, ['body-trimmed'], ` ${large}`],
  ['a byte order mark', `\ufeff${large}`, ['body-bom']],
  ['its byte order mark missing', bytes, ['body-bom'], `\ufeff${large}`],
  ['a byte order mark and a line feed', `\ufeff${large}\n`, ['body-trailing-bytes', 'body-bom']],
  ['CRLF for LF', plain, ['body-line-endings'], plain.replaceAll('\r\n', '\n')],
  ['LF for CRLF', plain.replaceAll('\r\n', '\n').repeat(2), ['body-line-endings'], plain.repeat(2)],
  ['mojibake', bytes.toString('latin1'), ['body-latin1']],
  ['mojibake of Windows', new TextDecoder('windows-1252').decode(bytes), ['body-latin1']],
  ['Latin-1 bytes', Buffer.from(large, 'latin1'), ['body-latin1']],
  ['UTF-16LE', Buffer.from(large, 'utf16le'), ['body-utf16']],
  ['UTF-16BE with mark', Buffer.from(`\ufeff${large}`, 'utf16le').swap16(), ['body-utf16']],
  ['base64', bytes.toString('base64'), ['body-base64-or-hex']],
  ['base64url', bytes.toString('base64url'), ['body-base64-or-hex']],
  ['base64 in lines', bytes.toString('base64').replace(/.{76}/g, '$&\r\n'), ['body-base64-or-hex']],
  ['hex', bytes.toString('hex'), ['body-base64-or-hex']],
  ['blanks between', large.replaceAll('":', '": '), ['json-spacing']],
  ['indented', `${indented}\n`, ['json-indentation'], JSON.stringify(JSON.parse(indented))],
  ['framing of chunks', chunked(bytes), ['body-altered-by-proxy']],
]

function chunked(body: Buffer): Buffer {
  const half = Math.floor(body.length / 2)
  const pieces = [body.subarray(0, half), body.subarray(half)]
  const framed = pieces.flatMap(piece => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
  return Buffer.concat([...framed, Buffer.from('0\r\n\r\n')])
}

test.each<Row>(BODIES)('%s', (_, received, causes, signed = large) => {
  const result = explainMismatch(delivery(signed, received))
  expect(result).toMatchObject({ proof: 'proven', causes, secret: 'main' })
  expect(result.where?.offset).toBeLessThanOrEqual(Buffer.byteLength(received as string))
  expect(result.restored).toBeUndefined()
})

test('where a body of many pieces parts from what was signed', () => {
  const at = bytes.indexOf('"at":66000')
  const odd = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r'), bytes.subarray(at)])
  const { where, causes } = explainMismatch(delivery(large, odd))
  expect(causes).toEqual(['json-indentation'])
  expect(where).toMatchObject({ offset: at })
  expect(where?.text).toContain('\\r')
})

describe('the secret and the header', () => {
  test.each<[CauseId, string | Uint8Array]>([
    ['secret-whitespace', `${SECRET}\n`],
    ['secret-quotes-or-invisible', `"${SECRET}"`],
    ['secret-encoding', Buffer.from(SECRET).toString('base64')],
    ['secret-empty-or-undefined', ''],
    ['secret-hashed', createHash('sha256').update(SECRET).digest('hex')],
    ['secret-truncated-or-expanded', SECRET.slice(0, -1)],
  ])('%s', (cause, signKey) => {
    expect(explainMismatch(delivery(large, large, { signKey }))).toMatchObject({ proof: 'proven', causes: [cause] })
  })

  test('a suspect', () => {
    const suspects = [{ label: 'staging', value: 'whk_staging' }]
    const result = explainMismatch(delivery(large, large, { signKey: 'whk_staging', suspects }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['secret-of-another-environment'], secret: 'staging' })
  })

  test('with a fault of the body', () => {
    const result = explainMismatch(delivery(large, `${large}\n`, { signKey: `${SECRET}\r\n` }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['body-trailing-bytes', 'secret-whitespace'] })
    const latin1 = explainMismatch(delivery(large, bytes.toString('latin1'), { signKey: `${SECRET}\n` }))
    expect(latin1).toMatchObject({ proof: 'proven', causes: ['body-latin1', 'secret-whitespace'] })
  })

  test.each<[CauseId[], string]>([
    [['signature-algorithm'], hmac(large, SECRET, 'sha512')],
    [['signature-algorithm'], hmac(large, SECRET, 'sha1')],
    [['signature-algorithm'], hmac(large, SECRET, 'sha3-256')],
    [['header-encoding'], Buffer.from(hmac(large), 'hex').toString('base64')],
    [['header-format'], `sha256=${hmac(large)}`],
    [['signature-truncated'], hmac(large).slice(0, 20)],
    [['signature-construction'], createHash('sha256').update(large).digest('hex')],
    [['signature-construction'], createHash('sha256').update(SECRET).update(large).digest('hex')],
    [['signature-construction'], hmac(bytes.toString('hex'))],
    [['signature-construction'], hmac(bytes.toString('base64'))],
    [['signature-construction'], hmac(SECRET, bytes)],
    [['body-trimmed', 'signature-algorithm'], hmac(`${large}\n`, SECRET, 'sha384')],
  ])('%s', (causes, value) => {
    const result = explainMismatch(delivery(large, large, { signatureValues: [value] }))
    expect(result).toMatchObject({ proof: 'proven', causes })
  })

  test('a scheme with a time', () => {
    const headers = [['x-timestamp', '1767000000']] as const
    const signatureValues = [hmac(`1767000000.${large}`)]
    const result = explainMismatch(delivery(large, large, { signatureValues, headers }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['signature-scheme'] })
  })

  test('another delivery', () => {
    const otherBodies = [{ label: 'entry 2', body: Buffer.from('{"event":"ORDER_CREATED","payload":{}}') }]
    const result = explainMismatch(delivery(otherBodies[0]!.body, large, { otherBodies }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['body-of-another-delivery'] })
  })
})

test('what was not looked for is said, and nothing is blamed', () => {
  const result = explainMismatch(delivery('{}', large))
  expect(result).toMatchObject({ proof: 'none', causes: [], tried: { exhausted: false } })
  expect(result.summary).toContain('8 MB')
  expect(explainMismatch(delivery('{}', large)).tried).toEqual(result.tried)
})

test('a body that is shorter than announced, and ends early', () => {
  const headers = [['Content-Length', String(bytes.length)]] as const
  const result = explainMismatch(delivery(large, bytes.subarray(0, -1000), { headers }))
  expect(result).toMatchObject({ proof: 'likely', causes: ['body-truncated'] })
})

test('the budget bounds what is hashed', () => {
  const budget = { bytes: 3 * bytes.length }
  const { tried } = explainMismatch(delivery('{}', large), { budget })
  expect(tried.exhausted).toBe(true)
  expect(tried.bytes).toBeLessThanOrEqual(budget.bytes)
  // One key more than the secrets themselves is tried even so.
  const found = explainMismatch(delivery(large, large, { signKey: `${SECRET}\n` }), { budget })
  expect(found).toMatchObject({ proof: 'proven', causes: ['secret-whitespace'] })
})

test('what was proven last is tried first', () => {
  const explainer = createExplainer()
  const input = delivery(large, bytes.toString('latin1'), { signKey: `${SECRET}\r\n` })
  const first = explainer.mismatch(input)!
  const again = explainer.mismatch(input)!
  expect(again.causes).toEqual(first.causes)
  expect(again.tried.bytes).toBeLessThan(first.tried.bytes / 3)
})

describe('bodies of 1 to 8 MiB: the text is looked into too, besides', () => {
  const noise = Array.from({ length: 24_000 }, (_, at) => createHash('sha512').update(`${at}`).digest())
  const document = Buffer.concat(noise).toString('base64')
  const value = {
    event: 'ADD_CASE_DECISION',
    payload: { decision: JSON.parse(decision).payload.decision, document, name: 'Zoë' },
  }
  const middle = JSON.stringify(value)

  test.each<[CauseId[], string | Uint8Array, (string | Uint8Array)?]>([
    [['body-trailing-bytes'], `${middle}\n`],
    [['body-trimmed'], middle, `${middle}\n`],
    [['body-latin1'], Buffer.from(middle).toString('latin1')],
    [['json-indentation'], JSON.stringify(value, null, 2)],
    [['json-unicode-escapes', 'json-slash-escapes'], write(value, php)],
    [['json-html-escapes', 'json-key-order'], write(value, go)],
    [['json-spacing', 'json-unicode-escapes'], write(value, python)],
    [['body-compressed'], gzipSync(middle)],
    [['json-indentation', 'body-base64-or-hex'], Buffer.from(JSON.stringify(value, null, 1)).toString('base64')],
  ])('%s', (causes, received, signed = middle) => {
    const result = explainMismatch(delivery(signed, received))
    expect(result).toMatchObject({ proof: 'proven', causes, secret: 'main' })
    expect(Buffer.compare(result.restored!, Buffer.from(signed as string))).toBe(0)
  })

  test('a fault of the JSON with one of the secret', () => {
    const result = explainMismatch(delivery(middle, write(value, php), { signKey: `${SECRET}\n` }))
    const causes = ['json-unicode-escapes', 'json-slash-escapes', 'secret-whitespace']
    expect(result).toMatchObject({ proof: 'proven', causes })
  })

  test('what the receiver hashed of a body that was changed on the way', () => {
    const input = delivery(middle, Buffer.from(`${middle}\n`))
    expect(explainComputed({ ...input, computed: hmac(write(value, php)) })).toMatchObject({
      proof: 'proven',
      causes: ['json-unicode-escapes', 'json-slash-escapes'],
    })
  })
})

describe('the digest that the receiver computed', () => {
  test.each<[CauseId[], string | Uint8Array, string?]>([
    [['body-empty'], ''],
    [['body-stringified-object'], '[object Object]'],
    [['body-trailing-bytes'], `${large}\n`],
    [['body-bom'], `\ufeff${large}`],
    [['body-truncated'], bytes.subarray(0, 1024 * 1024)],
    [['body-truncated'], bytes.subarray(0, -1)],
    [['body-base64-or-hex'], bytes.toString('base64')],
    [['body-base64-or-hex'], bytes.toString('hex')],
    [['body-latin1'], bytes.toString('latin1')],
    [['body-latin1'], Buffer.from(large, 'latin1')],
    [['body-utf16'], Buffer.from(large, 'utf16le')],
    [['secret-whitespace'], large, `${SECRET}\n`],
    [['body-trailing-bytes', 'secret-whitespace'], `${large}\n`, `${SECRET}\n`],
  ])('%s', (causes, hashed, key = SECRET) => {
    const result = explainComputed({ ...delivery(large, large), computed: hmac(hashed, key) })
    expect(result).toMatchObject({ proof: 'proven', causes })
  })

  test('the right one: the comparison is wrong', () => {
    const result = explainComputed({ ...delivery(large, large), computed: hmac(large) })
    expect(result).toMatchObject({ proof: 'proven', causes: ['comparison-wrong'] })
  })

  test('of the very bytes at hand, which differ from what was signed', () => {
    const result = explainComputed({ ...delivery(large, `${large}\n`), computed: hmac(`${large}\n`) })
    expect(result).toMatchObject({ proof: 'proven', causes: ['body-trailing-bytes'] })
    expect(result.summary).toContain('hashed exactly these bytes')
  })

  test('of nothing known', () => {
    const result = explainComputed({ ...delivery(large, large), computed: 'ab'.repeat(32) })
    expect(result).toMatchObject({ proof: 'none', causes: [] })
    expect(result.summary).toContain('8 MB')
  })
})
