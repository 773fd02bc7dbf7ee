/** Proxies: when one is used, how it is spoken to, and that a loopback host never has one. */
import { afterEach, describe, expect, it } from 'vitest'
import { proxyFor } from '../../src/http/proxy.js'
import { parseTarget } from '../../src/http/target.js'
import { answering, cutting, silent, unusedUrl } from '../support/servers.js'
import { certificate } from './certificates.js'
import { answer, closeAll, failure, OK, open, request } from './open.js'
import { startProxy } from './proxy-server.js'

afterEach(closeAll)

const choose = (url: string, env: Record<string, string>) => proxyFor(parseTarget(url), env)?.printable

describe('the choice', () => {
  it.each([
    ['http://a.invalid/', { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
    ['http://a.invalid/', { http_proxy: 'http://low:1', HTTP_PROXY: 'http://up:1' }, 'http://low:1'],
    ['http://a.invalid/', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://a.invalid/', { HTTPS_PROXY: 'p:1' }, 'http://p:1'],
    ['https://a.invalid/', { https_proxy: 'http://us:pw@p:1/' }, 'http://p:1'],
    ['https://a.invalid/', { HTTP_PROXY: 'http://p:1' }, undefined],
    ['https://a.invalid/', { HTTPS_PROXY: '' }, undefined],
    ['https://localhost/', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://x.localhost/', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['http://127.0.0.9/', { HTTP_PROXY: 'http://p:1' }, undefined],
    ['http://[::1]/', { HTTP_PROXY: 'http://p:1' }, undefined],
    ['http://0.0.0.0/', { HTTP_PROXY: 'http://p:1' }, undefined],
  ])('for %s with %j is %s', (url, env, proxy) => {
    expect(choose(url, env as Record<string, string>)).toBe(proxy)
  })

  it.each([
    ['*', true],
    ['hook.invalid', true],
    ['HOOK.invalid', true],
    ['.hook.invalid', true],
    ['*.hook.invalid', true],
    ['other, a.hook.invalid:8080', true],
    ['a.hook.invalid:80', false],
    ['b.hook.invalid', false],
    ['ook.invalid', false],
    ['', false],
    [' , ', false],
    ['10.0.0.0/8', false],
  ])('exempts a.hook.invalid:8080 by NO_PROXY=%s: %s', (NO_PROXY, exempt) => {
    expect(choose('http://a.hook.invalid:8080/', { HTTP_PROXY: 'http://p:1', NO_PROXY }) === undefined).toBe(exempt)
  })

  it.each([
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3/', '10.1.2.3', true],
    ['http://10.1.2.3/', '2.3', false],
    ['http://[2001:db8::1]/', '[2001:db8::1]', true],
    ['http://[2001:db8::1]/', '2001:db8::/32', true],
    ['http://10.1.2.3/', '10.0.0.0/99', false],
  ])('exempts %s by no_proxy=%s: %s', (url, no_proxy, exempt) => {
    expect(choose(url, { HTTP_PROXY: 'http://p:1', no_proxy }) === undefined).toBe(exempt)
  })

  it.each([
    ['socks5://p:1', 'HTTP_PROXY asks for a socks5 proxy, which cv-hook cannot use'],
    ['http://', 'HTTP_PROXY holds no proxy URL'],
    ['http://us:s3cret@[', 'HTTP_PROXY holds no proxy URL'],
  ])('refuses %s', (HTTP_PROXY, message) => {
    expect(() => choose('http://a.invalid/', { HTTP_PROXY })).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    )
  })
})

it('sends a plain request in absolute form, with duplicated headers and the credentials of the proxy', async () => {
  const proxy = await startProxy()
  const env = { HTTP_PROXY: proxy.proxyUrl.replace('//', '//us:pw@') }
  const endpoint = await open('http://hook.invalid:8080/x?a=1', { env })
  const headers = [
    ['X-Tag', '1'],
    ['X-Tag', '2'],
  ] as const
  expect(answer(await endpoint.attempt(request('{"a":1}', { headers }))).status).toBe(200)
  expect(endpoint.proxy).toBe(proxy.proxyUrl)
  expect(proxy.requests[0]!.toString().split('\r\n')).toEqual([
    'POST http://hook.invalid:8080/x?a=1 HTTP/1.1',
    'host: hook.invalid:8080',
    'connection: keep-alive',
    'X-Tag: 1',
    'X-Tag: 2',
    `proxy-authorization: Basic ${Buffer.from('us:pw').toString('base64')}`,
    'content-length: 7',
    '',
    '{"a":1}',
  ])
})

it('sends a TLS request through a tunnel, and checks the certificate of the receiver', async () => {
  const tls = certificate('other-host')
  const server = await answering(OK, { tls })
  const proxy = await startProxy({ leadsTo: server.port })
  const env = { HTTPS_PROXY: proxy.proxyUrl.replace('//', '//us:pw@') }
  const endpoint = await open('https://other.example.com.invalid/x', { env, ca: tls.cert })
  expect(failure(await endpoint.attempt(request()))).toContain('is for another host than other.example.com.invalid')
  const trusting = await open('https://hook.invalid/x', { env, insecure: true })
  for (let n = 0; n < 2; n++) expect(answer(await trusting.attempt(request())).status).toBe(200)
  expect(server.requests).toHaveLength(2)
  expect(server.requests[0]!.toString()).toContain('host: hook.invalid\r\n')
  expect(server.requests[0]!.toString()).not.toContain('proxy-')
  expect(proxy.requests[1]!.toString()).toBe(
    `CONNECT hook.invalid:443 HTTP/1.1\r\nhost: hook.invalid:443\r\nproxy-authorization: Basic ${Buffer.from('us:pw').toString('base64')}\r\n\r\n`,
  )
})

it('never uses a proxy for a loopback host, nor for a pinned one', async () => {
  const server = await answering(OK)
  const proxy = await startProxy()
  const env = { HTTP_PROXY: proxy.proxyUrl, http_proxy: proxy.proxyUrl }
  for (const host of ['127.0.0.1', 'localhost', '0.0.0.0']) {
    answer(await (await open(`http://${host}:${server.port}/`, { env })).attempt(request()))
  }
  answer(await (await open(server.url, { env, requireLoopback: true })).attempt(request()))
  expect(server.requests).toHaveLength(4)
  expect(proxy.requests).toEqual([])
})

describe('a proxy that does not help', () => {
  const through = async (proxyUrl: string, url = 'https://hook.invalid/', timeoutMs = 1000) =>
    failure(
      await (await open(url, { env: { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl }, timeoutMs })).attempt(request()),
    )

  it.each([
    ['HTTP/1.1 407 -\r\n\r\n', 'refused: the proxy PLACE wants credentials (407)'],
    ['HTTP/1.1 503 -\r\n\r\n', 'refused: the proxy PLACE does not connect to hook.invalid:443 (it answered 503)'],
    ['SSH-2.0-x\r\n\r\n', 'reset: the proxy PLACE does not answer as an HTTP proxy'],
    ['x'.repeat(20_000), 'reset: the proxy PLACE does not answer as an HTTP proxy'],
  ])('answers CONNECT with %.20j', async (refusal, message) => {
    const proxy = await startProxy({ refusal })
    expect(await through(proxy.proxyUrl)).toBe(message.replace('PLACE', `127.0.0.1:${proxy.port}`))
  })

  it('wants credentials for a plain request', async () => {
    const proxy = await startProxy({ refusal: 'HTTP/1.1 407 -\r\ncontent-length: 0\r\n\r\n' })
    expect(await through(proxy.proxyUrl, 'http://hook.invalid/')).toContain('wants credentials (407)')
  })

  it('has a certificate that cannot be trusted', async () => {
    const proxy = await startProxy({ tls: certificate('good') })
    expect(await through(proxy.proxyUrl)).toBe(
      `tls: the certificate of the proxy 127.0.0.1:${proxy.port} is self-signed`,
    )
  })

  it.each([
    ['http://proxy.invalid:8080', "the proxy's host name proxy.invalid is not known", 'http_proxy'],
    ['http://127.0.0.1:1', 'the proxy 127.0.0.1:1 refused the connection', 'http_proxy'],
  ])('is misspelt in its variable, which is then named: %s', async (http_proxy, message, variable) => {
    const endpoint = await open('http://hook.invalid/', { env: { http_proxy, HTTP_PROXY: 'http://other.invalid' } })
    const result = await endpoint.attempt(request())
    expect(result).toMatchObject({ ok: false })
    if (result.ok) return
    expect(result.error.message).toBe(message)
    expect(result.error.hints).toEqual([`${variable} names this proxy: check it, or name hook.invalid in NO_PROXY`])
  })

  it('is not there, closes, or stays silent', async () => {
    const gone = new URL(await unusedUrl()).origin
    expect(await through(gone)).toBe(`refused: the proxy ${new URL(gone).host} refused the connection`)
    const closing = await cutting('request', 'end')
    expect(await through(new URL(closing.url).origin)).toMatch(/^reset: the proxy \S+ closed the connection$/)
    const mute = await silent()
    expect(await through(new URL(mute.url).origin, 'https://hook.invalid/', 60)).toBe(
      'timeout: connecting: the proxy made no connection to hook.invalid:443 within 60 ms',
    )
  })
})
