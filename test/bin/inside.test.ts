/** What the fast tier runs in its own process is what the built binary says and how it ends. */
import { afterAll, describe, expect, it } from 'vitest'
import { binary, type CliOptions, type CliResult } from '../support/cli.js'
import { inside } from '../support/inside.js'
import { cleanUp, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)

const BODY = '{"event":"CREATE_CASE","payload":{}}'
const env = { CV_HOOK_SECRET: SECRET }
const file = () => folder({ 'body.json': BODY })

describe.concurrent('the built binary and its code say the same of', () => {
  it.each<[string, string[], number, (() => CliOptions)?]>([
    ['the overview', ['--help'], 0],
    ['a version', ['--version'], 0],
    ['no command', [], 2],
    ['a slip', ['sedn'], 2],
    ['a list, coloured and narrow', ['events'], 0, () => ({ env: { FORCE_COLOR: '1', COLUMNS: '40' } })],
    ['a fixture', ['fixture', 'CREATE_CASE', '--payload', 'full'], 0],
    ['standard input', ['sign', '--json'], 0, () => ({ env, input: BODY })],
    ['a file that fits', ['verify', 'body.json', '--signature', hmac(Buffer.from(BODY), SECRET)], 0, withFile],
    ['a file that does not', ['verify', 'body.json', '--signature', 'a'.repeat(64)], 1, withFile],
    ['a file that is not there', ['verify', 'none.json'], 2, withFile],
    ['nobody there', ['send', 'CREATE_CASE', '--url', 'http://127.0.0.1:1/'], 3, () => ({ env })],
    ['the demonstration', ['demo'], 0],
  ])('%s', async (_title, args, code, options = () => ({})) => {
    const given = options()
    const [built, within] = await Promise.all([binary(args, given), inside(args, given)])
    expect(told(within)).toEqual(told(built))
    expect(built.code).toBe(code)
  })
})

function withFile(): CliOptions {
  return { env, cwd: file() }
}

/** What does not differ from run to run. */
const told = ({ code, signal, stdout, stderr }: CliResult) => ({
  code,
  signal,
  stdout: steady(stdout),
  stderr: steady(stderr),
})

const steady = (text: string) => text.replace(/[\d.]+ m?s\b|"\w*[mM]s":[\d.]+|127\.0\.0\.1:\d{2,}/g, '#')
