/** Where the secret comes from, that it is used exactly as given, and that nothing ever prints it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder, hmac, type Receiver, receiver, SECRET } from './receiver.js'

const OTHER = 'other-Never-Print-9e'
const PROFILE = 'profile-Never-Print-1b'
const ALL = [SECRET, OTHER, PROFILE]
let server: Receiver
let cwd: string

beforeAll(async () => {
  server = await receiver()
  cwd = folder({
    body: '{"a":1}',
    'secret.txt': SECRET,
    'newline.txt': `${SECRET}\r\n`,
    'empty.txt': '',
    'only-newline.txt': '\n',
    'binary.key': Buffer.from([0xff, 0xfe, 0x80, 0x01]),
    'profile.txt': PROFILE,
    'env.json': JSON.stringify({ profiles: { default: { secretEnv: 'rotating=PROFILE' } } }),
    'file.json': JSON.stringify({ profiles: { default: { secretFile: 'profile.txt' } } }),
  })
})
afterAll(cleanUp)

const send = (args: string[], env: Record<string, string> = {}) =>
  cli(['send', 'ADD_CASE_DECISION', '--url', server.url, ...args], { cwd, env })

describe.concurrent('no secret: nothing is sent', () => {
  it.each<[string, string[], Record<string, string>, RegExp, RegExp?]>([
    ['none given', [], {}, /no secret is given/, /--secret-env NAME, or set CV_HOOK_SECRET[\s\S]*--unsigned/],
    ['a variable that is not set', ['--secret-env', 'NOPE'], {}, /the variable NOPE is not set/],
    ['a variable that is empty', ['--secret-env', 'EMPTY'], { EMPTY: '' }, /the variable EMPTY is set, but empty/],
    ['the default variable empty', [], { CV_HOOK_SECRET: '' }, /CV_HOOK_SECRET is set, but empty/],
    ['the default file variable empty', [], { CV_HOOK_SECRET_FILE: '' }, /CV_HOOK_SECRET_FILE is (?:set, but )?empty/],
    ['an empty value', ['--secret', ''], {}, /--secret is empty/],
    ['an empty name', ['--secret-env', ''], {}, /--secret-env/],
    ['an empty path', ['--secret-file', ''], {}, /--secret-file/],
    ['a second one that is empty', ['--secret', OTHER, '--secret-env', 'E'], { E: '' }, /E is set, but empty/],
    ['an empty file', ['--secret-file', 'empty.txt'], {}, /the file empty\.txt is empty/],
    ['a file with a newline alone', ['--secret-file', 'only-newline.txt'], {}, /the file only-newline\.txt is empty/],
    [
      'a missing file',
      ['--secret-file', 'nope.txt'],
      {},
      /^error: --secret-file: cannot read nope\.txt: there is no such/,
    ],
    ['a folder', ['--secret-file', '.'], {}, /cannot read \.: it is a directory/],
    ['a file that is not text', ['--secret-file', 'binary.key'], {}, /binary\.key/],
    ['a label in capitals', ['--secret-env', 'Prod=S'], { S: SECRET }, /--secret-env|Prod/, /lower|a-z/],
    ['a prompt without a terminal', ['--secret-prompt'], {}, /--secret-prompt needs a terminal/],
  ])('%s', async (_title, args, env, message, hint) => {
    expectRefusal(await send(args, env), message, hint, ALL)
  })
})

it('none of them reached the receiver', () => {
  expect(server.connections).toBe(0)
})

describe.concurrent('which secret', () => {
  it.each<[string, string, string, string[], Record<string, string>]>([
    ['--secret', SECRET, 'secret 1', ['--secret', SECRET], {}],
    ['--secret with a label in it, literally', `a=${SECRET}`, 'secret 1', ['--secret', `a=${SECRET}`], {}],
    ['--secret-env', SECRET, 'secret 1', ['--secret-env', 'S'], { S: SECRET }],
    ['--secret-env with a label', SECRET, 'prod-1', ['--secret-env', 'prod-1=S'], { S: SECRET }],
    ['--secret-file with a label', SECRET, 'prod', ['--secret-file', 'prod=secret.txt'], {}],
    ['CV_HOOK_SECRET', SECRET, 'secret 1', [], { CV_HOOK_SECRET: SECRET }],
    ['CV_HOOK_SECRET_FILE', SECRET, 'secret 1', [], { CV_HOOK_SECRET_FILE: 'secret.txt' }],
    ['the first of several', SECRET, 'secret 1', ['--secret', SECRET, '--secret', OTHER], {}],
    ["the profile's variable", PROFILE, 'rotating', ['--config', 'env.json'], { PROFILE }],
    ["the profile's file", PROFILE, 'secret 1', ['--config', 'file.json'], {}],
    ['the profile before CV_HOOK_SECRET', PROFILE, 'secret 1', ['--config', 'file.json'], { CV_HOOK_SECRET: OTHER }],
    ['an option before the profile', OTHER, 'secret 1', ['--config', 'file.json', '--secret-env', 'S'], { S: OTHER }],
  ])('%s', async (_title, secret, label, args, env) => {
    const result = await cli(['sign', 'body', '--json', ...args], { cwd, env })
    expect(jsonLines(result.stdout)).toMatchObject([{ signature: hmac(Buffer.from('{"a":1}'), secret), secret: label }])
    expectDecent(result, ALL)
  })

  it.each<[string, string | undefined, string[], Record<string, string>, RegExp]>([
    ['one with a label', SECRET, ['--secret-env', 'prod=S'], { S: SECRET }, /signed with prod\b/],
    ['the profile', PROFILE, ['--config', 'env.json'], { PROFILE, CV_HOOK_SECRET: OTHER }, /signed with rotating\b/],
    ['--unsigned, whatever the environment has', undefined, ['--unsigned'], { CV_HOOK_SECRET: OTHER }, /, unsigned$/m],
  ])('is told by send, and used: %s', async (_title, secret, args, env, said) => {
    const own = await receiver()
    const result = await send(['--url', own.url, ...args], env)
    expect(result).toMatchObject({ code: 0, stderr: expect.stringMatching(said) })
    const { headers, body } = own.requests[0]!
    expect(headers['x-cv-signature']).toBe(secret && hmac(body, secret))
    expectDecent(result, ALL)
  })
})

describe.concurrent('exactly as given', () => {
  // Computed by: printf '{"a":1}' | openssl dgst -sha256 -hmac "$secret"
  it.each([
    ['dG9wc2VjcmV0LWtleQ==', '4f8b2ecf10fc907521e571c77cd74cf14453f2f1faa445a03712cf23f952c7d6', undefined],
    [
      '"quoted"',
      'd23501e23c98598e07211bdedfece753301667af1d00a5e7ebd5c378dd221bad',
      /wrapped in quotes; they are part/,
    ],
    [' a b ', '1d357c7743681aea3c77a828d23f50bc661b78c3d44b797bc18b372694bda43b', /blanks or line breaks around it/],
    [
      'p\u00e4ss w\u00f6rd \u{1f489}',
      '2abef844daf12540f28e0cf8d6c7bd47333a32c757125ccdb1626a90348f1434',
      /blanks .* inside/,
    ],
  ])('%j', async (secret, signature, warning) => {
    const result = await cli(['sign', '--secret-env', 'prod=S'], { env: { S: secret }, input: '{"a":1}' })
    expect(result).toMatchObject({ code: 0, stdout: `${signature}\n` })
    expect(result.stderr).toMatch(warning ?? /^$/)
    expect(result.stderr).not.toContain(secret)
  })

  it('but for the newline that editors put at the end of a file, which is said', async () => {
    const result = await cli(['sign', 'body', '--secret-file', 'newline.txt'], { cwd })
    expect(result.stdout).toBe(`${hmac(Buffer.from('{"a":1}'), SECRET)}\n`)
    expect(result.stderr).toBe('note: the newline at the end of newline.txt is not part of the secret\n')
  })

  it.each([
    ['text', []],
    ['records', ['--json']],
    ['a dry run', ['--dry-run']],
    ['a curl line', ['--dry-run', '--as', 'curl']],
    ['a bulk run', ['--count', '3', '--json']],
  ])('and not printed in %s', async (_title, args) => {
    const result = await send(['--secret', SECRET, ...args])
    expect(result.code).toBe(0)
    expectDecent(result)
  })
})
