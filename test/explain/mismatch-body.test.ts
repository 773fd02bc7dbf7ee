/** Bodies whose bytes were changed, secrets and headers: each cause by its exact ids. */
import { createHash, createHmac } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/explain/causes.js'
import { explainMismatch } from '../../src/explain/explain-mismatch.js'
import { delivery, hmac, SAMPLE, SECRET, sample } from './bodies.js'

const bytes = Buffer.from(sample)
const encoded = encodeURIComponent(sample)
const accents = sample.replaceAll('🧊', '').replaceAll('€', 'e')
const inChunks = (whole: Buffer, size: number) => {
  const count = Math.ceil(whole.length / size)
  const chunks = Array.from({ length: count }, (_, at) => whole.subarray(at * size, (at + 1) * size))
  const framed = chunks.map(chunk =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
  )
  return Buffer.concat([...framed, Buffer.from('0\r\n\r\n')])
}
const decomposed = JSON.stringify(SAMPLE).normalize('NFD')
const record = {
  resource: '/hook',
  httpMethod: 'POST',
  requestContext: { stage: 'prod', identity: { sourceIp: '192.0.2.1' } },
}

const ROWS: ReadonlyArray<readonly [string, string | Uint8Array, CauseId[], (string | Uint8Array)?]> = [
  ['a line feed after it', `${sample}\n`, ['body-trailing-bytes']],
  ['a CRLF after it', `${sample}\r\n`, ['body-trailing-bytes']],
  ['a NUL after it', `${sample}\0`, ['body-trailing-bytes']],
  ['a blank before it', ` ${sample}`, ['body-trailing-bytes']],
  ['its line feed missing', sample, ['body-trimmed'], `${sample}\n`],
  ['its CRLF missing', sample, ['body-trimmed'], `${sample}\r\n`],
  [
    'CRLF for LF',
    JSON.stringify(SAMPLE, null, 1).replaceAll('\n', '\r\n'),
    ['body-line-endings'],
    JSON.stringify(SAMPLE, null, 1),
  ],
  [
    'LF for CRLF',
    JSON.stringify(SAMPLE, null, 1),
    ['body-line-endings'],
    JSON.stringify(SAMPLE, null, 1).replaceAll('\n', '\r\n'),
  ],
  ['a byte order mark', `\ufeff${sample}`, ['body-bom']],
  ['its byte order mark missing', sample, ['body-bom'], `\ufeff${sample}`],
  ['mojibake', bytes.toString('latin1'), ['body-latin1']],
  ['mojibake of Windows', new TextDecoder('windows-1252').decode(bytes), ['body-latin1']],
  ['Latin-1 bytes', Buffer.from(accents, 'latin1'), ['body-latin1'], accents],
  ['UTF-16LE', Buffer.from(sample, 'utf16le'), ['body-utf16']],
  ['UTF-16BE with mark', Buffer.from(`\ufeff${sample}`, 'utf16le').swap16(), ['body-utf16']],
  ['NFD', decomposed, ['body-unicode-normalised']],
  ['NFC', sample, ['body-unicode-normalised'], decomposed],
  ['gzip', gzipSync(sample), ['body-compressed']],
  ['zlib', deflateSync(sample), ['body-compressed']],
  ['brotli', brotliCompressSync(sample), ['body-compressed']],
  ['base64', bytes.toString('base64'), ['body-base64-or-hex']],
  ['base64url', bytes.toString('base64url'), ['body-base64-or-hex']],
  ['base64 in lines', bytes.toString('base64').replace(/.{76}/g, '$&\r\n'), ['body-base64-or-hex']],
  ['hex', bytes.toString('hex'), ['body-base64-or-hex']],
  ['a form field', `payload=${encoded.replaceAll('%20', '+')}`, ['body-form-encoded']],
  ['the name of a form field', `${encoded}=`, ['body-form-encoded']],
  ['the name of a form field, not encoded', `${sample}=`, ['body-form-encoded']],
  ['a form field, not encoded', `payload=${sample}`, ['body-form-encoded']],
  ['percent-encoded, but for plus signs', encodeURI(sample), ['body-form-encoded']],
  ['line feeds on both sides', `\n${sample}\n`, ['body-trailing-bytes']],
  ['NULs after a line feed', `${sample}\n\0\0`, ['body-trailing-bytes']],
  ['chunks as they came', inChunks(bytes, 100), ['body-altered-by-proxy']],
  ['percent-encoded', encoded, ['body-form-encoded']],
  ['a form parsed and stringified', JSON.stringify(Object.fromEntries([[sample, '']])), ['body-form-encoded']],
  [
    'HTML-escaped',
    sample.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ['body-html-escaped'],
  ],
  ['API Gateway', JSON.stringify({ ...record, body: sample, isBase64Encoded: false }), ['body-envelope']],
  [
    'API Gateway, base64',
    JSON.stringify({ ...record, body: bytes.toString('base64'), isBase64Encoded: true }),
    ['body-envelope'],
  ],
  ['SNS, pretty-printed', JSON.stringify({ Type: 'Notification', Message: sample }, null, 2), ['body-envelope']],
  ['EventBridge', JSON.stringify({ version: '0', 'detail-type': 'x', detail: SAMPLE }), ['body-envelope']],
  ['Pub/Sub', JSON.stringify({ message: { data: bytes.toString('base64'), messageId: '1' } }), ['body-envelope']],
  [
    "Python's bytes",
    `b'${sample
      .replace(/[\u0080-\uffff]+/g, text => [...Buffer.from(text)].map(byte => `\\x${byte.toString(16)}`).join(''))
      .replaceAll('\\"', '\\\\"')
      .replaceAll("'", "\\'")}'`,
    ['body-stringified-object'],
  ],
  ["Ruby's inspect", sample.replaceAll('":', '"=>').replaceAll('null', 'nil'), ['body-stringified-object']],
  ['gzip in base64', gzipSync(sample).toString('base64'), ['body-compressed', 'body-base64-or-hex']],
  [
    'pretty-printed with a NUL at its end',
    `${JSON.stringify(SAMPLE, null, 2)}\0`,
    ['json-indentation', 'body-trailing-bytes'],
  ],
  ['pretty-printed with BOM', `\ufeff${JSON.stringify(SAMPLE, null, 2)}`, ['json-indentation', 'body-bom']],
]

