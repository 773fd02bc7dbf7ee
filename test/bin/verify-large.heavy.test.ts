/** `verify` of recordings that are large or made to be: it ends, and stays inside 150 MB. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { BIN, jsonLines } from '../support/cli.js'
import { cleanUp, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)

const MB = 1024 ** 2
const LIMIT_KB = 150 * 1024
const HOOK = fileURLToPath(new URL('../support/max-rss.cjs', import.meta.url))

/** Runs `verify` on standard input; gives its last record, exit code and peak memory in kB. */
async function verify(args: string[], feed: (write: (chunk: Uint8Array | string) => Promise<void>) => Promise<void>) {
  const cwd = folder()
  const file = join(cwd, 'rss')
  const child = spawn(process.execPath, ['--require', HOOK, BIN, 'verify', '--json', '--secret-env', 'S', ...args], {
    cwd,
    env: { PATH: process.env['PATH'], S: SECRET, MAX_RSS_FILE: file },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let last = ''
  let stderr = ''
  child.stdout.on('data', chunk => {
    last = (last + chunk).slice(-64 * 1024)
  })
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  child.stdin.on('error', () => {})
  const closed = once(child, 'close')
  await feed(async chunk => {
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, 'drain'), closed])
  })
  child.stdin.end()
  const [code] = await closed
  const lines = last.split('\n').filter(line => line.startsWith('{"type"'))
  return { code, stderr, records: jsonLines(lines.join('\n')), kilobytes: Number(readFileSync(file, 'utf8')) }
}

const line = (body: string, signature = hmac(Buffer.from(body), SECRET), more: object = {}) =>
  `${JSON.stringify({ cvHookCapture: 1, id: 'x', method: 'POST', path: '/', headers: [['x-cv-signature', signature]], ...more, body, complete: true })}\n`

const once4k = line(JSON.stringify({ event: 'CREATE_CASE', payload: { text: 'x'.repeat(4000) } }))

describe('large recordings', () => {
  it('a capture of 2 GB', async () => {
    const block = once4k.repeat(250)
    const rounds = Math.ceil((2048 * MB) / block.length)
    const { records, kilobytes, code } = await verify(['--no-findings'], async write => {
      for (let round = 0; round < rounds; round++) await write(block)
    })
    expect(records.at(-1)).toMatchObject({ type: 'summary', deliveries: rounds * 250, valid: rounds * 250 })
    expect(code).toBe(0)
    expect(kilobytes).toBeLessThan(LIMIT_KB)
  })

  it.each(['2', '100'])('an archive of 200 MB, with %s explanations', async explanations => {
    const entry = JSON.stringify({
      request: {
        method: 'POST',
        url: 'https://example.com/',
        headers: [{ name: 'x-cv-signature', value: 'a'.repeat(64) }],
        postData: { text: `{"event":"CREATE_CASE","payload":{"text":"${'y'.repeat(100_000)}"}}` },
      },
      response: { status: 200 },
    })
    const count = Math.ceil((200 * MB) / entry.length)
    const { records, kilobytes } = await verify(['--explanations', explanations], async write => {
      await write('{"log":{"entries":[')
      for (let at = 0; at < count; at++) await write(`${at > 0 ? ',' : ''}${entry}`)
      await write(']}}')
    })
    expect(records.at(-1)).toMatchObject({ type: 'summary', deliveries: count, invalid: count })
    expect(kilobytes).toBeLessThan(LIMIT_KB)
  })

  const body = `{"event":"CREATE_CASE","payload":{"text":"${'z'.repeat(50 * MB)}"}}`

  it.each<[string, string, object]>([
    ['whose signature is right', hmac(Buffer.from(body), SECRET), { verdict: 'valid' }],
    ['whose signature is wrong', 'b'.repeat(64), { verdict: 'invalid', explanation: { proof: 'none', causes: [] } }],
    [
      'signed with a line feed after the secret',
      hmac(Buffer.from(body), `${SECRET}\n`),
      { verdict: 'invalid', explanation: { proof: 'proven', causes: ['secret-whitespace'] } },
    ],
    [
      'whose last line feed was dropped',
      hmac(Buffer.from(`${body}\n`), SECRET),
      { verdict: 'invalid', explanation: { proof: 'proven', causes: ['body-trimmed'] } },
    ],
  ])('a body of 50 MB %s', async (_, signature, told) => {
    const capture = line(body, signature)
    const { records, kilobytes, code } = await verify([], async write => {
      for (let at = 0; at < capture.length; at += MB) await write(capture.slice(at, at + MB))
    })
    expect(records[0]).toMatchObject({ type: 'verdict', ...told })
    expect(records[0].notes).toHaveLength(1)
    expect(records[0].notes[0]).toContain('larger than 8 MB')
    expect(code).toBe('explanation' in told ? 1 : 0)
    expect(kilobytes).toBeLessThan(LIMIT_KB)
  })
})

