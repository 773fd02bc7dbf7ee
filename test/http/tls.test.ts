/** TLS: whom cv-hook trusts, how it is told to, and what it says when it does not. */
import { afterEach, describe, expect, it } from 'vitest'
import type { ConnectionOptions } from '../../src/http/endpoint.js'
import { openEndpoint } from '../../src/http/endpoint.js'
import { answering, cutting, listen } from '../support/servers.js'
import { type CertificateKind, certificate } from './certificates.js'
import { answer, closeAll, failure, OK, open, place, request } from './open.js'

afterEach(closeAll)

const secure = (kind: CertificateKind) => answering(OK, { tls: certificate(kind) })

const attempt = async (url: string, options: Partial<ConnectionOptions> = {}) =>
  (await open(url, options)).attempt(request())

const hints = (result: Awaited<ReturnType<typeof attempt>>) => (result.ok ? '' : result.error.hints.join('\n'))

it('refuses a certificate that it does not know, and says how to trust it', async () => {
  const server = await secure('good')
  const result = await attempt(server.url)
  expect(failure(result)).toBe(`tls: the certificate of ${place(server)} is self-signed`)
  expect(hints(result)).toContain('--cacert')
  expect(hints(result)).toContain('--insecure')
  expect(server.requests).toEqual([])
})

it('trusts the authority that it is given, for an address and for a name', async () => {
  const server = await secure('good')
  const ca = certificate('good').cert
  expect(answer(await attempt(server.url, { ca })).status).toBe(200)
  expect(answer(await attempt(`https://localhost:${server.port}/`, { ca: Buffer.from(ca) })).status).toBe(200)
})

it('keeps a TLS connection, and sends a large body on it', async () => {
  const server = await secure('good')
  const endpoint = await open(server.url, { ca: certificate('good').cert })
  for (const size of [10, 3_000_000, 10]) answer(await endpoint.attempt(request(Buffer.alloc(size))))
  expect(server.requests.map(raw => raw.length > 3_000_000)).toEqual([false, true, false])
  expect(server.received).toHaveLength(1)
})

it.each([
  ['expired', 'has expired'],
  ['other-host', 'is for another host than 127.0.0.1'],
] as const)('refuses a certificate that is %s, unless told to accept any', async (kind, words) => {
  const server = await secure(kind)
  const result = await attempt(server.url, { ca: certificate(kind).cert })
  expect(failure(result)).toBe(`tls: the certificate of ${place(server)} ${words}`)
  expect(hints(result)).toContain('--insecure')
  expect(answer(await attempt(server.url, { insecure: true })).status).toBe(200)
})

describe('a client certificate', () => {
  const client = certificate('client')
  const demanding = () =>
    answering(OK, { tls: { ...certificate('good'), ca: client.cert, requestCert: true, rejectUnauthorized: true } })

  it('is presented', async () => {
    const server = await demanding()
    expect(answer(await attempt(server.url, { insecure: true, ...client })).status).toBe(200)
  })

  it('is asked for in the hints where the receiver demands one', async () => {
    const server = await demanding()
    const result = await attempt(server.url, { insecure: true })
    expect(failure(result)).toMatch(/refused the TLS connection|closed the connection without an answer/)
    expect(hints(result)).toContain('--cert')
  })
})

it.each([
  ['answers in plain HTTP', () => listen(socket => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ['greets in another protocol', () => listen(socket => socket.write('220 mail.example.com ESMTP\r\n'))],
  ['closes', () => cutting('connect', 'end')],
])('says that a receiver does not speak TLS when it %s', async (_what, start) => {
  const server = await start()
  const result = await attempt(server.url.replace('http:', 'https:'))
  expect(failure(result)).toBe(`tls: ${place(server)} does not answer as TLS`)
  expect(hints(result)).toContain('http://')
})

const ALERTS = {
  handshake_failure: Buffer.from([0x15, 3, 3, 0, 2, 2, 40]),
  protocol_version: Buffer.from([0x15, 3, 3, 0, 2, 2, 70]),
}

it.each([
  ['handshake_failure', 'handshake failure', '--cert'],
  ['protocol_version', 'protocol version', 'no TLS version or cipher in common'],
] as const)('says what the receiver has against the connection: %s', async (alert, words, hint) => {
  const server = await listen(socket => socket.once('data', () => socket.write(ALERTS[alert])))
  const result = await attempt(server.url.replace('http:', 'https:'))
  expect(failure(result)).toBe(`tls: ${place(server)} refused the TLS connection (${words})`)
  expect(hints(result)).toContain(hint)
})

it('knows TLS where plain HTTP was sent', async () => {
  const server = await answering(ALERTS.protocol_version)
  const result = await attempt(server.url)
  expect(failure(result)).toBe(`tls: ${place(server)} speaks TLS`)
  expect(hints(result)).toContain('https://')
})

it('says that a receiver speaks TLS, or at least that it closed', async () => {
  const server = await secure('good')
  const result = await attempt(server.url.replace('https:', 'http:'))
  expect(result).toMatchObject({ ok: false })
  expect(failure(result)).toMatch(/speaks TLS|closed the connection without an answer|reset the connection/)
})

it.each([
  ['no PEM as authority', { ca: 'nonsense' }, '--cacert holds no usable PEM text'],
  ['no PEM as certificate', { cert: 'nonsense', key: 'nonsense' }, '--cert holds no usable PEM text'],
  ['a certificate without key', { cert: 'x' }, 'a client certificate needs its key'],
  ['a key without certificate', { key: 'x' }, 'a client key needs its certificate'],
])('refuses %s', async (_what, options, message) => {
  const opening = openEndpoint('https://localhost/', { timeoutMs: 1, connections: 1, env: {}, ...options })
  await expect(opening).rejects.toMatchObject({ code: 'usage', message })
})

it('refuses a key of another certificate', async () => {
  const options = { cert: certificate('client').cert, key: certificate('good').key }
  const opening = openEndpoint('https://localhost/', { timeoutMs: 1, connections: 1, env: {}, ...options })
  await expect(opening).rejects.toMatchObject({ code: 'usage', message: '--key does not belong to the certificate' })
})
