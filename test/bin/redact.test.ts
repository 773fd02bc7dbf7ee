/** `cv-hook redact` as a support engineer uses it: the copy is verified with what was told, and nothing of a patient is in it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BIN, binary, cli, jsonLines, run } from '../support/cli.js'
import { cleanUp, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { CV_SECRET: SECRET }
const BODY = JSON.stringify({
  event: 'ADD_CASE_COMMENT',
  payload: {
    case: { id: '3f0c7e1a-0d5b-4c2e-9a86-2b7d54e1f0aa', shortId: 'ABC-123' },
    comments: [{ id: 'c1', comment: 'plantedcomment / of Plantédname', createdAt: '2026-02-03T04:05:06.000Z' }],
    submitter: { firstName: 'Plantedfirst', lastName: 'Plantedlast', email: 'planted@example.com', dob: '1980-01-02' },
  },
})
const PLANTED = /planted|Plantéd|3f0c7e1a|ABC-123|1980-01-02/i

const request = (body: string, signature: string) =>
  `POST /hooks?patient=Planted HTTP/1.1\r\nhost: planted.example.com\r\nx-cv-signature: ${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** A folder with a recording in it. */
function recorded(text: string, name = 'request.txt'): string {
  const cwd = folder()
  writeFileSync(join(cwd, name), text)
  return cwd
}

const signature = hmac(Buffer.from(BODY), SECRET)
const har = (body: string) =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'x', version: '1' },
      entries: [
        {
          startedDateTime: '2026-02-03T04:05:06.000Z',
          request: {
            method: 'POST',
            url: 'https://planted.example.com/x',
            httpVersion: 'HTTP/1.1',
            headers: [{ name: 'X-CV-Signature', value: signature }],
            postData: { mimeType: 'application/json', text: body },
          },
          response: { status: 401 },
        },
      ],
    },
  })

describe.concurrent.each([
  ['raw HTTP', request(BODY, signature), 'valid', []],
  [
    'raw HTTP that PHP has written again',
    request(BODY.replaceAll('/', '\\/'), signature),
    'invalid',
    ['json-slash-escapes'],
  ],
  ['raw HTTP with another secret', request(BODY, hmac(Buffer.from(BODY), 'other')), 'invalid', undefined],
  [
    'raw HTTP without a signature',
    request(BODY, signature).replace(/x-cv-signature.*\r\n/, ''),
    'unsigned',
    ['header-missing'],
  ],
  ['HAR', har(BODY), 'valid', []],
  [
    'curl',
    `curl -X POST https://planted.example.com/x -H 'x-cv-signature: ${signature}' --data-raw '${BODY}'`,
    'valid',
    [],
  ],
  ['a log', `time=1 msg="received" sig=${signature} body=${BODY}`, 'valid', []],
])('%s', (_title, text, verdict, causes) => {
  // What nothing explains is searched to the end, twice, while the others wait.
  it('is copied without anything of a patient, and the copy says the same', { timeout: 60_000 }, async () => {
    const cwd = recorded(text)
    const args = ['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--output', 'shared.ndjson']
    const { code, stdout, stderr } = await cli(args, { cwd, env })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const copy = readFileSync(join(cwd, 'shared.ndjson'), 'utf8')
    expect(copy + stdout).not.toMatch(PLANTED)
    expect(copy + stdout).not.toContain(SECRET)
    expect(statSync(join(cwd, 'shared.ndjson')).mode & 0o777).toBe(0o600)
    expect(readdirSync(cwd).sort()).toEqual(['request.txt', 'shared.ndjson'])
    const { original } = jsonLines(copy)[0]
    expect(original).toMatchObject({ verdict, ...(causes?.length ? { explanation: { causes } } : {}) })
    // The command that stands at the end, as it stands there.
    expect(stdout).toContain(' cv-hook verify shared.ndjson --secret-env TEST_SECRET')
    const line = stdout.trim().split('\n').at(-1)!.replace('cv-hook', `"${process.execPath}" "${BIN}"`)
    const verified = await run('bash', ['-c', `${line} --json`], { cwd })
    const [record] = jsonLines(verified.stdout)
    expect(record).toMatchObject({ verdict, ...(causes?.length ? { explanation: { causes } } : {}) })
  })
})