describe('recordings made to be large', () => {
  it.each<[string, () => Buffer]>([
    ['a body of gzip that unpacks to 1 GB', () => bomb()],
    ['JSON of 10,000 levels', () => Buffer.from('['.repeat(10_000) + ']'.repeat(10_000))],
    [
      'an event of 10,000 levels',
      () => Buffer.from(`{"event":"CREATE_CASE","payload":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_001)}`),
    ],
    ['four million numbers', () => Buffer.from(`[${'1,'.repeat(4_000_000)}1]`)],
    ['two and a half million empty arrays', () => Buffer.from(`[${'[],'.repeat(2_700_000)}1]`)],
    ['arrays, as many as are looked into', () => Buffer.from(`[${'{},'.repeat(349_000)}1]`)],
    ['seven MB of entities', () => Buffer.from(`{"event":"CREATE_CASE","payload":"${'&lt;&quot;'.repeat(700_000)}"}`)],
    ['seven MB of escapes', () => Buffer.from(`{"event":"CREATE_CASE","payload":"${'\\"'.repeat(3_500_000)}"}`)],
    ['eight MB of percent signs', () => Buffer.from(`payload=${'%22%7B%5C'.repeat(900_000)}`)],
    [
      "what Python's repr writes",
      () => Buffer.from(`{'event': 'CREATE_CASE', 'payload': '${"x\\'".repeat(2_600_000)}'}`),
    ],
    [
      'dense JSON',
      () => Buffer.from(`{"event":"CREATE_CASE","payload":[${'{"a":"b","c":[1,null]},'.repeat(340_000)}1]}`),
    ],
    ['a document of 8 MB', () => document(8 * MB - 100, 'Zoe')],
    ['one of 8 MB with a name beyond Latin-1', () => document(8 * MB - 100, '字')],
    ['one of 4 MB with a name beyond Latin-1', () => document(4 * MB - 100, '字')],
    [
      'a million members',
      () => Buffer.from(`{"event":"CREATE_CASE","payload":{${Array.from({ length: 1e6 }, (_, at) => `"m${at}":1`)}}}`),
    ],
  ])('%s', async (_, make) => {
    const body = make()
    const { records, kilobytes, code } = await verify(
      ['--signature', 'c'.repeat(64), '--format', 'body'],
      async write => write(body),
    )
    expect(records.at(-1)).toMatchObject({ type: 'summary', deliveries: 1, invalid: 1 })
    expect(code).toBe(1)
    expect(kilobytes).toBeLessThan(LIMIT_KB)
  })
})

const document = (size: number, name: string) =>
  Buffer.from(JSON.stringify({ event: 'CREATE_CASE', payload: { name, content: 'A'.repeat(size) } }))

/** 1 GB of zeros, made from pieces since gzip members may follow one another. */
function bomb(): Buffer {
  const piece = gzipSync(Buffer.alloc(64 * MB), { level: 9 })
  return Buffer.concat(Array.from({ length: 16 }, () => piece))
}

it('a file is read without more memory than a pipe', async () => {
  const cwd = folder()
  const path = join(cwd, 'capture')
  const file = openSync(path, 'w')
  for (let at = 0; at < 50; at++) writeSync(file, once4k.repeat(500))
  closeSync(file)
  const { records, kilobytes } = await verify([path], async () => {})
  expect(records.at(-1)).toMatchObject({ deliveries: 25_000, valid: 25_000 })
  expect(kilobytes).toBeLessThan(LIMIT_KB)
})
