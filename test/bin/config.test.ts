/** The config file: what is wrong with one is told with file, line and member; what stands in one yields to options and environment. */
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder, hmac, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const FILE = 'cv-hook.config.json'
const dryRun = ['send', 'ADD_CASE_DECISION', '--dry-run', '--as', 'signature']

/** A config whose default profile has these lines, from line 4 on. */
const profile = (lines: string) => `{\n  "profiles": {\n    "default": {\n${lines}\n    }\n  }\n}\n`

describe.concurrent('what is wrong with a config', () => {
  it.each([
    [
      'an unknown member',
      profile('"url": "http://h/",\n"frame": "express"'),
      /:5: profiles\.default has an unknown member "frame"/,
      /did you mean framework/,
    ],
    ['a misnamed profiles', '{\n"profile": {}\n}', /unknown member "profile"/, /did you mean profiles/],
    [
      'a wrong type',
      profile('"url": "http://h/",\n"payload": 5'),
      /:5: profiles\.default\.payload must be one of event/,
      undefined,
    ],
    ['a wrong type of text', profile('"url": 5'), /:4: profiles\.default\.url must be of type string/, undefined],
    [
      'the value of a secret',
      profile(`"url": "http://h/",\n"secret": "${SECRET}"`),
      /:5: .*unknown member "secret"/,
      /secretEnv, or its file with secretFile/,
    ],
    [
      'the value of a header',
      profile(`"headers": { "X-Bypass": "${SECRET}" }`),
      /:4: profiles\.default\.headers\.X-Bypass/,
      /"env": "/,
    ],
    [
      'a comma too much',
      profile('"url": "http://h/",'),
      /:5:5: not JSON: expected a member name in double quotes/,
      undefined,
    ],
    [
      'a quote too little',
      profile(`"secretEnv": "${SECRET}`),
      /:4:\d+: not JSON: a text without its closing quote/,
      undefined,
    ],
    [
      'a name that reaches a prototype',
      profile('"url": "http://h/__proto__",\n"headers": { "\\u005f_proto__": { "value": "1" } }'),
      /:5: a member may not be called __proto__$/,
      undefined,
    ],
    [
      'a number beyond all bounds',
      profile('"url": "http://h/",\n"test": {\n"budget": 1e400 }'),
      /:6: a number is too large/,
      undefined,
    ],
    ['nothing', '', /:1:1: not JSON/, undefined],
    ['a list', '[]', /:1: the config must be of type object/, undefined],
  ])('%s', async (_title, text, message, hint) => {
    const cwd = folder({ [FILE]: text })
    const result = await cli(dryRun, { cwd, env: { CV_HOOK_SECRET: SECRET } })
    expectRefusal(result, message, hint)
    expect(result.stderr).toContain(FILE)
  })

  it.each([
    [
      'a profile that it has not',
      ['--profile', 'stagin'],
      {},
      /no profile "stagin" in .*config\.json/,
      /did you mean staging/,
    ],
    ['the same, from the environment', [], { CV_HOOK_PROFILE: 'prod' }, /no profile "prod"/, /it has: staging/],
    [
      'a missing file',
      ['--config', 'nope.json'],
      {},
      /--config: cannot read .*nope\.json: there is no such file/,
      undefined,
    ],
    ['a folder', ['--config', '.'], {}, /--config: cannot read .*: it is a directory/, undefined],
    [
      'a file from the environment',
      [],
      { CV_HOOK_CONFIG: 'no.json' },
      /CV_HOOK_CONFIG: cannot read .*no\.json/,
      undefined,
    ],
    [
      'a header of an unset variable',
      ['--profile', 'staging'],
      {},
      /header X-Bypass: the variable NOPE is not set/,
      undefined,
    ],
  ])('%s', async (_title, args, env, message, hint) => {
    const cwd = folder({ [FILE]: '{"profiles":{"staging":{"headers":{"X-Bypass":{"env":"NOPE"}}}}}' })
    expectRefusal(await cli([...dryRun, ...args], { cwd, env: { CV_HOOK_SECRET: SECRET, ...env } }), message, hint)
  })

  it('a profile without any config', async () => {
    const result = await cli([...dryRun, '--profile', 'x'], { cwd: folder(), env: { CV_HOOK_SECRET: SECRET } })
    expectRefusal(result, /no profile "x"/, /--config/)
  })
})