it.concurrent('the copies come to standard output, and what is told to standard error', async () => {
  const { code, stdout, stderr } = await cli(['redact', '-', '--secret-env', 'CV_SECRET'], {
    env,
    input: request(BODY, signature),
  })
  expect(code).toBe(0)
  expect(jsonLines(stdout)).toMatchObject([{ cvHookCapture: 1, original: { verdict: 'valid', reproduces: true } }])
  expect(stderr).toMatch(/1 copy, 1 that shows what the original shows[\s\S]*secret 1 +"cvtest/)
})

it.concurrent('--seed makes the same copies again, --test-secret-env signs them with a secret that is not told', async () => {
  const cwd = recorded(request(BODY, signature))
  const made = async (...more: string[]) =>
    cli(['redact', 'request.txt', '--secret-env', 'CV_SECRET', ...more], {
      cwd,
      env: { ...env, MINE: 'my-test-secret' },
    })
  expect((await made('--seed', 'a')).stdout).toBe((await made('--seed', 'a')).stdout)
  const { stdout, stderr } = await made('--test-secret-env', 'MINE')
  const { headers, body } = jsonLines(stdout)[0]
  const signed = headers.find(([name]: string[]) => name === 'x-cv-signature')[1]
  expect(signed).toBe(hmac(Buffer.from(body), 'my-test-secret'))
  expect(stdout + stderr).not.toContain('my-test-secret')
})

it.concurrent('the command that is told knows the secrets that only explain, too', async () => {
  const cwd = recorded(request(BODY, hmac(Buffer.from(BODY), 'another-secret')))
  const args = ['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--also-try-env', 'staging=OTHER']
  const { stdout } = await cli([...args, '--output', 'out.ndjson'], {
    cwd,
    env: { ...env, OTHER: 'another-secret' },
  })
  const line = stdout.trim().split('\n').at(-1)!.replace('cv-hook', `"${process.execPath}" "${BIN}"`)
  const verified = await run('bash', ['-c', `${line} --json`], { cwd })
  expect(jsonLines(verified.stdout)[0].explanation.causes).toEqual(['secret-of-another-environment'])
})

it.concurrent('warns of a test secret that is no test secret', async () => {
  const cwd = recorded(request(BODY, signature))
  const args = ['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--test-secret-env', 'CV_SECRET']
  const { code, stderr } = await cli(args, { cwd, env })
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/warning: the test secret is the one/),
  })
})

it.concurrent('one bad record does not lose the others', async () => {
  const capture = `{"cvHookCapture":1,"id":"a","direction":"in","method":"POST","path":"/","httpVersion":"1.1","headers":[["x-cv-signature","${signature}"]],"body":${JSON.stringify(BODY)},"complete":true}`
  const cwd = recorded(`${capture}\n{"cvHookCapture":1,"id":\n${capture}\n`, 'c.ndjson')
  const { code, stdout, stderr } = await cli(['redact', 'c.ndjson', '--secret-env', 'CV_SECRET'], { cwd, env })
  expect([code, jsonLines(stdout).length]).toEqual([0, 2])
  expect(stderr).toMatch(/line 2/)
})

it.concurrent('without a secret, the copy of a body that was written again is copied too', async () => {
  const cwd = recorded(request(`${BODY}\n`, signature))
  const { code, stdout, stderr } = await cli(['redact', 'request.txt'], { cwd })
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('would not show') })
  expect(jsonLines(stdout)[0].body).toMatch(/^\{"event":"ADD_CASE_COMMENT".*\}\n$/)
})

it.concurrent('those beyond --explanations are told', async () => {
  const wrong = request(BODY, 'a'.repeat(64))
  const cwd = recorded(wrong + wrong + wrong)
  const args = ['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--explanations', '1']
  const { code, stdout, stderr } = await cli(args, { cwd, env })
  expect([code, jsonLines(stdout).length]).toEqual([0, 3])
  expect(stderr).toContain(
    'note: 2 were not explained: their copies do not show why (--explanations sets how many are)',
  )
})

