/** The Tab key, as a shell's script asks for it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-tab-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'cv-hook.config.json'), JSON.stringify({ profiles: { staging: {}, live: {} } }))
writeFileSync(join(folder, 'bad.json'), '{')

/** What is offered after these words, the last of which is being written. */
async function offered(words: string[], shell = 'fish', env: Record<string, string> = {}): Promise<string[]> {
  const { code, stdout, stderr } = await cli(['complete', shell, '--', ...words], { cwd: folder, env })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout.split('\n').filter(line => line !== '')
}

const values = async (words: string[]) => (await offered(words)).map(line => line.split('\t')[0])

it.concurrent.each<[string[], string[]]>([
  [['se'], ['send']],
  [['send', 'ADD_CASE_DEC'], ['ADD_CASE_DECISION']],
  [['fixture', 'add_case_dec'], ['ADD_CASE_DECISION']],
  [['send', '--url', 'http://localhost', 'ADD_CASE_DEC'], ['ADD_CASE_DECISION']],
  [
    ['send', '--exp'],
    ['--expect-status', '--expect-within'],
  ],
  [
    ['send', '--payload', ''],
    ['event', 'full', 'legacy'],
  ],
  [['send', '--payload=f'], ['--payload=full']],
  [['send', '--scenario', 'decision'], ['decision-deleted']],
  [
    ['send', '--profile', ''],
    ['staging', 'live'],
  ],
  [['send', '--profile', 'l'], ['live']],
  [['send', '--config', 'bad.json', '--profile', ''], []],
  [['send', '--url', ''], []],
  [
    ['test', '--only', 'refuses/63-digits,refuses/6'],
    ['refuses/63-digits,refuses/64-wrong-digits', 'refuses/63-digits,refuses/65-digits'],
  ],
  [
    ['test', '--framework', 'fast'],
    ['fastify', 'fastapi'],
  ],
  [['snippet', 'k'], ['koa']],
  [['help', 'cau'], ['causes']],
  [['help', 'causes', 'json-key'], ['json-key-order']],
  [['help', 'checks', 'refuses/no-s'], ['refuses/no-signature']],
  [['completion', 'z'], ['zsh']],
  [['verify', ''], [':files']],
  [['sign', ''], [':files']],
  [['replay', 'x'], [':files']],
  [['redact', ''], [':files']],
  [['events', 'subscription_add'], ['SUBSCRIPTION_ADDED']],
  [['listen', '--expect-event', 'CREATE_CASE,archive'], ['CREATE_CASE,ARCHIVE_CASE']],
  [
    ['replay', '--verdict', 'valid,'],
    ['valid,invalid', 'valid,unsigned', 'valid,unverifiable'],
  ],
  [
    ['send', '--report', ''],
    ['junit=', 'html=', 'json=', 'markdown=', 'github'],
  ],
  [['send', '--static-header', ''], []],
  [['send', '--static-header', 'X-Key=PAT'], ['X-Key=PATH']],
  [['sign', 'a-file', '--ou'], []],
  [['test', '--config', 'none.json', '--profile', ''], []],
  [['verify', '--format', 'har', 'x'], [':files']],
  [['send', '--data', ''], [':files']],
  [['listen', '--', 'np'], [':files']],
  [['send', '--secret', ''], []],
  [['no-such-command', ''], []],
])('%j', async (words, wanted) => {
  expect(await values(words)).toEqual(wanted)
})

describe.concurrent('the first word', () => {
  it('is every command, with its purpose', async () => {
    const lines = await offered([''])
    expect(lines).toEqual(expect.arrayContaining(['send\tdeliver signed events to an endpoint']))
    const overview = await cli(['--help'])
    const commands = [...overview.stdout.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(match => match[1])
    expect(lines.map(line => line.split('\t')[0])).toEqual(expect.arrayContaining(commands.slice(0, 9)))
  })
})

it.concurrent('names of variables are offered, never what they hold', async () => {
  const env = { CV_SECRET_NEW: 'planted-secret' }
  expect(await offered(['send', '--secret-env', 'new=CV_S'], 'fish', env)).toEqual(['new=CV_SECRET_NEW'])
  expect(await offered(['send', '--secret-env', 'new', '=', 'CV_S'], 'bash', env)).toEqual(['CV_SECRET_NEW'])
})

it.concurrent('zsh gets its own quoting of colons', async () => {
  expect(await offered(['send', '--payload'], 'zsh')).toEqual([
    '--payload:event\\: only event data (default); full\\: with the whole case; legacy\\: the older shapes',
  ])
})

it.concurrent.each([
  [[], /completion needs a shell/],
  [['tcsh'], /there is no completion for "tcsh"\nhint: it is there for bash, zsh, fish, powershell/],
])('completion %j is an error', async (args, message) => {
  const { code, stderr } = await cli(['completion', ...args])
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
})
