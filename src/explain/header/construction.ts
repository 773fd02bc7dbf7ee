/** Signatures that are no HMAC over the raw body: plain hashes, swapped arguments, other vendors' schemes. */
import { createHash, createHmac } from 'node:crypto'
import { headerValue } from '../../core/headers.js'
import type { CauseId } from '../causes.js'
import type { ExplainInput } from '../explanation.js'
import { encodedPieces } from '../large/encoded.js'

/** Another way to make a signature. */
export interface Construction {
  readonly cause: CauseId
  readonly how: string
  digest(algorithm: string, body: Buffer, secret: string): Buffer
}

const plain = (how: string, parts: (body: Buffer, secret: Buffer) => Buffer[]): Construction => ({
  cause: 'signature-construction',
  how,
  digest(algorithm, body, secret) {
    const hash = createHash(algorithm)
    for (const part of parts(body, Buffer.from(secret))) hash.update(part)
    return hash.digest()
  },
})

const keyed = (
  how: string,
  message: (body: Buffer, algorithm: string) => Iterable<Uint8Array | string>,
  cause: CauseId = 'signature-construction',
): Construction => ({
  cause,
  how,
  digest(algorithm, body, secret) {
    const hmac = createHmac(algorithm, secret)
    for (const part of message(body, algorithm)) hmac.update(part)
    return hmac.digest()
  },
})

/** Bytes of the longest block of any algorithm. */
const LONGEST_BLOCK = 256

const hash = (algorithm: string, data: string | Buffer) => createHash(algorithm).update(data).digest()

/** What is tried whatever the headers are. */
export const CONSTRUCTIONS: readonly Construction[] = [
  plain('a plain hash of the body', body => [body]),
  plain('a hash of secret and body', (body, secret) => [secret, body]),
  plain('a hash of body and secret', (body, secret) => [body, secret]),
  plain('a hash of secret, ":" and body', (body, secret) => [secret, Buffer.from(':'), body]),
  plain('a hash of body, ":" and secret', (body, secret) => [body, Buffer.from(':'), secret]),
  plain('a hash of secret, "." and body', (body, secret) => [secret, Buffer.from('.'), body]),
  plain('a hash of secret, body and secret', (body, secret) => [secret, body, secret]),
  {
    cause: 'signature-construction',
    how: 'an HMAC with secret and body swapped',
    // A key of more than a block is hashed first, which does not take its memory twice.
    digest: (algorithm, body, secret) =>
      createHmac(algorithm, body.length > LONGEST_BLOCK ? hash(algorithm, body) : body)
        .update(secret)
        .digest(),
  },
  keyed('an HMAC over the hex of the body', body => encodedPieces(body, 'hex')),
  keyed('an HMAC over the base64 of the body', body => encodedPieces(body, 'base64')),
  keyed('an HMAC over the hash of the body in hex', (body, algorithm) => [hash(algorithm, body).toString('hex')]),
  keyed('an HMAC over the hash of the body', (body, algorithm) => [hash(algorithm, body)]),
  keyed('an HMAC over the hash of the body in base64', (body, algorithm) => [hash(algorithm, body).toString('base64')]),
  {
    cause: 'signature-construction',
    how: 'a hash of the HMAC',
    digest: (algorithm, body, secret) => hash(algorithm, createHmac(algorithm, secret).update(body).digest()),
  },
  {
    cause: 'signature-construction',
    how: 'a hash of the HMAC in hex',
    digest: (algorithm, body, secret) => hash(algorithm, createHmac(algorithm, secret).update(body).digest('hex')),
  },
]

const TIME_NAME = /(?:time|date|(?:^|-)ts$)/i
const ID_NAME = /(?:-id$|^id$|nonce|delivery)/i
const MOST_VALUES = 4

/** Schemes that sign something of the request beside the body, with the values that this request has. */
export function schemesFor({ headers = [], path, signatureValues }: ExplainInput): Construction[] {
  const valuesOf = (name: RegExp) => headers.filter(one => name.test(one[0]) && one[1].length < 100).map(one => one[1])
  const inline = signatureValues.flatMap(value => /(?:^|[,; ])t=(\d{8,14})/.exec(value.slice(0, 200))?.[1] ?? [])
  const times = [...new Set([...inline, ...valuesOf(TIME_NAME)])].slice(0, MOST_VALUES)
  const ids = valuesOf(ID_NAME).slice(0, MOST_VALUES)
  const prefixes = times.flatMap(time => [
    `${time}.`,
    `v0:${time}:`,
    `${time}:`,
    time,
    `${time}\n`,
    ...ids.flatMap(id => [`${id}.${time}.`, `${id}|${time}|`, id + time]),
  ])
  prefixes.push(...ids.flatMap(id => [`${id}.`, id]))
  const host = headerValue(headers, 'host')
  if (path !== undefined) {
    const bare = path.split('?', 1)[0]!
    prefixes.push(path, `POST${path}`, `POST\n${path}\n`, bare)
    if (host)
      prefixes.push(`https://${host}${path}`, `http://${host}${path}`, `https://${host}${bare}`, `https://${host}`)
  }
  const schemes = prefixes.map(prefix => scheme('before', prefix, body => [prefix, body]))
  const suffixes = [...times, ...(path === undefined ? [] : [path, ...(host ? [`https://${host}${path}`] : [])])]
  schemes.push(...suffixes.map(suffix => scheme('after', suffix, body => [body, suffix])))
  schemes.push(...times.map(time => scheme('after', time, body => [body, `.${time}`])))
  return schemes
}

const scheme = (where: string, text: string, parts: (body: Buffer) => Array<string | Buffer>): Construction =>
  keyed(
    `an HMAC over the body with ${/^https?:|^\/|^POST/.test(text) ? 'the URL' : 'values of headers'} ${where} it`,
    parts,
    'signature-scheme',
  )
