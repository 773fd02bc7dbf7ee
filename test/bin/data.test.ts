/** --data: the user's own bytes arrive as they are, whatever they are, and the signature is of these bytes. */
import { afterAll, expect, it } from 'vitest'
import { cli, run } from '../support/cli.js'
import { cleanUp, expectDecent, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { S: SECRET }

it.concurrent.each<[string, string | Buffer]>([
  ['emoji and accents', '{"dosage":"10 units 💉 naïve 漢字"}'],
  ['a lone surrogate, escaped', '{"a":"\\ud83d"}'],
  ['a lone surrogate, as bytes', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22])],
  ['U+2028 and U+2029', '{"a":"\u2028\u2029"}'],
  ['__proto__ as a key, twice', '{"__proto__":{"admin":true},"__proto__":1}'],
  ['numbers at the edges', '[1e400,-0,0.1e-7,12345678901234567890,1.0]'],
  ['blanks and line ends', ' \r\n{ "a" : 1 }\r\n\t\n'],
  ['a byte order mark', '\ufeff{"a":1}'],
  ['no JSON at all', 'a=1&b=2'],
  ['a NUL and controls', Buffer.from([0, 1, 0x1b, 0x7f])],
  ['what is not UTF-8', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['nothing', ''],
  ['a blank', ' '],
])('%s', async (_title, content) => {
  const server = await receiver()
  const cwd = folder({ 'body.bin': content })
  const args = ['send', '--url', server.url, '--secret-env', 'S', '--data']
  const results = [
    await cli([...args, 'body.bin'], { cwd, env }),
    await cli([...args, '-', '--json'], { env, input: content }),
  ]
  for (const result of results) {
    expect(result.code).toBe(0)
    expectDecent(result)
  }
  expect(server.requests).toHaveLength(2)
  for (const { body, headers } of server.requests) {
    expect(body).toEqual(Buffer.from(content))
    expect(headers).toMatchObject({ 'content-length': String(body.length), 'x-cv-signature': hmac(body, SECRET) })
  }
})

it.concurrent('25 MB, from a file and from a pipe', async () => {
  const content = Buffer.alloc(25 * 1024 * 1024, 'a 💉 b\n')
  const server = await receiver()
  const cwd = folder({ big: content })
  const args = ['send', '--url', server.url, '--secret-env', 'S', '--data']
  expect(await cli([...args, 'big'], { cwd, env })).toMatchObject({ code: 0 })
  expect(await cli([...args, '-'], { env, input: content })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('25 MB'),
  })
  for (const { body, headers } of server.requests) {
    expect(body.equals(content)).toBe(true)
    expect(headers['x-cv-signature']).toBe(hmac(content, SECRET))
  }
})

it.concurrent('is what the curl line of a dry run delivers as well', async () => {
  const server = await receiver()
  const cwd = folder({ 'run.sh': '' })
  for (const content of [
    `{"a":"it's 💉 $HOME \`x\` \\\\ !"}\n`,
    Buffer.from([0, 0xff, 0x27]),
    ' ',
    'x'.repeat(150_000),
  ]) {
    const args = ['send', '--data', '-', '--dry-run', '--as', 'curl', '--url', server.url, '--secret-env', 'S']
    const { stdout, code } = await cli(args, { env, input: content })
    expect(code).toBe(0)
    expect(await run('bash', ['--norc', '-s'], { cwd, input: stdout })).toMatchObject({ code: 0 })
    const { body, headers } = server.requests.at(-1)!
    expect(body).toEqual(Buffer.from(content))
    expect(headers).toMatchObject({ 'x-cv-signature': hmac(body, SECRET), 'content-type': 'application/json' })
  }
})

it.concurrent('an empty body is sent, and said to be empty', async () => {
  const server = await receiver()
  const { stderr } = await cli(['send', '--data', '-', '--unsigned', '--url', server.url], { input: '' })
  expect(stderr).toMatch(/^(?:note|warning): .*empty/m)
  expect(server.requests).toHaveLength(1)
})

it.concurrent('a run that only prints says that nothing was sent', async () => {
  const server = await receiver()
  const args = ['send', 'ADD_CASE_DECISION', '--as', 'json', '--unsigned', '--url', server.url]
  const { stderr, code } = await cli(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'note: nothing was sent\n' })
  expect(server.connections).toBe(0)
})

it.concurrent('is told as what it is, not as the fixture of the event that labels it', async () => {
  const server = await receiver()
  const cwd = folder({ 'body.json': '{"event":"CREATE_CASE"}' })
  const labelled = await cli(['send', 'CREATE_CASE', '--data', 'body.json', '--url', server.url, '--secret-env', 'S'], {
    cwd,
    env,
  })
  expect(labelled).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ CREATE_CASE') })
  expect(labelled.stderr).not.toContain('inferred')
})
