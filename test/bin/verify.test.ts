/** `verify`: what a person and a script see of captured deliveries, right and wrong ones, and of what is no capture. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliResult, cli, jsonLines } from '../support/cli.js'
import { readVector, vectorBody, vectorLine } from '../support/vectors.js'
import { cleanUp, expectDecent, expectRefusal, folder } from './receiver.js'

const SPACED = readVector('json-spacing+json-unicode-escapes-python-decision.json')
const SECRET: string = SPACED.secrets[0].value
const SIGNATURE: string = SPACED.headers.find(([name]: string[]) => name === 'x-cv-signature')[1]
const ORIGINAL = Buffer.from(SPACED.original.body)
const env = { S: SECRET, OLD: 'an old secret', EMPTY: '' }
const secret = ['--secret-env', 'current=S']

const http = (body: Uint8Array, headers: string[], more = '') =>
  Buffer.concat([
    Buffer.from(`POST /hook HTTP/1.1\r\nHost: a\r\n${headers.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
    Buffer.from(more),
  ])

let cwd: string
beforeAll(() => {
  const line = (vector: object, id: string) => vectorLine({ ...SPACED, ...vector }, id)
  cwd = folder({
    'body.json': ORIGINAL,
    'spaced.json': vectorBody(SPACED),
    'request.txt': http(ORIGINAL, [`X-CV-SIGNATURE: ${SIGNATURE}`]),
    'two.txt': http(ORIGINAL, [`x-cv-signature: ${SIGNATURE}`, `x-cv-signature: ${SIGNATURE}`]),
    'nohex.txt': http(ORIGINAL, [`x-cv-signature: ${'z'.repeat(64)}`]),
    'none.txt': http(ORIGINAL, ['x-other: 1']),
    'upper.txt': http(ORIGINAL, [`x-cv-signature: ${SIGNATURE.toUpperCase()}`]),
    'cut.txt': http(ORIGINAL, [`x-cv-signature: ${SIGNATURE}`]).subarray(0, -10),
    'capture.ndjson': `${line({ body: SPACED.original.body }, 'a')}not a line\n${line({}, 'b')}${line({ headers: [] }, 'c')}`,
    'mixture.txt': 'hello\nGET / HTTP/1.1\r\n\r\n{"a":1}\n',
    empty: '',
    'binary.bin': Buffer.from([0, 1, 2, 255, 254, 0]),
    'config.json': '{"profiles":{"default":{"secretEnv":"S"},"staging":{"secretEnv":"OLD"}}}',
  })
})
afterAll(cleanUp)

const verify = (args: string[], more: object = {}): Promise<CliResult> =>
  cli(['verify', ...args], { cwd, env, ...more })

describe.concurrent('verdicts', () => {
  it.each<[string, string[], number, RegExp]>([
    ['a request', ['request.txt'], 0, /^✓ ADD_CASE_DECISION {2}valid, signed with current$/m],
    ['a body with its signature', ['body.json', '--signature', SIGNATURE], 0, /valid, signed with current/],
    ['a header in upper case', ['upper.txt'], 0, /warning: x-cv-signature is written in upper case/],
    ['a body written anew', ['spaced.json', '--signature', SIGNATURE], 1, /proven: .*blanks/],
    ['two headers', ['two.txt'], 1, /invalid: more than one x-cv-signature header/],
    ['a signature that is not hex', ['nohex.txt'], 1, /invalid: x-cv-signature is not 64 hex digits/],
    ['no header', ['none.txt'], 1, /unsigned: it has no x-cv-signature header/],
    ['a body without its signature', ['body.json'], 2, /unverifiable: no signature stands beside the body/],
    ['a recording that was cut off', ['cut.txt'], 2, /unverifiable: [\s\S]*Content-Length says/],
    ['typed bytes', ['spaced.json', '--signature', SIGNATURE, '--bytes', 'typed'], 2, /^\? .*\n?.*unverifiable/m],
  ])('%s', async (_title, args, code, message) => {
    const result = await verify([...args, ...secret])
    expect(result.stdout).toMatch(message)
    expect(result.code).toBe(code)
    expectDecent(result, [SECRET])
  })

  it('says which of several secrets fits', async () => {
    const { stdout } = await verify(['request.txt', '--secret-env', 'old=OLD', ...secret])
    expect(stdout).toContain('valid, signed with current')
  })

  it('never accepts a suspect, and names it', async () => {
    const args = ['request.txt', '--secret-env', 'OLD', '--also-try-env', 'staging=S', '--json']
    const result = await verify(args)
    const [verdict] = jsonLines(result.stdout)
    expect(verdict).toMatchObject({
      verdict: 'invalid',
      secret: null,
      explanation: { proof: 'proven', causes: ['secret-of-another-environment'], secret: 'staging' },
    })
    expect(result.code).toBe(1)
  })

  it('takes the other profiles for suspects', async () => {
    const args = ['request.txt', '--config', 'config.json', '--profile', 'staging', '--json']
    expect(jsonLines((await verify(args)).stdout)[0]).toMatchObject({
      explanation: { proof: 'proven', secret: 'profile default' },
    })
  })

  it('tells of every delivery of a capture, passes over a bad line, and sums up', async () => {
    const { stdout, stderr, code } = await verify(['capture.ndjson', ...secret])
    expect(stdout.match(/^[✓✗?] /gm)).toEqual(['✓ ', '✗ ', '✗ '])
    expect(stdout).toMatch(/^1 of 3 deliveries valid$/m)
    expect(stderr).toMatch(/^note: capture\.ndjson, line 2: /m)
    expect(code).toBe(1)
  })

  it('puts what could not be told before what is wrong', async () => {
    expect((await verify(['none.txt', 'cut.txt', 'request.txt', ...secret])).code).toBe(2)
  })

  it('reads standard input', async () => {
    const input = http(ORIGINAL, [`x-cv-signature: ${SIGNATURE}`])
    for (const args of [[], ['-']]) expect(await verify([...args, ...secret], { input })).toMatchObject({ code: 0 })
  })

  it('reads the others when one recording cannot be read', async () => {
    const { stdout, stderr, code } = await verify(['request.txt', 'nope', 'upper.txt', ...secret])
    expect(stdout).toMatch(/^2 of 2 deliveries valid$/m)
    expect(stderr).toMatch(/^error: cannot read nope: there is no such file$/m)
    expect(code).toBe(2)
  })
})

describe.concurrent('without a secret', () => {
  it('says what is seen, what to run, and what to compare; nothing is called valid', async () => {
    const result = await verify(['spaced.json', '--signature', SIGNATURE])
    expect(result.stdout).toContain('unverifiable: no secret is given')
    expect(result.stdout).toMatch(/likely, not proven: blanks were put/)
    expect(result.stdout).toContain(`cv-hook verify spaced.json --signature ${SIGNATURE} --secret-env NAME`)
    expect(result.stdout.replaceAll(/\s+/g, ' ')).toContain(`body of ${vectorBody(SPACED).length} bytes, SHA-256`)
    expect(result.stderr).toMatch(/^note: no secret is given/m)
    expect(result.code).toBe(2)
  })

  it('is 2 even where the header is seen to be missing', async () => {
    expect((await verify(['none.txt'])).code).toBe(2)
  })

  it('--unsigned says that nothing is verified, and is content', async () => {
    const { stdout, stderr, code } = await verify(['none.txt', '--unsigned'])
    expect(stdout).toContain('not verified (--unsigned)')
    expect(stderr).toMatch(/no signature is verified/)
    expect(code).toBe(0)
  })
})

describe.concurrent('what the receiver computed', () => {
  it('names what it hashed', async () => {
    const vector = readVector('body-empty-computed.json')
    const result = await verify(['capture', '--secret-env', 'S', '--computed', vector.computed, '--json'], {
      cwd: folder({ capture: vectorLine(vector) }),
      env: { S: vector.secrets[0].value },
    })
    expect(jsonLines(result.stdout)[0]).toMatchObject({ explanation: vector.expectComputed })
  })

  it('of a valid delivery blames the comparison', async () => {
    const { stdout } = await verify(['request.txt', ...secret, '--computed', SIGNATURE, '--json'])
    expect(jsonLines(stdout)[0]).toMatchObject({ verdict: 'valid', explanation: { causes: ['comparison-wrong'] } })
  })
})

describe.concurrent('records', () => {
  it('are one a line, then a summary', async () => {
    const { stdout } = await verify(['capture.ndjson', ...secret, '--json'])
    const records = jsonLines(stdout)
    expect(records.map(({ type, verdict }) => [type, verdict])).toEqual([
      ['verdict', 'valid'],
      ['verdict', 'invalid'],
      ['verdict', 'unsigned'],
      ['summary', undefined],
    ])
    expect(records[0]).toMatchObject({
      source: 'capture.ndjson, line 1',
      event: 'ADD_CASE_DECISION',
      code: 'ok',
      secret: 'current',
      shape: 'event',
      bytes: 'wire',
      findings: [],
    })
    expect(records[1].explanation).toMatchObject({ proof: 'proven', causes: ['json-spacing', 'json-unicode-escapes'] })
    expect(records[3]).toMatchObject({ command: 'verify', deliveries: 3, valid: 1, invalid: 1, unsigned: 1 })
  })

  it('count findings only where that is asked for', async () => {
    const args = ['upper.txt', ...secret]
    expect((await verify(args)).code).toBe(0)
    expect((await verify([...args, '--fail-on', 'error'])).code).toBe(0)
    expect((await verify([...args, '--fail-on', 'warning'])).code).toBe(1)
    expect((await verify([...args, '--fail-on', 'warning', '--no-findings'])).code).toBe(0)
  })

  it('explain no more than is asked for, and say so', async () => {
    const { stdout } = await verify(['capture.ndjson', ...secret, '--json', '--explanations', '0'])
    expect(jsonLines(stdout).at(-1)).toMatchObject({ notExplained: 1 })
  })
})

describe.concurrent('bad input is one line', () => {
  it.each<[string, string[], RegExp]>([
    ['a missing file', ['nope'], /cannot read nope: there is no such file/],
    ['a folder', ['.'], /cannot read \.: it is a directory/],
    ['an empty file', ['empty'], /empty: is empty/],
    ['a file that is no capture', ['binary.bin'], /binary\.bin: /],
    ['a config', ['config.json'], /config\.json: /],
    ['a device', ['/dev/null'], /\/dev\/null: it is a device/],
    ['a format that it is not', ['binary.bin', '--format', 'har'], /binary\.bin: /],
    ['an unknown format', ['body.json', '--format', 'pcap'], /--format/],
    ['an unknown trust', ['body.json', '--bytes', 'maybe'], /--bytes/],
    ['a digest that is none', ['request.txt', '--computed', 'abc'], /--computed/],
    ['a bad count', ['request.txt', '--explanations', '-1'], /--explanations/],
    ['a variable that is empty', ['request.txt', '--secret-env', 'EMPTY'], /EMPTY is set, but empty/],
    ['a suspect that is unset', ['request.txt', '--also-try-env', 'NOPE'], /NOPE is not set/],
    ['a static header without a variable', ['request.txt', '--static-header', 'X'], /Name=VARIABLE/],
  ])('%s', async (_title, args, message) => {
    const own = args.includes('--secret-env') ? args : [...args, ...secret]
    expectRefusal(await verify(own), message, undefined, [SECRET])
  })

  it('standard input that is closed', async () => {
    expectRefusal(await verify(secret, { input: '' }), /stdin: is empty/)
  })

  it('a mixture names what it passed over', async () => {
    const { stdout, stderr, code } = await verify(['mixture.txt', ...secret])
    expect(stdout + stderr).toMatch(/mixture\.txt/)
    expect(code).toBe(2)
  })
})

it.concurrent('takes the digest that a log says was computed, and proves what was hashed', async () => {
  // python3: hmac.new(b'topsecret', b'', hashlib.sha256).hexdigest(); and over the body below
  const line = `INFO got {"event":"CREATE_CASE","payload":{}} computed=818f9cb88315ac08b5ef83f96650ca6f4e3dddcb4548e4879b746f56b57fa2b0 received=6bbfa19fa70325641f58dbebff6b6a701c2071be87fc5d48c7d4539fc932af52\n`
  const { stdout } = await cli(['verify', 'app.log', '--secret-env', 'S', '--json'], {
    cwd: folder({ 'app.log': line }),
    env: { S: 'topsecret' },
  })
  expect(jsonLines(stdout)[0]).toMatchObject({
    verdict: 'valid',
    bytes: 'logged',
    explanation: { proof: 'proven', causes: ['body-empty'] },
  })
})
