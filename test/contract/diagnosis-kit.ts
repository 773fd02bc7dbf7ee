/** Diagnoses a receiver over real connections, and the faulty receivers that are to be named. */
import { createHash, createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { type DiagnosisOptions, diagnoseReceiver } from '../../src/app/diagnose.js'
import { diagnosisText } from '../../src/app/diagnosis-text.js'
import { deliver } from '../../src/http/delivery.js'
import { openEndpoint } from '../../src/http/endpoint.js'
import { options } from './harness.js'
import { type Arrived, answer, digest, finish, hashing, receive, SECRET } from './receiver-kit.js'
import { asPython, sorted } from './receivers.js'

type Handler = (arrived: Arrived) => unknown

export async function diagnosis(handle: Handler, more: Partial<DiagnosisOptions> = {}) {
  let accepted = 0
  const { url } = await receive(arrived => {
    arrived.response.on('finish', () => {
      if (arrived.response.statusCode < 300) accepted++
    })
    return handle(arrived)
  })
  const endpoint = await openEndpoint(url, { timeoutMs: 60_000, env: {}, requireLoopback: true, connections: 1 })
  const signal = new AbortController().signal
  try {
    const found = await diagnoseReceiver(
      { ...options(), secret: { label: 'secret 1', value: SECRET }, maxRequests: 400, ...more },
      {
        path: '/hook',
        secretHeaders: new Set(),
        newId: () => 'id',
        now: () => 0,
        sleep: async () => undefined,
        signal,
        deliver: request => deliver(endpoint, request, { retries: 0, signal }),
        onRequest: () => undefined,
      },
    )
    const { verdict, proof, causes, how, refused, requests } = found
    expect(JSON.stringify(diagnosisText(found))).not.toContain(SECRET)
    return { verdict, proof, causes, how, refused, requests, accepted }
  } finally {
    await endpoint.close()
  }
}

export const parsed = (body: Buffer) => JSON.parse(body.toString())
const without = (value: any): any => {
  if (Array.isArray(value)) return value.map(without)
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, without(one)]),
  )
}
const escaped = (text: string) =>
  text.replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A receiver that expects this value in the header. */
const expecting =
  (signatureOf: (body: Buffer) => string): Handler =>
  arrived =>
    arrived.request.headers['x-cv-signature'] === signatureOf(arrived.body) ? finish(arrived) : answer(arrived, 401)

/** A title, the causes, and the receiver. The first few are the most frequent. */
export const PROVEN: readonly (readonly [string, string[], Handler])[] = [
  ["Python's json.dumps", ['json-spacing', 'json-unicode-escapes'], hashing(body => asPython(parsed(body)))],
  [
    "PHP's json_encode",
    ['json-unicode-escapes', 'json-slash-escapes'],
    hashing(body => escaped(JSON.stringify(parsed(body))).replaceAll('/', '\\/')),
  ],
  ['slashes alone', ['json-slash-escapes'], hashing(body => body.toString().replaceAll('/', '\\/'))],
  ['indentation', ['json-indentation'], hashing(body => JSON.stringify(parsed(body), null, 2))],
  ['sorted members', ['json-key-order'], hashing(body => JSON.stringify(sorted(parsed(body))))],
  ['nulls left out', ['json-nulls-dropped'], hashing(body => JSON.stringify(without(parsed(body))))],
  ['the payload alone', ['json-part-signed'], hashing(body => JSON.stringify(parsed(body).payload))],
  ['a newline after the body', ['body-trailing-bytes'], hashing(body => `${body}\n`)],
  ['the body read as Latin-1', ['body-latin1'], hashing(body => body.toString('latin1'))],
  ['the body read as ASCII', ['body-ascii'], hashing(body => body.toString().replace(/[^\0-\x7f]/g, '?'))],
  ['an empty body', ['body-empty'], hashing(() => '')],
  ['[object Object]', ['body-stringified-object'], hashing(() => '[object Object]')],
  ['base64 of the body', ['body-base64-or-hex'], hashing(body => body.toString('base64'))],
  ['the body JSON-encoded again', ['json-double-encoded'], hashing(body => JSON.stringify(body.toString()))],
  ['a secret with a line feed', ['secret-whitespace'], hashing(body => body, `${SECRET}\n`)],
  ['a secret in quotes', ['secret-quotes-or-invisible'], hashing(body => body, `"${SECRET}"`)],
  ['an empty secret', ['secret-empty-or-undefined'], hashing(body => body, '')],
  ['the secret "undefined"', ['secret-empty-or-undefined'], hashing(body => body, 'undefined')],
  ['the secret hashed', ['secret-hashed'], hashing(body => body, createHash('sha256').update(SECRET).digest())],
  [
    'a secret with a line feed, and json.dumps',
    ['json-spacing', 'json-unicode-escapes', 'secret-whitespace'],
    hashing(body => asPython(parsed(body)), `${SECRET}\n`),
  ],
  ['SHA-1', ['signature-algorithm'], expecting(body => createHmac('sha1', SECRET).update(body).digest('hex'))],
  ['SHA-512', ['signature-algorithm'], expecting(body => createHmac('sha512', SECRET).update(body).digest('hex'))],
  ['base64', ['header-encoding'], expecting(body => Buffer.from(digest(body), 'hex').toString('base64'))],
  ['sha256= before it', ['header-format'], expecting(body => `sha256=${digest(body)}`)],
  ['upper case', ['comparison-wrong'], expecting(body => digest(body).toUpperCase())],
  [
    'a plain hash of secret and body',
    ['signature-construction'],
    expecting(body => createHash('sha256').update(SECRET).update(body).digest('hex')),
  ],
  [
    'the header under one spelling only',
    ['header-missing'],
    arrived => {
      const { rawHeaders } = arrived.request
      const at = rawHeaders.indexOf('X-CV-Signature')
      return at >= 0 && rawHeaders[at + 1] === digest(arrived.body) ? finish(arrived) : answer(arrived, 401)
    },
  ],
]
