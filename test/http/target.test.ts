/** URLs as they are given, sent and shown. */
import { expect, it } from 'vitest'
import { appendQuery, parseTarget } from '../../src/http/target.js'

it.each([
  ['http://localhost:3000/x', 'localhost', 3000, 'localhost:3000', '/x'],
  ['http://example.com', 'example.com', 80, 'example.com', '/'],
  ['https://example.com:443/a/../b', 'example.com', 443, 'example.com', '/b'],
  ['https://EXAMPLE.com:8443/?a=1#b', 'example.com', 8443, 'example.com:8443', '/?a=1'],
  ['http://[::1]:3000/', '::1', 3000, '[::1]:3000', '/'],
  ['http://bücher.example/ä?ö=é', 'xn--bcher-kva.example', 80, 'xn--bcher-kva.example', '/%C3%A4?%C3%B6=%C3%A9'],
  [' http://localhost/x ', 'localhost', 80, 'localhost', '/x'],
  ["http://localhost/?q='a'&b={}|", 'localhost', 80, 'localhost', "/?q='a'&b={}|"],
])('reads %s', (url, hostname, port, authority, path) => {
  expect(parseTarget(url)).toMatchObject({ hostname, port, authority, path })
  expect(parseTarget(new URL(url))).toMatchObject({ hostname, port, authority })
})

it.each([
  ['http://us:pw@localhost/x?token=abc&empty=&flag&a=1=2#f', 'http://localhost/x?token=***&empty=***&***&a=***'],
  ['http://localhost/?', 'http://localhost/?'],
  ['https://localhost:8443/x', 'https://localhost:8443/x'],
])('shows %s without what is secret in it', (url, shown) => {
  expect(parseTarget(url).printable).toBe(shown)
})

it.each([
  ['', 'the URL is empty', 'http://localhost:3000/webhook'],
  ['localhost:3000/x', 'the URL "localhost:3000/x" has no scheme', 'write http://localhost:3000/x'],
  ['127.0.0.1:3000', 'the URL "127.0.0.1:3000" has no scheme', 'write http://127.0.0.1:3000'],
  ['3000/x', 'the URL "3000/x" has no scheme', 'write http://localhost:3000/x'],
  ['example.com/hook', 'the URL "example.com/hook" has no scheme', 'write https://example.com/hook'],
  ['//example.com/hook', 'the URL "//example.com/hook" has no scheme', 'write https://example.com/hook'],
  ['http:/localhost', 'the URL "http:/localhost" has no scheme', 'write http://localhost'],
  ['us:secret@host/x?token=t', 'the URL "***@host/x?token=***" has no scheme', 'write https://***@host/x?token=***'],
  ['ftp://host/x', 'the URL "ftp://host/x" starts with ftp://', 'only http:// and https:// can be sent to'],
  ['ws://us:pw@host/x', 'the URL "ws://***@host/x" starts with ws://', 'only http:// and https:// can be sent to'],
  ['http://', 'the URL "http://" cannot be read as a URL', 'http://localhost:3000/webhook'],
  ['http://localhost:99999/', 'the URL "http://localhost:99999/" cannot be read as a URL', 'http://localhost:3000'],
  ['http://a b/\u001b[31m', 'the URL "http://a b/\\x1b[31m" cannot be read as a URL', 'http://localhost:3000'],
])('refuses %j', (url, message, hint) => {
  const refusal = () => parseTarget(url)
  expect(refusal).toThrow(message)
  expect(refusal).toThrow(expect.objectContaining({ code: 'usage', message, hints: [expect.stringContaining(hint)] }))
})

it('makes basic authorization of credentials, also of those that are wrongly escaped', () => {
  const credentials = (url: string) => Buffer.from(parseTarget(url).authorization?.slice(6) ?? '', 'base64').toString()
  expect(credentials('http://us:p%40w@localhost/')).toBe('us:p@w')
  expect(credentials('http://us@localhost/')).toBe('us:')
  expect(credentials('http://us:100%@localhost/')).toBe('us:100%')
  expect(parseTarget('http://localhost/').authorization).toBeUndefined()
})

it.each([
  ['/x', '', '/x'],
  ['/x', '?', '/x'],
  ['/x', '?a=1', '/x?a=1'],
  ['/x', 'a=1', '/x?a=1'],
  ['/x?b', '?a=1', '/x?b&a=1'],
  ['/x?', 'a=1', '/x?a=1'],
  ['/x?b&', '?a=1', '/x?b&a=1'],
])('appends to %s the query %s', (path, query, whole) => {
  expect(appendQuery(path, query)).toBe(whole)
})