for (const [name, received, causes, signed = sample] of ROWS)
  test(name, () => {
    const result = explainMismatch(delivery(signed, received))
    expect(result).toMatchObject({ proof: 'proven' })
    expect(result.causes.toSorted()).toEqual(causes.toSorted())
    expect(Buffer.from(result.restored!).equals(Buffer.from(signed as string))).toBe(true)
  })

test('a way through two faults is the first that is tried for the next delivery', () => {
  const [first, next] = [sample, sample.replace('50', '51')].map(signed =>
    delivery(signed, gzipSync(signed).toString('base64')),
  )
  const { transform } = explainMismatch(first!)
  expect(transform!.body).toContain('>')
  const again = explainMismatch(next!, { firstTry: transform! })
  expect(again).toMatchObject({ proof: 'proven', causes: ['body-compressed', 'body-base64-or-hex'] })
})

const KEYS: ReadonlyArray<readonly [string, CauseId[], string | Uint8Array, string?]> = [
  ['a line feed on our side', ['secret-whitespace'], SECRET, `${SECRET}\n`],
  ['a blank on our side', ['secret-whitespace'], SECRET, ` ${SECRET}`],
  ['a line feed on the other side', ['secret-whitespace'], `${SECRET}\n`],
  ['a CRLF on the other side', ['secret-whitespace'], `${SECRET}\r\n`],
  ['quotes on our side', ['secret-quotes-or-invisible'], SECRET, `"${SECRET}"`],
  ['a literal \\n on our side', ['secret-quotes-or-invisible'], SECRET, `${SECRET}\\n`],
  [
    'a zero-width space on our side',
    ['secret-quotes-or-invisible'],
    SECRET,
    `${SECRET.slice(0, 4)}\u200b${SECRET.slice(4)}`,
  ],
  ['quotes on the other side', ['secret-quotes-or-invisible'], `'${SECRET}'`],
  ['NAME= on our side', ['secret-pasted-prefix'], SECRET, `CV_SECRET=${SECRET}`],
  ['export NAME= on our side', ['secret-pasted-prefix'], SECRET, `export CV_SECRET=${SECRET}`],
  ['Bearer on our side', ['secret-pasted-prefix'], SECRET, `Bearer ${SECRET}`],
  ['whsec_ on the other side', ['secret-pasted-prefix'], `whsec_${SECRET}`],
  [
    'base64-decoded by the other side',
    ['secret-encoding'],
    Buffer.from('c2VjcmV0LXNlY3JldA==', 'base64'),
    'c2VjcmV0LXNlY3JldA==',
  ],
  ['hex-decoded by the other side', ['secret-encoding'], Buffer.from('00ff10ab', 'hex'), '00ff10ab'],
  ['base64-encoded by the other side', ['secret-encoding'], Buffer.from(SECRET).toString('base64')],
  ['hex-encoded by the other side', ['secret-encoding'], Buffer.from(SECRET).toString('hex')],
  ['cut at #', ['secret-truncated-or-expanded'], 'abc', 'abc#def'],
  ['$NAME expanded', ['secret-truncated-or-expanded'], 'abc-xyz', 'abc$HOME-xyz'],
  ['URL-decoded', ['secret-truncated-or-expanded'], 'a+b/c==', 'a%2Bb%2Fc%3D%3D'],
  ['lower case', ['secret-case-or-charset'], SECRET.toLowerCase()],
  ['NFD', ['secret-case-or-charset'], 'clé'.normalize('NFD'), 'clé'],
  ['Latin-1', ['secret-case-or-charset'], Buffer.from('clé', 'latin1'), 'clé'],
  ['sha256 in hex', ['secret-hashed'], createHash('sha256').update(SECRET).digest('hex')],
  ['sha256', ['secret-hashed'], createHash('sha256').update(SECRET).digest()],
  ['empty', ['secret-empty-or-undefined'], ''],
  ['undefined', ['secret-empty-or-undefined'], 'undefined'],
  ['null', ['secret-empty-or-undefined'], 'null'],
  ['quotes and line feed', ['secret-whitespace', 'secret-quotes-or-invisible'], SECRET, ` "${SECRET}"\n`],
]

