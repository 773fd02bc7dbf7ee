/** `verify` of what somebody pasted from a chat: it blames nobody, whatever the signature beside it says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, folder } from './receiver.js'

const BODY = '{"event":"CREATE_CASE","payload":{"note":"a - b"}}'
// printf '{"event":"CREATE_CASE","payload":{"note":"a - b"}}' | openssl dgst -sha256 -hmac whk_demo
const SIGNATURE = '98e6245a5af183b21f925cd958dd29e7f12c02f78d573b947bd9f66420d63dd1'
const smart = (text: string) =>
  text.replace(/"([^"]*)"/g, (_, inner: string) => `\u201c${inner}\u201d`).replace('-', '\u2013')

let cwd: string
beforeAll(() => {
  cwd = folder({
    'pasted.txt': smart(BODY),
    'spaced.txt': BODY.replaceAll('":', '"\u00a0:\u00a0'),
    'sentence.txt': `Hi, they sent us ${smart(BODY)} \u2014 can you look?\n`,
    'thread.txt': `10:02 Ann: it was ${smart(BODY)}\n10:03 Ann: signature ${SIGNATURE}\n`,
    'value.txt': BODY.replace('a - b', '\u201ca\u201d'),
  })
})
afterAll(cleanUp)

const verify = async (...args: string[]) => {
  const result = await cli(['verify', ...args, '--secret-env', 'S', '--json'], { cwd, env: { S: 'whk_demo' } })
  expectDecent(result, ['whk_demo'])
  return { code: result.code, verdict: jsonLines(result.stdout)[0] }
}

describe.concurrent('a paste with smart quotes', () => {
  it.each([
    ['pasted.txt', ['--signature', SIGNATURE]],
    ['spaced.txt', ['--signature', SIGNATURE]],
    ['sentence.txt', ['--signature', SIGNATURE]],
    ['thread.txt', []],
  ])('%s cannot be told, and what the chat did to it is proven', async (file, more) => {
    const { code, verdict } = await verify(file, ...more)
    expect(verdict).toMatchObject({ verdict: 'unverifiable', code: 'mismatch', bytes: 'typed' })
    expect(verdict.explanation).toMatchObject({ proof: 'proven', causes: expect.arrayContaining(['body-typographic']) })
    expect(verdict.explanation.summary).toContain('the secret and the signature are right')
    expect(code).toBe(2)
  })

  it('blames where it is said that these are the bytes', async () => {
    const { code, verdict } = await verify('pasted.txt', '--signature', SIGNATURE, '--bytes', 'receiver')
    expect(verdict).toMatchObject({ verdict: 'invalid', bytes: 'receiver' })
    expect(code).toBe(1)
  })

  it('in a value alone is no paste', async () => {
    const { code, verdict } = await verify('value.txt', '--signature', SIGNATURE)
    expect(verdict).toMatchObject({ verdict: 'invalid', bytes: 'receiver' })
    expect(code).toBe(1)
  })
})
