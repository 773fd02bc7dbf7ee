/** Every page of help: it fits the terminal, names the exit codes, and each example that it shows is run as it stands. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { closeReceivers, correct, receive, SECRET } from '../contract/receiver-kit.js'
import { BIN, cli, run } from '../support/cli.js'
import { HEAVY, sample } from '../support/tier.js'
import { hmac } from './receiver.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-help-'))
let url = ''

beforeAll(async () => {
  url = (await receive(correct)).url
  const body = JSON.stringify(fixture('ADD_CASE_DECISION'))
  const signature = hmac(Buffer.from(body), SECRET)
  const recorded = (body: string) => {
    const headers = [['x-cv-signature', hmac(Buffer.from(body), SECRET)]]
    return `${JSON.stringify({ cvHookCapture: 1, id: 'abc-1', headers, body, verdict: 'invalid' })}\n`
  }
  const request = {
    method: 'POST',
    url: 'https://example.com/webhooks',
    headers: [{ name: 'x-cv-signature', value: signature }],
    postData: { text: body },
  }
  const files = {
    'body.json': body,
    'request.txt': `POST /webhooks HTTP/1.1\r\nhost: x\r\nx-cv-signature: ${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    'today.ndjson': recorded(body) + recorded(JSON.stringify(fixture('PAYMENT_ADDED'))),
    'delivery.har': JSON.stringify({ log: { entries: [{ request }] } }),
    'app.log': `x-cv-signature: ${signature} body: ${body}\n`,
    'cv-hook.config.json': JSON.stringify({
      profiles: { staging: { url, secretEnv: 'CV_SECRET', allowRemote: ['127.0.0.1'] } },
    }),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'bin'))
  symlinkSync(BIN, join(folder, 'bin/cv-hook'))
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\nexec cv-hook send CREATE_CASE --count 3\n', { mode: 0o755 })
})
afterAll(async () => {
  await closeReceivers()
  rmSync(folder, { recursive: true })
})

const commands = 'send verify test listen replay redact fixture events sign snippet demo completion'.split(' ')
const topics = 'signatures causes checks exit-codes phi config'.split(' ')
const env = (more: Record<string, string> = {}) => ({ CV_HOOK_SECRET: SECRET, CV_SECRET: SECRET, ...more })
const help = async (words: string) => (await cli([...words.split(' '), '--help'].filter(word => word !== ''))).stdout

/** What runs on its own accord until it is stopped ends at once; a digest of another body explains, and does not fit. */
const here = (line: string) =>
  line
    .replaceAll(/http:\/\/localhost:300\d\/(?:webhooks|pay)/g, url)
    .replace(' --for 2m', '')
    .replace(/^cv-hook listen (?!.* --exit-after ).*/, '$& --port 0 --for 1ms')
    .replace('4f1c...', hmac(Buffer.from(JSON.stringify(fixture('ADD_CASE_DECISION'))), SECRET))

/** Examples that are right to answer no: nothing comes to a listener here, and no body has the digest. */
const SAYS_NO = /^cv-hook listen .*--expect-event/

/** They take a second each, and docs.test.ts runs one. */
const WHOLE_CONTRACT = /^ {2}cv-hook test (?!--list|.*--only)/

describe.concurrent.each(['', ...commands, ...topics.map(name => `help ${name}`)])('cv-hook %s --help', words => {
  it('fits 80 columns, and says what the exit codes are', async () => {
    const text = await help(words)
    expect(text.split('\n').filter(line => line.length > 80)).toEqual([])
    if (!words.startsWith('help ')) expect(text).toMatch(/^Exit codes:/m)
  })

  it('shows examples that run as they stand', async () => {
    const text = await help(words)
    const examples = text.slice(text.search(/^Examples?:$/m)).match(/^ {2}cv-hook .+$/gm) ?? []
    expect(examples.length).toBeGreaterThan(0)
    for (const example of sample(examples, 3)) {
      if (!HEAVY && WHOLE_CONTRACT.test(example)) continue
      const line = here(example.trim())
      const more = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, CV_OLD: 'old', STAGING_SECRET: 's' }
      const { code, stderr } = /[|>'&]| -- /.test(line)
        ? await run('bash', ['-c', line], { cwd: folder, env: env(more) })
        : await cli(line.split(' ').slice(1), { cwd: folder, env: env(more) })
      expect({ example, code, stderr }).toEqual({ example, code: SAYS_NO.test(line) ? 1 : 0, stderr })
    }
  })
})

it.concurrent.each(
  [
    ['help', 'checks'],
    ['help', 'checks', 'refuses/63-digits'],
    ['help', 'causes'],
    ['help', 'causes', 'json-key-order'],
    ['test', '--list'],
    ['events'],
    ['events', 'CALENDAR_EVENT_STATUS_UPDATED'],
    ['snippet'],
  ].map(words => [words]),
)('the page of cv-hook %j fits 80 columns', async words => {
  const { code, stdout } = await cli(words, { env: env() })
  expect({ code, long: stdout.split('\n').filter(line => line.length > 80) }).toEqual({ code: 0, long: [] })
})