describe('secrets', () => {
  for (const [name, causes, signKey, ours = SECRET] of KEYS)
    test(name, () => {
      const result = explainMismatch(delivery(sample, sample, { signKey, secrets: [{ label: 'main', value: ours }] }))
      expect(result).toMatchObject({ proof: 'proven', causes, secret: 'main' })
      expect(result.restored).toBeUndefined()
    })

  test('a suspect, by its label', () => {
    const suspects = [
      { label: 'staging', value: 'other' },
      { label: 'production', value: 'right' },
    ]
    const result = explainMismatch(delivery(sample, sample, { signKey: 'right', suspects }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['secret-of-another-environment'], secret: 'production' })
  })

  test('an unknown one is likely, never proven', () => {
    const result = explainMismatch(delivery(sample, sample, { signKey: 'nobody knows this' }))
    expect(result).toMatchObject({ proof: 'likely', causes: ['secret-unknown'] })
    expect(result.summary).toContain('the body looks untouched')
    expect(result.summary).toContain('the secret is the suspect')
  })

  test.each([
    ['payload', 'pbyload'],
    ['event', 'fvent'],
  ])('a body that lost its %s is not called untouched, and no secret is suspected', (name, changed) => {
    const body = String(sample).replace(`"${name}"`, `"${changed}"`)
    const result = explainMismatch(delivery(sample, body, { signKey: 'nobody knows this' }))
    expect(result).toMatchObject({ proof: 'none', causes: [] })
    expect(result.summary).toContain(`the body has no ${name}, which every delivery has`)
  })

  test('an unknown one blames nobody where the bytes were typed', () => {
    const result = explainMismatch(delivery(sample, sample, { signKey: 'nobody knows this', trust: 'typed' }))
    expect(result).toMatchObject({ proof: 'none', causes: [] })
  })
})

