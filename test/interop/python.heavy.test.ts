/** A receiver of Python's standard library, and openssl, against the built binary: three independent HMACs over the received bytes. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines, run } from '../support/cli.js'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { hasPeer } from '../support/peers.js'
import { startServer, stopServers } from '../support/server-process.js'

const SECRET = 'pa"ss wörd 🔑='
const RECEIVER = fileURLToPath(new URL('receivers/stdlib.py', import.meta.url))

const present = ['python3', 'openssl'].map(hasPeer).every(Boolean)

describe.runIf(present)('a Python receiver accepts and refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-python-'))
  const received = join(folder, 'received')
  let url = ''

  beforeAll(async () => {
    mkdirSync(received)
    const port = await startServer('python3', [RECEIVER, received], /^port (\d+)$/m, { CV_SECRET: SECRET })
    url = `http://127.0.0.1:${port}/`
  })

  afterAll(async () => {
    await stopServers()
    rmSync(folder, { recursive: true })
  })

  const send = async (args: readonly string[], { secret = SECRET, input = '' as string | Buffer } = {}) => {
    const { code, stdout } = await cli(
      ['send', ...args, '--url', url, '--secret-env', 'CV_SECRET', '--json', '--reveal'],
      { env: { CV_SECRET: secret }, input },
    )
    const lines = jsonLines(stdout)
    const deliveries = lines.slice(0, -1).map(line => ({ ...line, answer: JSON.parse(line.response.body.text) }))
    return { code, deliveries, summary: lines.at(-1) }
  }

  /** What openssl computes over received files, in their order. */
  const opensslHmacs = async (files: string[]) => {
    const { stdout, stderr } = await run('openssl', ['dgst', '-sha256', '-hmac', SECRET, ...files], { cwd: received })
    expect(stderr).toBe('')
    return stdout
      .trimEnd()
      .split('\n')
      .map(line => line.replace(/^.*= /, ''))
  }

  it.each([
    ['event', 47],
    ['full', 47],
    ['legacy', 19],
  ])(
    'accepts every event in the shape %s, all %i, whose signatures Python and openssl make too',
    async (payload, count) => {
      const { code, deliveries, summary } = await send(['--all', '--payload', payload])
      expect({ code, ...summary }).toMatchObject({ code: 0, sent: count, ok: count, statuses: { 200: count } })
      const signatures = deliveries.map(one => one.signature)
      expect(deliveries.map(one => one.answer.hmac)).toEqual(signatures)
      expect(deliveries.map(one => one.answer.given)).toEqual(signatures.map(one => [one]))
      expect(await opensslHmacs(deliveries.map(one => one.answer.file))).toEqual(signatures)
      expect(deliveries.map(one => one.answer.bytes)).toEqual(deliveries.map(one => one.bytes))
      expect(new Set(deliveries.map(one => one.answer.type))).toEqual(new Set(['application/json']))
    },
  )

  it('receives JSON that is compact and the same after a round through a parser', async () => {
    const { deliveries } = await send(['--all', '--payload', 'full'])
    for (const { answer, event } of deliveries) {
      const text = readFileSync(join(received, answer.file), 'utf8')
      expect(JSON.stringify(JSON.parse(text)), event).toBe(text)
    }
  })

  it.each(['wrong-secret', 'tampered', 'malformed', 'missing'])('refuses %s, as expected', async forge => {
    const { code, summary } = await send(['--all', '--forge', forge])
    expect({ code, ...summary }).toMatchObject({ code: 0, ok: 47, statuses: { 401: 47 } })
  })

  it('refuses another secret, and the run fails', async () => {
    const { code, summary } = await send(['--all', '--payload', 'legacy'], { secret: SECRET.trim().slice(1) })
    expect({ code, ...summary }).toMatchObject({ code: 1, failed: 19, statuses: { 401: 19 } })
  })

  const arrives = async (body: Buffer, args: string[], input?: Buffer) => {
    const { code, deliveries } = await send(args, input ? { input } : {})
    const [{ answer, signature, status, bytes }] = deliveries as [any]
    expect({ code, status, bytes }).toEqual({ code: 0, status: 200, bytes: body.length })
    expect(answer).toMatchObject({
      bytes: body.length,
      sha256: createHash('sha256').update(body).digest('hex'),
      hmac: signature,
      given: [signature],
    })
    expect(await opensslHmacs([answer.file])).toEqual([signature])
  }

  it.each(ODD_BODIES)("accepts the user's own bytes from a file and from a pipe: %s", async (_, body) => {
    const file = join(folder, 'body')
    writeFileSync(file, body)
    await arrives(body, ['--data', file])
    await arrives(body, ['--data', '-'], body)
  })

  it('accepts 25 MB', async () => {
    const body = Buffer.alloc(25 * 1024 * 1024, '{"text":"héllo 💉"},\n')
    const file = join(folder, 'large')
    writeFileSync(file, body)
    await arrives(body, ['--data', file])
    await arrives(body, ['--data', '-'], body)
  })

  it('accepts a body whose document was grown to 2 MB', async () => {
    const { code, deliveries } = await send(['ADD_CASE_ATTACHMENT', '--pad', '2mb'])
    expect(code).toBe(0)
    const [{ answer, signature, bytes }] = deliveries as [any]
    expect([answer.bytes, answer.hmac]).toEqual([bytes, signature])
  })
})
