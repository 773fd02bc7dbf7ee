/** `--dry-run`: the requests as text to be used elsewhere; nothing is sent, and no credential is shown unasked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines, run } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder, hmac, type Receiver, receiver, SECRET } from './receiver.js'

const BODY = `{"event":"CREATE_CASE","note":"it's 💉"}`
const KEY = 'key-Never-Print-90d2'
let server: Receiver

beforeAll(async () => {
  server = await receiver()
})
afterAll(cleanUp)

const dry = (args: string[], { url = server.url, input = BODY as string | Buffer, env = {} } = {}) =>
  cli(['send', '--dry-run', '--url', url, '--secret-env', 'S', ...args], { input, env: { S: SECRET, KEY, ...env } })

const ASK = ['--data', '-', '--as']
const signature = hmac(Buffer.from(BODY), SECRET)

describe.concurrent('for PowerShell', () => {
  it('is three lines that quote everything, and name what a credential is to be set from', async () => {
    const headers = ['--header', "X-Note: it's `so`", '--header-env', 'X-Key=KEY']
    const url = "http://me:PaSs@localhost:1/it's?a[1]=b"
    const result = await dry([...ASK, 'powershell', ...headers], { url })
    expect(result.code).toBe(0)
    expect(result.stdout.replace(/cv-hook\/[\d.]+/, 'cv-hook/0').split('\n')).toEqual([
      `$body = [Convert]::FromBase64String('${Buffer.from(BODY).toString('base64')}')`,
      '$headers = @{',
      "  'X-Note' = 'it''s `so`'",
      "  'X-Key' = $env:KEY",
      `  'x-cv-signature' = '${signature}'`,
      "  'authorization' = $env:CV_HOOK_AUTHORIZATION",
      '}',
      "Invoke-WebRequest -Method Post -Uri 'http://localhost:1/it''s?a[1]=b' -ContentType 'application/json' -UserAgent 'cv-hook/0' -Headers $headers -Body $body",
      '',
    ])
    expect(result.stderr).toContain('note: set CV_HOOK_AUTHORIZATION to the value of authorization first, or use --rev')
    expectDecent(result, [SECRET, KEY, 'PaSs', Buffer.from('me:PaSs').toString('base64')])
  })

  it('holds credentials with --reveal, and needs no variable then', async () => {
    const { stdout, stderr } = await dry([...ASK, 'powershell', '--header-env', 'X-Key=KEY', '--reveal', '--insecure'])
    expect(stdout).toContain(`'X-Key' = '${KEY}'`)
    expect(stdout).toContain('-Body $body -SkipCertificateCheck\n')
    expect(stderr).not.toContain('note: set')
  })
})

describe.concurrent('for curl', () => {
  it('delivers what send would, through a shell that has the variables', async () => {
    const args = ['--header-env', 'X-Key=KEY', '--header', 'X-Empty:', '--header', "X-Note: Zoë's"]
    const url = `${server.url.replace('://', '://me:PaSs@')}/{a}[1]`
    const result = await dry([...ASK, 'curl', '--insecure', ...args], { url })
    expect(result.stdout).toContain(' --insecure --globoff ')
    expect(result.stderr).toContain('note: set CV_HOOK_AUTHORIZATION')
    expectDecent(result, [SECRET, KEY, 'PaSs'])
    const authorization = `Basic ${Buffer.from('me:PaSs').toString('base64')}`
    const env = { KEY, CV_HOOK_AUTHORIZATION: authorization }
    expect(await run('bash', ['--norc', '-s'], { cwd: folder(), input: result.stdout, env })).toMatchObject({ code: 0 })
    expect(server.requests).toHaveLength(1)
    const { path, headers, body } = server.requests[0]!
    expect({ path, body: String(body) }).toEqual({ path: '/hook/%7Ba%7D[1]', body: BODY })
    const note = Buffer.from("Zoë's", 'latin1').toString('latin1')
    expect(headers).toMatchObject({
      'x-cv-signature': signature,
      'x-key': KEY,
      'x-empty': '',
      'x-note': note,
      authorization,
    })
  })
})

describe.concurrent('as HTTP and JSON', () => {
  it('several requests stand apart; the same seed makes the same again', async () => {
    const events = ['CREATE_CASE', 'ORDER_CREATED', '--fresh']
    const { stdout, stderr } = await dry(events)
    const heads = [...stdout.matchAll(/^POST \/hook HTTP\/1\.1\r\n(?:.+\r\n)+content-length: (\d+)\r\n\r\n(.*)$/gm)]
    expect(heads.map(([, length, body]) => Number(length) - Buffer.byteLength(body!))).toEqual([0, 0])
    expect(stdout.match(/\}\n\nPOST/g)).toHaveLength(1)
    const seed = /--seed (\S+) makes the same/.exec(stderr)![1]!
    expect((await dry([...events, '--seed', seed])).stdout).toBe(stdout)
  })

  it('a body that is no text stands there as base64', async () => {
    const input = Buffer.from([0x7b, 0xff, 0x00])
    const [request] = jsonLines((await dry([...ASK, 'json', '--header-env', 'X-Key=KEY'], { input })).stdout)
    expect(request).toMatchObject({ bytes: 3, bodyBase64: 'e/8A' })
    expect(request.headers).toContainEqual(['X-Key', '<masked>'])
  })
})

it.concurrent.each([
  ['no endpoint', ['--as', 'curl', '--unsigned'], /--as curl needs an endpoint/, /--as body/],
  ['no secret to sign with', ['--as', 'signature', '--unsigned'], /--as signature needs a secret/],
])('what cannot be printed is refused: %s', async (_title, args, message, hint?: RegExp) => {
  expectRefusal(await cli(['send', 'ADD_CASE_DECISION', '--dry-run', ...args]), message, hint)
})
