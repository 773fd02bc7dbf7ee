/** Header lines that users add. */
import { expect, it } from 'vitest'
import { checkHeader, isConnectionHeader, parseHeaderOption } from '../../src/http/headers.js'

it.each([
  ['X-Test: 1', ['X-Test', '1']],
  ['x-a:b:c', ['x-a', 'b:c']],
  ['x-empty:', ['x-empty', '']],
  ['x-blanks: \t a  b \t', ['x-blanks', 'a  b']],
  ['Host: tenant.example.com', ['Host', 'tenant.example.com']],
  ['x-latin: Zo\xeb', ['x-latin', 'Zo\xeb']],
])('reads %j', (text, header) => {
  expect(parseHeaderOption(text)).toEqual(header)
})

it.each([
  ['x-test', 'a header option has no "Name:" at its start'],
  ['X-Test=1', 'a header option has no "Name:" at its start'],
  [': value', 'a header option has no "Name:" at its start'],
  ['', 'a header option has no "Name:" at its start'],
  ['x test: 1', '"x test" is not a header name'],
  ['x-test : 1', '"x-test " is not a header name'],
  ['x\u001b[31m: 1', '"x\\x1b[31m" is not a header name'],
  ['x-a: b\r\nx-c: d', 'the value of the header x-a has a line break'],
  ['x-a: b\nc', 'the value of the header x-a has a line break'],
  ['x-a: b\0c', 'the value of the header x-a has a control character'],
  ['x-a: \x7f', 'the value of the header x-a has a control character'],
  ['x-a: 🩺', 'the value of the header x-a has characters beyond latin1, which a header cannot carry'],
  ['Content-Length: 3', 'the header Content-Length cannot be set: it belongs to the connection'],
  ['transfer-encoding: chunked', 'the header transfer-encoding cannot be set: it belongs to the connection'],
])('refuses %j', (text, message) => {
  expect(() => parseHeaderOption(text)).toThrow(expect.objectContaining({ code: 'usage', message }))
})

it.each(['connection', 'upgrade', 'expect', 'keep-alive', 'te', 'trailer', 'proxy-connection'])('refuses %s', name => {
  expect(() => checkHeader(name, 'x')).toThrow('belongs to the connection')
  expect(isConnectionHeader(name.toUpperCase())).toBe(true)
})

it('never quotes a value', () => {
  expect(() => checkHeader('authorization', 'Bearer s3cret\n')).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
  )
})
