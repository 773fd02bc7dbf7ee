/** `sign`: the signature of exactly these bytes, from a file or a pipe, of any size; `fixture` prints such bytes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder, hmac } from './receiver.js'

const env = { S: 'topsecret' }
const sign = ['sign', '--secret-env', 'S']
let cwd: string
beforeAll(() => {
  cwd = folder({ body: '{"a":1}', line: '{"a":1}\n', empty: '', big: Buffer.alloc(3 * 1024 * 1024 + 7, 0xff) })
})
afterAll(cleanUp)

// printf '{"a":1}' | openssl dgst -sha256 -hmac topsecret
const SIGNATURE = 'bf1e6501b7fa928ec2391fea9dd90af3c9ad1b7b1ef6ff319c25940cec746bf8'

it.concurrent.each<[string, string[], string | undefined]>([
  ['a file', ['body'], undefined],
  ['standard input', [], '{"a":1}'],
  ['standard input by name', ['-'], '{"a":1}'],
])('signs %s as openssl does', async (_title, args, input) => {
  expect(await cli([...sign, ...args], { cwd, env, input })).toMatchObject({
    code: 0,
    stdout: `${SIGNATURE}\n`,
    stderr: '',
  })
})

it.concurrent('signs a newline at the end, and points it out', async () => {
  const { stdout, stderr, code } = await cli([...sign, 'line'], { cwd, env })
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${hmac(Buffer.from('{"a":1}\n'), 'topsecret')}\n` })
  expect(stderr).toMatch(/^note: the last byte is a newline, and it is signed too$/m)
})

it.concurrent.each([[['empty']], [[]]])('signs nothing, and says so: %j', async args => {
  const { stdout, stderr, code } = await cli([...sign, ...args], { cwd, env, input: '' })
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${hmac(Buffer.alloc(0), 'topsecret')}\n` })
  expect(stderr).toMatch(/^note: the input is empty$/m)
})

it.concurrent('signs what comes in many pieces', async () => {
  const input = Buffer.alloc(3 * 1024 * 1024 + 7, 0xff)
  for (const options of [{ input }, { cwd }]) {
    const result = await cli([...sign, ...('cwd' in options ? ['big'] : [])], { env, ...options })
    expect(result.stdout).toBe(`${hmac(input, 'topsecret')}\n`)
  }
})

it.concurrent.each<[string, string[], RegExp]>([
  ['a folder', ['.'], /cannot read \.: it is a directory/],
  ['a missing file', ['nope'], /cannot read nope: there is no such file/],
  ['two files', ['body', 'line'], /too many arguments|one file/],
  ['no secret', ['body', '--unsigned'], /secret/],
])('refuses %s', async (_title, args, message) => {
  const own = args.includes('--unsigned') ? ['sign', ...args] : [...sign, ...args]
  expectRefusal(await cli(own, { cwd, env }), message, undefined, ['topsecret'])
})

it.concurrent.each([
  ['one event', ['ADD_CASE_DECISION']],
  ['the whole case', ['ORDER_CREATED', '--payload', 'full']],
  ['a padded document', ['ADD_CASE_ATTACHMENT', '--pad', '1mb']],
])('fixture prints compact bytes without a newline: %s', async (_title, args) => {
  const { stdout, code, ...rest } = await cli(['fixture', ...args])
  expect(code).toBe(0)
  expect(stdout).toBe(JSON.stringify(JSON.parse(stdout)))
  expectDecent({ stdout: '', code, ...rest })
})

it.concurrent('fixture prints several bodies on a line each', async () => {
  const { stdout } = await cli(['fixture', 'CREATE_CASE', 'ADD_CASE_DECISION'])
  expect(stdout.split('\n').map(line => JSON.parse(line).event)).toEqual(['CREATE_CASE', 'ADD_CASE_DECISION'])
})

it.concurrent('demo verifies every delivery, and refuses the forged one', async () => {
  const records = jsonLines((await cli(['demo', '--json'])).stdout)
  expect(records.pop()).toEqual({ type: 'summary', command: 'demo', sent: 17, ok: 17 })
  expect(records).toHaveLength(17)
  expect(records.every(one => one.type === 'demo' && one.asExpected)).toBe(true)
  expect(records.at(-1)).toMatchObject({ forge: 'tampered', status: 401, verdict: 'invalid (mismatch)' })
  const { code, stdout } = await cli(['demo'])
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /✓ CREATE_CASE[\s\S]*signature valid[\s\S]*\(tampered\) {2}401[\s\S]*signature invalid \(mismatch\)/,
  )
  expect(stdout).toMatch(/(\d+) of \1 as expected/)
})