describe.concurrent('nothing is written, and it is said why, for', () => {
  it.each<[string, string[], RegExp]>([
    ['a file that is not there', ['none.txt', '--output', 'out.ndjson'], /cannot read none\.txt/],
    [
      'an output that is there',
      ['request.txt', '--output', 'there.ndjson'],
      /there\.ndjson: it is there already\nhint: .*--force/,
    ],
    [
      'an output that is a folder',
      ['request.txt', '--output', 'folder', '--force'],
      /folder: it is not a regular file/,
    ],
    ['an output that is a link', ['request.txt', '--output', 'link', '--force'], /link: it is not a regular file/],
    [
      'a folder that is not there',
      ['request.txt', '--output', 'no/where.ndjson'],
      /no\/where\.ndjson: its folder does not exist/,
    ],
    [
      'its own recording',
      ['request.txt', '--output', './request.txt', '--force'],
      /request\.txt: it is the recording that is copied/,
    ],
    ['--reveal', ['request.txt', '--output', 'out.ndjson', '--reveal'], /--reveal and redact exclude each other/],
    ['no capture', ['nonsense.txt', '--output', 'out.ndjson'], /nonsense\.txt/],
    ['an empty output', ['request.txt', '--output', ''], /--output is empty/],
    ['--force without --output', ['request.txt', '--force'], /--force goes with --output/],
    ['an empty seed', ['request.txt', '--seed', ''], /--seed is empty/],
    ['a test secret that is not set', ['request.txt', '--test-secret-env', 'UNSET'], /UNSET/],
  ])('%s', async (_title, args, message) => {
    const cwd = recorded(request(BODY, signature))
    writeFileSync(join(cwd, 'there.ndjson'), 'mine')
    writeFileSync(join(cwd, 'nonsense.txt'), 'plantednonsense')
    mkdirSync(join(cwd, 'folder'))
    symlinkSync('there.ndjson', join(cwd, 'link'))
    const before = readdirSync(cwd)
    const { code, stdout, stderr } = await cli(['redact', ...args, '--secret-env', 'CV_SECRET'], { cwd, env })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/ at .*:\d+:\d+|plantednonsense/)
    expect(readdirSync(cwd)).toEqual(before)
    expect(readFileSync(join(cwd, 'there.ndjson'), 'utf8')).toBe('mine')
    expect(existsSync(join(cwd, 'out.ndjson'))).toBe(false)
  })
})

it.concurrent('--force takes the place of a file that is there, once the copies are right', async () => {
  const cwd = recorded(request(BODY, signature))
  writeFileSync(join(cwd, 'there.ndjson'), 'old')
  const args = ['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--output', 'there.ndjson', '--force']
  expect(await cli(args, { cwd, env })).toMatchObject({ code: 0, stderr: '' })
  expect(jsonLines(readFileSync(join(cwd, 'there.ndjson'), 'utf8'))).toMatchObject([{ original: { verdict: 'valid' } }])
  expect(readdirSync(cwd).sort()).toEqual(['request.txt', 'there.ndjson'])
})

it.concurrent('an interrupted run keeps nothing', async () => {
  const cwd = recorded(request(BODY, signature).repeat(20))
  // A second signal would end it at once.
  let signalled = false
  const { code, stdout } = await cli(['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--output', 'o'], {
    cwd,
    env,
    mayBeInside: true,
    onOutput: (_text, child) => {
      if (!signalled) child.kill('SIGINT')
      signalled = true
    },
  })
  expect(code).toBe(130)
  expect(stdout).not.toContain('20 copies')
  expect(readdirSync(cwd)).toEqual(['request.txt'])
})

it.concurrent('a masked signature stays masked', async () => {
  const cwd = recorded(request(BODY, '***'))
  const { code, stdout } = await cli(['redact', 'request.txt', '--secret-env', 'CV_SECRET'], { cwd, env })
  const [copy] = jsonLines(stdout)
  expect(copy.headers.find(([name]: string[]) => name === 'x-cv-signature')[1]).toBe('<masked>')
  expect({ code, original: copy.original }).toMatchObject({ code: 0, original: { verdict: 'unverifiable' } })
})

it.concurrent('a folder for temporary files that is not there: one line', async () => {
  const cwd = recorded(request(BODY, signature))
  const args = ['redact', 'request.txt', '--secret-env', 'CV_SECRET']
  const { code, stdout, stderr } = await binary(args, { cwd, env: { ...env, TMPDIR: join(cwd, 'none') } })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: cannot write in the folder for temporary files: .*\nhint: .*--output/)
})

it.concurrent('--json tells of each copy, and needs --output', async () => {
  const cwd = recorded(request(BODY, signature))
  const made = (...more: string[]) =>
    cli(['redact', 'request.txt', '--secret-env', 'CV_SECRET', '--json', ...more], { cwd, env })
  expect(jsonLines((await made()).stdout)).toMatchObject([{ type: 'error', code: 'usage' }])
  expect(jsonLines((await made('--output', 'out.ndjson')).stdout)).toMatchObject([
    { type: 'copy', source: 'request.txt, request 1', original: { verdict: 'valid' }, reproduces: true },
    { type: 'summary', command: 'redact', copies: 1, reproducing: 1, tests: [{ label: 'secret 1', kind: 'accepted' }] },
  ])
})
