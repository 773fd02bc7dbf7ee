/** Endpoints that cannot be reached, or break off: code 3, one sentence that says what happened, and what to do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificate } from '../http/certificates.js'
import { cli } from '../support/cli.js'
import { answering, closeServers, cutting, endless, silent, unusedUrl } from '../support/servers.js'
import { cleanUp, expectDecent, folder, receiver, SECRET } from './receiver.js'

// openssl is run synchronously: while the tests run side by side, it would hold up every receiver.
beforeAll(() => void [certificate('good'), certificate('expired')])
afterAll(closeServers)
afterAll(cleanUp)

async function send(url: string, ...args: string[]) {
  const command = ['send', 'ADD_CASE_DECISION', '--url', url, '--secret-env', 'S', ...args]
  const result = await cli(command, { env: { S: SECRET } })
  expectDecent(result)
  return { ...result, text: result.stdout.replace(/\n +/g, ' ') }
}

const good = () => certificate('good')
const pem = (text: string) => `${folder({ 'file.pem': text })}/file.pem`
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'
const CUT = 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'

it('gives the same hint once, however many deliveries fail alike', async () => {
  const { text, code } = await send(await unusedUrl(), 'CREATE_CASE', 'ADD_CASE_ASSIGNEE')
  expect(text.match(/refused the connection/g)).toHaveLength(3)
  expect(text.match(/nothing listens there/g)).toHaveLength(1)
  expect(code).toBe(3)
})

describe.concurrent('no answer', () => {
  it.each<[string, string, () => Promise<string>, string[], RegExp]>([
    ['a closed port', 'refused', unusedUrl, [], /refused the connection .*nothing listens there/],
    ['an unknown host', 'dns', async () => 'http://nothing.invalid/', [], /host name nothing\.invalid .*hint/],
    [
      'silence',
      'timeout',
      async () => (await silent()).url,
      ['--timeout', '600ms'],
      /did not answer within 600 ms .*--timeout/,
    ],
    [
      'an answer that drips',
      'timeout',
      async () => (await endless(5)).url,
      ['--timeout', '600'],
      /200 and did not end its answer/,
    ],
    [
      'a connection that is closed',
      'reset',
      async () => (await cutting('request', 'end')).url,
      [],
      /closed .* without an answer/,
    ],
    [
      'a connection that is reset',
      'reset',
      async () => (await cutting('request', 'reset')).url,
      [],
      /reset .* without an answer/,
    ],
    [
      'an answer that breaks off',
      'reset',
      async () => (await answering(CUT, { afterwards: 'reset' })).url,
      [],
      /200 and broke off its answer \(3 bytes/,
    ],
    [
      'a head that breaks off',
      'reset',
      async () => (await answering(CUT.slice(0, 30), { afterwards: 'end' })).url,
      [],
      /broke off the head/,
    ],
    [
      'no HTTP',
      'reset',
      async () => (await answering('SSH-2.0-x\r\n', { afterwards: 'end' })).url,
      [],
      /not HTTP .*port is the right one/,
    ],
    [
      'a self-signed certificate',
      'tls',
      async () => (await silent({ tls: good() })).url,
      [],
      /self-signed .*--cacert .*--insecure/,
    ],
    [
      'http to a port of TLS',
      'tls|reset',
      async () => (await silent({ tls: good() })).url.replace('https', 'http'),
      [],
      /https:\/\//,
    ],
    [
      'https to a port without',
      'tls',
      async () => (await receiver()).url.replace('http', 'https'),
      [],
      /not answer as TLS .*http:\/\//,
    ],
  ])('%s', async (_title, code, start, args, said) => {
    const result = await send(await start(), ...args)
    expect(result.text).toMatch(new RegExp(`^✗ ADD_CASE_DECISION +(?:${code}), `))
    expect(result.text).toMatch(said)
    expect(result.code).toBe(3)
  })

  it('an expired certificate, though it is trusted', async () => {
    const { cert, key } = certificate('expired')
    const { url } = await silent({ tls: { cert, key } })
    expect(await send(url, '--cacert', pem(cert))).toMatchObject({
      code: 3,
      text: expect.stringContaining('has expired'),
    })
  })
})

describe.concurrent('TLS that is wanted all the same', () => {
  it.each<[string, () => string[]]>([
    ['--insecure', () => ['--insecure']],
    ['--cacert', () => ['--cacert', pem(good().cert)]],
  ])('%s', async (_title, args) => {
    const server = await answering(OK, { tls: good() })
    expect(await send(server.url, ...args())).toMatchObject({ code: 0 })
    expect(server.requests).toHaveLength(1)
  })

  it('refuses a --cacert that holds no certificate', async () => {
    const result = await send('https://127.0.0.1:1/', '--cacert', pem('nonsense'))
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: .*--cacert/m) })
  })
})