const digest = Buffer.from(hmac(sample), 'hex')
const HEADERS: ReadonlyArray<readonly [string, string[], CauseId[]]> = [
  ['sha256=', [`sha256=${hmac(sample)}`], ['header-format']],
  ['t=,v1=', [`t=1700000000,v1=${hmac(sample)}`], ['header-format']],
  ['quotes', [`"${hmac(sample)}"`], ['header-format']],
  ['0x', [`0x${hmac(sample)}`], ['header-format']],
  ['a line feed', [`${hmac(sample)}\n`], ['header-format']],
  ['sent twice', [hmac(sample), hmac(sample)], ['header-format']],
  ['two joined', [`${'0'.repeat(64)}, ${hmac(sample)}`], ['header-format']],
  ['hex pairs with colons', [hmac(sample).replace(/..(?=.)/g, '$&:')], ['header-format']],
  ['0 as O', [hmac(sample).replaceAll('0', 'O').replaceAll('1', 'l')], ['header-format']],
  ['base64', [digest.toString('base64')], ['header-encoding']],
  ['base64url', [digest.toString('base64url')], ['header-encoding']],
  ['base64 of hex', [Buffer.from(hmac(sample)).toString('base64')], ['header-encoding']],
  ['hex of hex', [Buffer.from(hmac(sample)).toString('hex')], ['header-encoding']],
  ['sha1', [hmac(sample, SECRET, 'sha1')], ['signature-algorithm']],
  ['sha224', [hmac(sample, SECRET, 'sha224')], ['signature-algorithm']],
  ['sha384', [hmac(sample, SECRET, 'sha384')], ['signature-algorithm']],
  ['sha512', [hmac(sample, SECRET, 'sha512')], ['signature-algorithm']],
  ['md5', [hmac(sample, SECRET, 'md5')], ['signature-algorithm']],
  ['sha3-256', [hmac(sample, SECRET, 'sha3-256')], ['signature-algorithm']],
  [
    'sha512 in base64',
    [createHmac('sha512', SECRET).update(sample).digest('base64')],
    ['header-encoding', 'signature-algorithm'],
  ],
  ['32 digits', [hmac(sample).slice(0, 32)], ['signature-truncated']],
  ['63 digits', [hmac(sample).slice(0, 63)], ['signature-truncated']],
  ['the last 40 digits', [hmac(sample).slice(-40)], ['signature-truncated']],
  [
    'sha256(secret + body)',
    [
      createHash('sha256')
        .update(SECRET + sample)
        .digest('hex'),
    ],
    ['signature-construction'],
  ],
  [
    'sha256(body + secret)',
    [
      createHash('sha256')
        .update(sample + SECRET)
        .digest('hex'),
    ],
    ['signature-construction'],
  ],
  ['sha256(body)', [createHash('sha256').update(sample).digest('hex')], ['signature-construction']],
  ['swapped', [hmac(SECRET, sample)], ['signature-construction']],
  ['over the hex', [hmac(bytes.toString('hex'))], ['signature-construction']],
  ['over the hash', [hmac(createHash('sha256').update(sample).digest('hex'))], ['signature-construction']],
  ['timestamp.body', [`t=1700000000,v1=${hmac(`1700000000.${sample}`)}`], ['header-format', 'signature-scheme']],
  ['id.timestamp.body', [hmac(`msg_1.1700000001.${sample}`)], ['signature-scheme']],
  ['URL + body', [hmac(`https://hooks.example.com/in?x=1${sample}`)], ['signature-scheme']],
]

describe('headers', () => {
  test.each(HEADERS)('%s', (_, signatureValues, causes) => {
    const headers = [
      ['Host', 'hooks.example.com'],
      ['Webhook-Id', 'msg_1'],
      ['Webhook-Timestamp', '1700000001'],
    ] as const
    const result = explainMismatch(delivery(sample, sample, { signatureValues, headers, path: '/in?x=1' }))
    expect(result).toMatchObject({ proof: 'proven', causes })
  })

  test('missing, with one that looks like it', () => {
    const headers = [['X_CV_Signature', hmac(sample)]] as const
    const result = explainMismatch(delivery(sample, sample, { signatureValues: [], headers }))
    expect(result).toMatchObject({ proof: 'observed', causes: ['header-missing'] })
    expect(result.summary).toContain('X_CV_Signature')
  })

  test.each([[['']], [[' \t']], [['', '']]])('there, but empty: %j', signatureValues => {
    const result = explainMismatch(delivery(sample, sample, { signatureValues }))
    expect(result).toMatchObject({ proof: 'observed', causes: ['header-missing'] })
    expect(result.summary).toContain('there, but empty')
  })

  test.each([
    ['O for 0', (hex: string) => hex.replace('0', 'O')],
    ['l for 1', (hex: string) => hex.replace('1', 'l')],
    ['both, and I', (hex: string) => hex.replace('0', 'o').replace('1', 'I').replace('1', 'l')],
    ['a Cyrillic a', (hex: string) => hex.replace('a', '\u0430')],
  ])('mistyped: %s', (_, mistype) => {
    const signatureValues = [mistype(hmac(sample))]
    expect(signatureValues[0]).not.toBe(hmac(sample))
    const proven = explainMismatch(delivery(sample, sample, { signatureValues }))
    expect(proven).toMatchObject({ proof: 'proven', causes: ['header-format'] })
    expect(proven.summary).toContain('the signature is mistyped: O for 0, l or I for 1')
    const unproven = explainMismatch(delivery(sample, '{"a":1}', { signatureValues }))
    expect(unproven).toMatchObject({ proof: 'likely', causes: ['header-format'] })
    expect(unproven.summary).toMatch(/the signature is mistyped: O for 0, l or I for 1.*still does not fit/)
  })

  test('a fixed value', () => {
    const result = explainMismatch(delivery(sample, sample, { signatureValues: ['letmein-please'] }))
    expect(result).toMatchObject({ proof: 'likely', causes: ['header-static-secret'] })
  })

  test('the secret itself', () => {
    const result = explainMismatch(delivery(sample, sample, { signatureValues: [SECRET] }))
    expect(result).toMatchObject({ proof: 'observed', causes: ['header-static-secret'] })
    expect(JSON.stringify(result)).not.toContain(SECRET)
  })

  test('eight digits are likely, not proven', () => {
    const result = explainMismatch(delivery(sample, sample, { signatureValues: [hmac(sample).slice(0, 8)] }))
    expect(result).toMatchObject({ proof: 'likely', causes: ['signature-truncated'] })
  })

  test('a valid signature is called nothing', () => {
    expect(explainMismatch(delivery(sample, sample))).toMatchObject({ proof: 'none', causes: [] })
    const refused = explainMismatch(delivery(sample, sample, { refused: 401 }))
    expect(refused).toMatchObject({ proof: 'likely', causes: ['comparison-wrong'] })
  })

  test("another delivery's body", () => {
    const otherBodies = [{ label: 'entry 2', body: Buffer.from('{"event":"OTHER"}') }]
    const result = explainMismatch(delivery('{"event":"OTHER"}', sample, { otherBodies }))
    expect(result).toMatchObject({ proof: 'proven', causes: ['body-of-another-delivery'] })
  })
})

