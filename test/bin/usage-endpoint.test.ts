/** Headers and URLs that cannot be sent: refused with one clear line that quotes no value. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectRefusal, type Receiver, receiver, SECRET } from './receiver.js'

const TOKEN = 'tok-Never-Print-55aa'
let server: Receiver

beforeAll(async () => {
  server = await receiver()
})
afterAll(cleanUp)

const send = (args: string[], env: Record<string, string> = {}) =>
  cli(['send', 'ADD_CASE_DECISION', ...args], {
    env: { CV_HOOK_URL: server.url, CV_HOOK_SECRET: SECRET, TOKEN, EMPTY: '', ...env },
  })

describe.concurrent('headers', () => {
  it.each([
    ['a line break', `X-A: ${TOKEN}\r\nX-B: c`, /value of the header X-A has a line break/],
    ['a lone line feed', `X-A: ${TOKEN}\nX-B: c`, /value of the header X-A has a line break/],
    ['a control character', `X-A: ${TOKEN}\x01`, /value of the header X-A has a control character/],
    ['characters beyond latin1', `X-A: ${TOKEN}\u4e00`, /X-A has characters beyond latin1/],
    ['no colon', `X-A ${TOKEN}`, /no "Name:"/],
    ['no name', `: ${TOKEN}`, /no "Name:"/],
    ['a name with a blank', `X A: ${TOKEN}`, /"X A" is not a header name/],
    ['a line break in the name', `X\r\nA: ${TOKEN}`, /"X\\r\\nA" is not a header name/],
    ['a name of the connection', 'Content-Length: 5', /Content-Length cannot be set/],
    ['the signature by hand', `X-CV-Signature: ${TOKEN}`, /x-cv-signature is computed from the body/],
  ])('%s', async (_title, header, message) => {
    expectRefusal(await send(['--header', header]), message, undefined, [SECRET, TOKEN])
  })

  it.each([
    ['no "="', 'X-A', /wants Name=VARIABLE/],
    ['a variable that is not set', 'X-A=NOPE', /header X-A: the variable NOPE is not set/],
    ['what is no variable', 'X-A=some token', /header X-A: what stands after "=" is not the name of a variable/],
    ['a variable that is empty', 'X-A=EMPTY', /header X-A: the variable EMPTY is set, but empty/],
    ['a bad name', 'X A=TOKEN', /"X A" is not a header name/],
    ['the signature', 'x-cv-signature=TOKEN', /x-cv-signature is computed from the body/],
  ])('from a variable: %s', async (_title, header, message) => {
    for (const option of ['--header-env', '--static-header']) {
      expectRefusal(await send([option, header]), message, undefined, [SECRET, TOKEN])
    }
  })

  it.each(['Host', 'content-type', 'X-CV-Signature'])('no secret goes into %s', async name => {
    const option = ['--static-header', `${name}=TOKEN`]
    const message =
      /: (Host names the receiver|content-type says|X-CV-Signature is computed).* cannot hold a fixed secret/
    expectRefusal(await send(option), message, undefined, [SECRET, TOKEN])
    const listener = await cli(['listen', '--port', '0', ...option], { env: { TOKEN } })
    expectRefusal(listener, message, undefined, [TOKEN])
  })
})

describe.concurrent('URLs', () => {
  it.each([
    ['nothing', '', /URL is empty|--url is empty/, /http:\/\/localhost/],
    ['no URL', '::', /"::" has no scheme/, undefined],
    ['no scheme', 'localhost:3000/hook', /has no scheme/, /write http:\/\/localhost:3000\/hook/],
    ['a port alone', ':3000/hook', /has no scheme/, undefined],
    ['ftp', 'ftp://127.0.0.1/hook', /starts with ftp:\/\//, /http:\/\/ and https:\/\//],
    ['a port out of range', 'http://127.0.0.1:99999/', /cannot be read as a URL/, /write http:\/\/localhost/],
    ['no host', 'http:///', /cannot be read as a URL/, undefined],
    ['escape sequences', 'http://\x1b[31m/', /cannot be read as a URL/, undefined],
  ])('%s', async (_title, url, message, hint) => {
    const result = await send(['--url', url])
    expectRefusal(result, message, hint)
    expect(result.stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/)
  })

  it.each(['user:PaSs@127.0.0.1/?k=QuErY', 'ftp://user:PaSs@h/?k=QuErY', 'http://user:PaSs@h:x/?k=QuErY'])(
    'credentials and query values of what is no URL are not shown: %s',
    async url => {
      expectRefusal(await send(['--url', url]), /the URL "/, undefined, [SECRET, 'PaSs', 'QuErY'])
    },
  )

  it('refuses a bulk send to another machine', async () => {
    const result = await send(['--url', 'http://192.0.2.1/', '--count', '2', '--fresh'])
    expectRefusal(result, /192\.0\.2\.1 is not this machine/, /--allow-remote/)
  })
})

describe.concurrent('how a refusal is told', () => {
  it('as a record with --json, beside the line for people', async () => {
    const result = await send(['--url', 'ftp://h/', '--json'])
    expect(jsonLines(result.stdout)).toEqual([
      { type: 'error', code: 'usage', message: expect.stringContaining('ftp://'), hints: [expect.any(String)] },
    ])
    expect(result.stderr).toMatch(/^error: /m)
    expect(result.code).toBe(2)
  })

  it.each([
    ['after a mistyped option', ['send', '--secrt=', '--all']],
    ['before the command', ['--secret=', 'send']],
    ['where a variable is wanted', ['send', 'CREATE_CASE', '--secret-env', '']],
  ])('without a secret that stands %s', async (_where, args) => {
    const result = await cli(
      args.map(one => (one === '' || one.endsWith('=') ? `${one}${SECRET}` : one)),
      { env: { CV_HOOK_URL: server.url } },
    )
    expectRefusal(result, /./)
  })

  it('before anything else is said of the events', async () => {
    const env = { CV_HOOK_SECRET: SECRET }
    expectRefusal(await cli(['send', 'CREATE_CASE', '--url', 'ftp://h/'], { env }), /ftp/)
    expectRefusal(await cli(['send', 'CREATE_CASE', '--url', server.url, '--count', 'x'], { env }), /--count: "x"/)
    expectRefusal(await cli(['send', 'CREATE_CASE', '--url', 'http://192.0.2.1', '--count', '2'], { env }), /192/)
  })

  it('without a word on standard output when no command is given', async () => {
    const result = await cli([])
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: cv-hook <command>') })
  })
})

it('none of them reached the receiver', () => {
  expect(server.connections).toBe(0)
})

it('what is offered to those who have no endpoint yet needs none', async () => {
  const event = ['send', 'PAYMENT_COMPLETED', '--unsigned']
  const [offer] = /--dry-run.*$/m.exec((await cli(event)).stderr) ?? ['nothing']
  expect(await cli([...event, ...offer.split(' ')])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('{"event":"PAYMENT_COMPLETED"'),
  })
})
