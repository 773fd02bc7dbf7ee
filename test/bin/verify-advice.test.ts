/** The advice that `verify` gives: for the framework that is named, that of the profile, or one that is guessed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder } from './receiver.js'

const BODY = '{"event": "ADD_CASE_DECISION", "payload": {"note": "Zo\\u00eb"}}'
// printf '{"event":"ADD_CASE_DECISION","payload":{"note":"Zoë"}}' | openssl dgst -sha256 -hmac topsecret
const SIGNATURE = '91a284630e382bd8de5908475c9b598af0c89f798dda5753a36ffd6a26172e54'
// printf '{"event": ... "Zo\u00eb"}}' (the body above) | openssl dgst -sha256 -hmac topsecret
const COMPUTED = 'd776d0d862c449e6459fd538aa1fd5e0068be15f7055eb6890940947cb366498'

const request = (headers: string, body: string) =>
  `POST /hook HTTP/1.1\r\nHost: x.example.com\r\n${headers}X-CV-Signature: ${SIGNATURE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

const env = { S: 'topsecret' }
let cwd: string
beforeAll(() => {
  const config = (framework: string) => JSON.stringify({ profiles: { default: { secretEnv: 'S', framework } } })
  cwd = folder({
    'plain.http': request('', BODY),
    'vercel.http': request('X-Vercel-Id: fra1::x\r\n', BODY),
    'clean.http': request('', '{"event":"ADD_CASE_DECISION","payload":{"note":"Zoë"}}'),
    'flask.json': config('Flask'),
    'typo.json': config('flaks'),
  })
})
afterAll(cleanUp)

const verify = async (...args: string[]) => {
  const result = await cli(['verify', ...args], { cwd, env })
  expectDecent(result, ['topsecret'])
  return result
}
const explanation = async (...args: string[]) =>
  jsonLines((await verify(...args, '--json', '--secret-env', 'S')).stdout)[0].explanation

describe.concurrent('the fix', () => {
  it('is for the framework that is named, with the receiver to start from', async () => {
    const { code, stdout } = await verify(
      'plain.http',
      '--bytes',
      'receiver',
      '--secret-env',
      'S',
      '--framework',
      'nest',
    )
    expect(code).toBe(1)
    expect(stdout.replace(/\n +/g, ' ')).toMatch(
      /fix: NestJS: create the app with .*rawBody: true.* more: cv-hook help causes json-spacing; cv-hook snippet nestjs/,
    )
  })

  it('is for the framework of the profile', async () => {
    const { stdout } = await verify('plain.http', '--bytes', 'receiver', '--config', 'flask.json', '--json')
    expect(jsonLines(stdout)[0].explanation).toMatchObject({
      fix: expect.stringMatching(/^Flask: hash request\.get_data\(\)/),
      framework: { id: 'flask', title: 'Flask', guessed: false },
    })
  })

  it('is for a framework that is guessed by a header, and says so', async () => {
    const { fix, framework } = await explanation('vercel.http', '--bytes', 'receiver')
    expect(framework).toEqual({ id: 'nextjs', title: 'Next.js route handler', guessed: true })
    expect(fix).toMatch(/^Hash the raw bytes .* Next\.js route handler \(a guess\): hash await request\.text\(\)/)
  })

  it('names the calls of several frameworks where only the language shows', async () => {
    const { fix, framework } = await explanation('plain.http', '--bytes', 'receiver')
    expect(framework).toBeUndefined()
    expect(fix).toMatch(/\(a guess\) that is request\.get_data\(\) in Flask, or/)
  })

  it('blames what comes before a recording of the wire', async () => {
    expect((await explanation('plain.http', '--framework', 'koa')).fix).toMatch(/^Something before this recording/)
  })

  it('blames the receiver for what it is known to have hashed', async () => {
    const { proof, fix } = await explanation('clean.http', '--computed', COMPUTED, '--framework', 'koa')
    expect({ proof, fix }).toEqual({ proof: 'proven', fix: expect.stringMatching(/^Koa: read the stream/) })
  })

  it('does not blame a receiver that hashed what came', async () => {
    const { proof, fix } = await explanation('plain.http', '--computed', COMPUTED, '--framework', 'koa')
    expect({ proof, fix }).toEqual({ proof: 'proven', fix: expect.stringMatching(/^Something before this recording/) })
  })
})

it.concurrent.each<[string, string[], RegExp]>([
  ['an option', ['--framework', 'flaks', '--secret-env', 'S'], /no framework "flaks"/],
  ['a profile', ['--config', 'typo.json'], /no framework "flaks"/],
])('an unknown framework is refused: %s', async (_, args, message) => {
  expectRefusal(await verify('plain.http', ...args), message, /did you mean flask\?/)
})
