/** `verify` with secrets that are never accepted, but may explain: other environments, old ones, other profiles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, folder } from './receiver.js'

const BODY = '{"event":"CREATE_CASE","payload":{}}'
// printf '{"event":"CREATE_CASE","payload":{}}' | openssl dgst -sha256 -hmac whk_old
const BY_OLD = '7e7cad270330fd505f8989036233137ddd358e41463977edae37e21ad91dfc66'
// The same with whk_demo.
const RIGHT = 'cb6c20ad471347e60330384aad8fd748b15b94d71617262d2910a8b8b52ea093'
const env = { S: 'whk_demo', STAGING: 'whk_old' }

let cwd: string
beforeAll(() => {
  cwd = folder({
    'body.json': BODY,
    'spaced.json': BODY.replaceAll(':', ': '),
    'old.txt': 'whk_old\n',
    'cv-hook.config.json': JSON.stringify({
      profiles: { production: { secretEnv: 'S' }, staging: { secretEnv: 'STAGING' }, gone: { secretEnv: 'NOWHERE' } },
    }),
  })
})
afterAll(cleanUp)

const verify = async (...args: string[]) => {
  const result = await cli(['verify', ...args, '--json'], { cwd, env })
  expectDecent(result, Object.values(env))
  return { code: result.code, verdict: jsonLines(result.stdout)[0] }
}

describe.concurrent('a suspect', () => {
  it.each([
    ['from a file', ['--secret-env', 'S', '--also-try-file', 'old=old.txt'], 'old'],
    ['from a variable', ['--secret-env', 'S', '--also-try-env', 'old=STAGING'], 'old'],
    ['of another profile', ['--profile', 'production'], 'profile staging'],
  ])('%s is named, and the delivery stays invalid', async (_, args, label) => {
    const { code, verdict } = await verify('body.json', '--signature', BY_OLD, ...args)
    expect(verdict).toMatchObject({ verdict: 'invalid', code: 'mismatch', secret: null })
    expect(verdict.explanation).toMatchObject({
      proof: 'proven',
      causes: ['secret-of-another-environment'],
      secret: label,
    })
    expect(code).toBe(1)
  })

  it('goes with a fault of the body', async () => {
    const args = ['--signature', BY_OLD, '--secret-env', 'S', '--also-try-file', 'old=old.txt']
    const { verdict } = await verify('spaced.json', ...args)
    expect(verdict.explanation.causes).toEqual(['json-spacing', 'secret-of-another-environment'])
  })

  it('explains what the receiver computed', async () => {
    const args = ['--signature', RIGHT, '--secret-env', 'S', '--also-try-file', 'old=old.txt', '--computed', BY_OLD]
    const { code, verdict } = await verify('body.json', ...args)
    expect(verdict).toMatchObject({ verdict: 'valid', secret: 'secret 1' })
    expect(verdict.explanation).toMatchObject({ proof: 'proven', causes: ['secret-of-another-environment'] })
    expect(code).toBe(0)
  })

  it('that is the secret itself is no suspect', async () => {
    const { code, verdict } = await verify(
      'body.json',
      '--signature',
      RIGHT,
      '--secret-env',
      'S',
      '--also-try-env',
      'S',
    )
    expect(verdict).toMatchObject({ verdict: 'valid', secret: 'secret 1' })
    expect(code).toBe(0)
  })
})