describe.concurrent('what a config gives', () => {
  const files = {
    [FILE]: JSON.stringify({
      profiles: {
        default: { url: 'http://default/', secretEnv: 'S', payload: 'full' },
        other: { url: 'http://other/', secretEnv: 'S', headers: { 'X-By': { env: 'BY' }, 'X-V': { value: 'v' } } },
      },
    }),
    'elsewhere/c.json': JSON.stringify({ profiles: { default: { url: 'http://else/', secretFile: 'key' } } }),
    'elsewhere/key': SECRET,
    key: 'not this one',
  }
  const request = async (args: string[], env: Record<string, string> = {}) => {
    const all = { S: SECRET, BY: 'by-pass', ...env }
    const dry = ['send', 'ORDER_CREATED', '--dry-run', '--as', 'json', '--reveal', ...args]
    const result = await cli(dry, { cwd: folder(files), env: all })
    expect(result).toMatchObject({ code: 0 })
    expectDecent(result)
    const { url, body, headers } = jsonLines(result.stdout)[0]
    return { url, body, headers: Object.fromEntries(headers) }
  }

  it.each<[string, string, string[], Record<string, string>]>([
    ['the default profile', 'http://default/', [], {}],
    ['a profile by name', 'http://other/', ['--profile', 'other'], {}],
    ['a profile by CV_HOOK_PROFILE', 'http://other/', [], { CV_HOOK_PROFILE: 'other' }],
    ['--profile before CV_HOOK_PROFILE', 'http://default/', ['--profile', 'default'], { CV_HOOK_PROFILE: 'other' }],
    ['CV_HOOK_URL before the profile', 'http://env/', [], { CV_HOOK_URL: 'http://env/' }],
    ['--url before CV_HOOK_URL', 'http://option/', ['--url', 'http://option/'], { CV_HOOK_URL: 'http://env/' }],
    ['paths relative to the config', 'http://else/', ['--config', 'elsewhere/c.json'], {}],
    ['the config of CV_HOOK_CONFIG', 'http://else/', [], { CV_HOOK_CONFIG: 'elsewhere/c.json' }],
  ])('%s', async (_title, wanted, args, env) => {
    const { url, body, headers } = await request(args, env)
    expect([url, headers['x-cv-signature']]).toEqual([wanted, hmac(Buffer.from(body), SECRET)])
  })

  it('headers, the shape of payloads, and what an option says instead', async () => {
    expect((await request(['--profile', 'other'])).headers).toMatchObject({ 'X-By': 'by-pass', 'X-V': 'v' })
    expect(JSON.parse((await request([])).body)).toHaveProperty('order')
    expect(JSON.parse((await request(['--payload', 'event'])).body)).not.toHaveProperty('order')
  })

  it('the endpoint that is really sent to', async () => {
    const server = await receiver()
    const cwd = folder({ [FILE]: JSON.stringify({ profiles: { default: { url: server.url, secretEnv: 'S' } } }) })
    expect(await cli(['send', 'ADD_CASE_DECISION'], { cwd, env: { S: SECRET } })).toMatchObject({ code: 0 })
    const { body, headers } = server.requests[0]!
    expect(headers['x-cv-signature']).toBe(hmac(body, SECRET))
  })

  it('is not looked for in a parent folder', async () => {
    const cwd = folder({ [FILE]: '{', 'sub/file': '' })
    expect((await cli(['events', 'payment'], { cwd })).code).toBe(0)
    expect((await cli(dryRun, { cwd: `${cwd}/sub`, env: { CV_HOOK_SECRET: SECRET } })).code).toBe(0)
  })
})

describe.concurrent('a config without a default profile', () => {
  const files = { [FILE]: '{"profiles":{"staging":{"url":"http://127.0.0.1:9/"},"local":{"secretEnv":"S"}}}' }

  it.each([
    ['a secret', ['send', 'CREATE_CASE'], /no secret is given/],
    ['an endpoint', ['send', 'CREATE_CASE', '--unsigned'], /no endpoint is given/],
    ['an endpoint to print', ['send', 'ADD_CASE_DECISION', '--unsigned', '--dry-run'], /--as http needs an endpoint/],
    ['an endpoint to test', ['test', '--unsigned'], /no endpoint is given/],
    ['a secret to sign with', ['sign', FILE], /no secret is given/],
  ])('is named where %s is missing', async (_what, args, message) => {
    const cwd = folder(files)
    const result = await cli(args, { cwd })
    expectRefusal(result, message, /cv-hook\.config\.json has no profile "default": --profile staging or local/)
  })

  it('is not spoken of where nothing is missing', async () => {
    const result = await cli([...dryRun, '--secret', SECRET], { cwd: folder(files) })
    expect(result).toMatchObject({ code: 0, stderr: expect.not.stringContaining('profile') })
  })
})