const LIKELY: ReadonlyArray<readonly [string, string | Uint8Array, CauseId]> = [
  ['ASCII', sample.replace(/[\u0080-\uffff]/g, '?'), 'body-ascii'],
  ['U+FFFD', sample.replace(/[\u0080-\uffff]/g, '\ufffd'), 'body-invalid-utf8'],
  ['cut off', bytes.subarray(0, 300), 'body-truncated'],
  ['empty', '', 'body-empty'],
  ['[object Object]', '[object Object]', 'body-stringified-object'],
  ['null', 'null', 'body-stringified-object'],
  ['zstd', Buffer.from('28b52ffd04000102', 'hex'), 'body-compressed'],
  ['rounded', sample.replace('"amount":50', '"amount":12345678901234567000000'), 'json-big-integers'],
]

describe('evidence without proof', () => {
  test.each([
    ['10,000 open brackets', '['.repeat(10_000)],
    ['1,000 open objects', '{'.repeat(1000)],
    ['4,096 open lists of lists', '[[1,'.repeat(1024)],
  ])('%s are no body that was cut', (_, received) => {
    expect(explainMismatch(delivery(sample, received))).toMatchObject({ proof: 'none', causes: [] })
  })

  test.each(LIKELY)('%s', (_, received, cause) => {
    const result = explainMismatch(delivery(sample, received))
    expect(result.proof).toBe('likely')
    expect(result.causes).toContain(cause)
    expect(result.summary).toContain('likely, not proven')
    expect(result.causes).not.toContain('secret-unknown')
  })

  test('sorted, of an event whose order is not known', () => {
    const mixed = '{"event":"X_NEW","payload":{"b":1,"a":2,"d":3,"c":{"z":1,"y":2,"x":3},"e":4,"f":5,"g":6}}'
    const received = '{"event":"X_NEW","payload":{"a":2,"b":1,"c":{"x":3,"y":2,"z":1},"d":3,"e":4,"f":5,"g":6}}'
    const result = explainMismatch(delivery(mixed, received))
    expect(result).toMatchObject({ proof: 'likely', causes: ['json-key-order'] })
    expect(result.summary).toContain('order is unknown')
  })

  test('a body of nothing has no place to point at', () => {
    const { where, ...result } = explainMismatch(delivery('\n', ''))
    expect(result).toMatchObject({ proof: 'proven', causes: ['body-trimmed'] })
    expect(where).toBeUndefined()
  })

  test('an integer that lost its last digits is proven where few are possible', () => {
    const signed = sample.replace('"amount":50', '"amount":1234567890123456789')
    const result = explainMismatch(delivery(signed, sample.replace('"amount":50', '"amount":1234567890123456800')))
    expect(result).toMatchObject({ proof: 'proven', causes: ['json-big-integers'] })
  })

  test('altered behind a proxy', () => {
    const headers = [
      ['Content-Length', '9999'],
      ['Via', '1.1 varnish'],
    ] as const
    const result = explainMismatch(delivery('{"event":"OTHER"}', sample, { headers }))
    expect(result).toMatchObject({ proof: 'likely', causes: ['body-altered-by-proxy'] })
  })
})
