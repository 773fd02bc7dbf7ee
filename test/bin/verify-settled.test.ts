/** `verify` where a careless check would mislead: masked values, checks that were not made, reports that say less than the exit code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliResult, cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder } from './receiver.js'

const BODY = '{"event":"CREATE_CASE","payload":{}}'
// printf '{"event":"CREATE_CASE","payload":{}}' | openssl dgst -sha256 -hmac whk_demo
const SIGNATURE = 'cb6c20ad471347e60330384aad8fd748b15b94d71617262d2910a8b8b52ea093'
const env = { S: 'whk_demo', T: 'another-secret', FIXED: 'fixed-value-77' }
const secret = ['--secret-env', 'S']

const http = (headers: string[], body = BODY) =>
  `POST /hook HTTP/1.1\r\nHost: a\r\n${headers.map(line => `${line}\r\n`).join('')}Content-Length: ${body.length}\r\n\r\n${body}`

let cwd: string
beforeAll(() => {
  cwd = folder({
    'body.json': BODY,
    'signed.txt': http([`x-cv-signature: ${SIGNATURE}`]),
    'spaced.txt': http([`x-cv-signature: ${SIGNATURE}`], BODY.replaceAll(':', ': ')),
    'plain.txt': http([]),
    'masked.txt': http(['x-cv-signature: [REDACTED]']),
    'stars.txt': http(['x-cv-signature: ********']),
    'fixed.txt': http(['X-Token: <masked>']),
    'right.txt': http([`x-token: ${env.FIXED}`]),
    'wrong.txt': http(['X-Token: another-value']),
    'bare.log': `got ${BODY}\n`,
    'app.log': `got ${JSON.stringify(JSON.parse(BODY), null, 1).replaceAll('\n', ' ')} signature ${SIGNATURE}\n`,
  })
})
afterAll(cleanUp)

const verify = async (...args: string[]): Promise<CliResult> => {
  const result = await cli(['verify', ...args], { cwd, env })
  expectDecent(result, Object.values(env))
  return result
}
const flat = ({ stdout }: CliResult) => stdout.replaceAll(/\s+/g, ' ')

it('a signature that is missing beside a body in a log is asked for by a command that reads the log again', async () => {
  const asked = await verify('bare.log', ...secret)
  expect(asked.stdout).toContain('cv-hook verify bare.log --secret-env S --format text --signature VALUE')
  const given = await verify('bare.log', ...secret, '--format', 'text', '--signature', SIGNATURE)
  expect(flat(given)).toContain('valid, signed with secret 1')
})

describe.concurrent('a header that the recording masks', () => {
  it.each(['masked.txt', 'stars.txt'])('blames nobody (%s), and asks for what it was', async file => {
    const result = await verify(file, ...secret)
    expect(flat(result)).toContain('unverifiable: the recording masks the header x-cv-signature')
    expect(flat(result)).not.toContain('fixed value')
    expect(result.stdout).toContain('cv-hook verify BODY --secret-env S --signature VALUE')
    expect(result.code).toBe(2)
  })

  it('is named in the record', async () => {
    const [verdict] = jsonLines((await verify('fixed.txt', '--static-header', 'X-Token=FIXED', '--json')).stdout)
    expect(verdict).toMatchObject({ verdict: 'unverifiable', code: 'lossy-capture', masked: 'X-Token' })
    expect(verdict.explanation).toBe(undefined)
  })

  it('leaves it possible to say what the receiver hashed', async () => {
    const result = await verify('masked.txt', ...secret, '--computed', SIGNATURE)
    expect(flat(result)).toContain('proven: the receiver hashed exactly these bytes with the secret given')
    expect(flat(result)).not.toContain('fixed value')
  })
})

describe.concurrent('the static header of an older set-up', () => {
  it.each([
    ['right.txt', 0, /^✓ CREATE_CASE {2}valid/],
    ['wrong.txt', 1, /^✗ CREATE_CASE {2}invalid: the static header has another value/],
    ['plain.txt', 1, /^✗ CREATE_CASE {2}unsigned: the static header is missing/],
  ])('%s', async (file, code, shown) => {
    const result = await verify(file, '--static-header', 'X-Token=FIXED')
    expect(result.stdout).toMatch(shown)
    expect({ code: result.code, tells: result.stdout.includes('another-value') }).toEqual({ code, tells: false })
  })
})

describe.concurrent('ids', () => {
  it('are pseudonyms, and themselves with --reveal', async () => {
    const id = '3f0c7e1a-0d5b-4c2e-9a86-2b7d54e1f0aa'
    const input = http([], `{"event":"CREATE_CASE","payload":{"case":{"id":"${id}"}}}`)
    const shown = async (...args: string[]) => (await cli(['verify', '--unsigned', ...args], { input })).stdout
    expect(await shown()).toContain('case#1')
    expect(await shown()).not.toContain(id)
    expect(await shown('--reveal')).toContain(id)
  })
})

describe.concurrent('the command that settles it', () => {
  it('reads the same recording in the same way, with the secrets that were named', async () => {
    const { stdout } = await verify('app.log', '--format', 'text', '--secret-env', 'main=S', '--also-try-env', 'old=T')
    expect(stdout).toContain(
      '\n      cv-hook verify app.log --format text --secret-env main=S --also-try-env old=T --computed DIGEST\n',
    )
  })

  it('keeps the signature that was given, and has a place for the secret', async () => {
    const { stdout } = await verify('body.json', '--signature', SIGNATURE)
    expect(stdout).toContain(`\n      cv-hook verify body.json --signature ${SIGNATURE} --secret-env NAME\n`)
  })

  it('holds no secret that was written down, nor one that was taken for a signature', async () => {
    const { stdout } = await verify('app.log', '--secret', 'whk_demo')
    expect(stdout).toContain('cv-hook verify app.log --secret-env NAME --computed DIGEST')
    expect((await verify('body.json', '--signature', 'whk_demo')).code).toBe(2)
  })
})

describe.concurrent('what was not checked', () => {
  it('is said of a signature beside --unsigned', async () => {
    expect(flat(await verify('signed.txt', '--unsigned'))).toContain('x-cv-signature header, which was not checked')
    expect(flat(await verify('plain.txt', '--unsigned'))).not.toContain('which was not checked')
  })

  it.each([
    ['--static-header', 'X-Token=FIXED'],
    ['--computed', SIGNATURE],
  ])('is no silent success: --unsigned and %s', async (option, value) => {
    expectRefusal(await verify('signed.txt', '--unsigned', option, value), /--unsigned and .* exclude each other/)
  })

  it('is said of one delivery beyond --explanations', async () => {
    expect(flat(await verify('spaced.txt', ...secret, '--explanations', '0'))).toContain('not explained 1')
  })

  it('is said of a digest that is the one received', async () => {
    expect(flat(await verify('spaced.txt', ...secret, '--computed', SIGNATURE))).toContain(
      'this digest is the one that was received',
    )
  })
})

it.concurrent('takes a signature for a request that has none, and does not take the request for a body', async () => {
  const result = await verify('plain.txt', '--signature', SIGNATURE, ...secret)
  expect(flat(result)).toContain('CREATE_CASE valid, signed with secret 1')
  expect(result.code).toBe(0)
})

describe.concurrent('a recording that cannot be read', () => {
  it('does not lose the summary', async () => {
    const records = jsonLines((await verify('nope', ...secret, '--json')).stdout)
    expect(records.map(({ type }) => type)).toEqual(['error', 'summary'])
    expect(records[1]).toMatchObject({ deliveries: 0, unreadable: 1 })
  })

  it('makes the report fail, and is named there', async () => {
    const { code } = await verify('signed.txt', 'nope', ...secret, '--report', 'junit=read.xml')
    expect(code).toBe(2)
    expect(readFileSync(join(cwd, 'read.xml'), 'utf8')).toMatch(
      /<error message="cannot read nope: there is no such file"/,
    )
  })
})

describe.concurrent('a report', () => {
  it('fails for the findings that the exit code fails for', async () => {
    const { code } = await verify('signed.txt', ...secret, '--fail-on', 'error', '--report', 'json=findings.json')
    expect(code).toBe(1)
    const { passed, counts } = JSON.parse(readFileSync(join(cwd, 'findings.json'), 'utf8'))
    expect([passed, counts.fail]).toEqual([false, 1])
  })

  it('ends where the system takes no folder', async () => {
    const result = await verify('signed.txt', ...secret, '--report', 'markdown=/proc/cv-hook-reports/x.md')
    expectRefusal(result, /cannot write the report \/proc\/cv-hook-reports\/x\.md/)
  })

  it('says each fact once', async () => {
    const { stdout } = await verify('app.log', ...secret, '--report', 'markdown')
    expect(stdout.match(/SHA-256 [0-9a-f]{64}/g)).toHaveLength(1)
  })
})

describe.concurrent('what is empty, or twice, is one line', () => {
  it.each<[string, string[], RegExp]>([
    ['a name', ['', ...secret], /the name of a capture is empty/],
    ['a signature', ['body.json', '--signature', ' ', ...secret], /--signature is empty/],
    ['standard input', ['-', '-', ...secret], /standard input \(-\) can be read only once/],
    ['a label', ['signed.txt', '--secret-env', 'a=S', '--secret-env', 'a=T'], /the label a is given to two secrets/],
    ['a header without a name', ['signed.txt', '--static-header', '=FIXED'], /--static-header wants Name=VARIABLE/],
    ['a header name', ['signed.txt', '--static-header', 'X Token=FIXED'], /"X Token" is not a header name/],
  ])('%s', async (_title, args, message) => {
    expectRefusal(await verify(...args), message)
  })
})

describe.concurrent('standard input that goes on', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('is left at %s, with what came so far', async signal => {
    const line = JSON.stringify({ cvHookCapture: 1, id: 'a', headers: [['x-cv-signature', SIGNATURE]], body: BODY })
    const result = await cli(['verify', ...secret, '--json'], {
      env,
      input: `${line}\n{"cvHookAnswer":1,"id":"a","status":200}\n`,
      inputGoesOn: true,
      onOutput: (text, running) => {
        if (text.includes('"verdict"')) running.kill(signal)
      },
    })
    expect(result.code).toBe(signal === 'SIGINT' ? 130 : 143)
    expect(jsonLines(result.stdout).at(-1)).toMatchObject({ type: 'summary', deliveries: 1, valid: 1 })
  })
})
