/** `replay` of a recording of 2 GB, in memory that does not grow with it. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { BIN, jsonLines, run } from '../support/cli.js'
import { cleanUp, folder, SECRET } from './receiver.js'

afterAll(cleanUp)

const MB = 1024 ** 2
const HOOK = fileURLToPath(new URL('../support/max-rss.cjs', import.meta.url))

/** Bodies of many sizes, up to the largest that a listener takes. */
const SIZES = [1000, 5000, 300_000, 2 * MB, 9 * MB, 25 * MB]

const bodyOf = (size: number) => `{"event":"CREATE_CASE","payload":{"text":"${'é'.repeat(size / 2)}"}}`
const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

it.each<[string, string[]]>([
  ['all', ['--secret-env', 'S']],
  ['the last ones', ['--as-captured', '--events', 'CREATE_CASE', '--last', '12']],
])('%s of 2 GB', { timeout: 600_000 }, async (_title, args) => {
  const cwd = folder()
  const file = openSync(join(cwd, 'large.ndjson'), 'w')
  const lines = SIZES.map(size => `${JSON.stringify({ cvHookCapture: 1, id: String(size), body: bodyOf(size) })}\n`)
  const round = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
  const rounds = Math.ceil((2048 * MB) / round)
  for (let at = 0; at < rounds; at++) for (const line of lines) writeSync(file, line)
  closeSync(file)

  const wanted = SIZES.map(size => digest(bodyOf(size)))
  let arrived = 0
  const wrong: number[] = []
  const server = createServer((request, response) => {
    const hash = createHash('sha256')
    request.on('data', chunk => hash.update(chunk))
    request.on('end', () => {
      if (hash.digest('hex') !== wanted[arrived % wanted.length]) wrong.push(arrived)
      arrived++
      response.end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = { S: SECRET, MAX_RSS_FILE: join(cwd, 'rss') }
  const command = ['--require', HOOK, BIN, 'replay', 'large.ndjson', '--url', url, '--json', ...args]
  const { code, stdout, stderr } = await run(process.execPath, command, { cwd, env })
  server.close()
  expect({ code, wrong }, stderr).toEqual({ code: 0, wrong: [] })
  const sent = args.includes('--last') ? 12 : rounds * SIZES.length
  expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'summary', sent, ok: sent })
  expect(arrived).toBe(sent)
  expect(Number(readFileSync(env.MAX_RSS_FILE, 'utf8'))).toBeLessThan(220 * 1024)
})
