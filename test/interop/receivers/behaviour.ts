/** What every receiver that `cv-hook snippet` prints has to do, over a socket. */
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../../support/cli.js'
import { freePort, stopServers } from '../../support/server-process.js'
import type { Launcher } from './launcher.js'

const SECRET = 'sn1ppet $ecrét='

const SPACED = '{"event": "ADD_CASE_DECISION", "payload": {"note": "Zoë 💉 / <&> \\u00e9", "n": 1.0}}'

const hmac = (body: Uint8Array | string, key = SECRET) => createHmac('sha256', key).update(body).digest('hex')

/** Delivers a body with these signature headers; resolves to the status. */
function deliver(url: string, body: Uint8Array | string, ...signatures: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const post = request(url, { method: 'POST', headers, agent: false }, response => {
      response.resume().once('end', () => resolve(response.statusCode!))
    })
    if (signatures.length > 0) post.setHeader('X-CV-Signature', signatures)
    post.once('error', reject).end(body)
  })
}

const REFUSED: ReadonlyArray<readonly [title: string, signatures: readonly string[]]> = [
  ['no signature', []],
  ['an empty one', ['']],
  ['one made with another secret', [hmac(SPACED, `${SECRET}x`)]],
  ['one made over the same JSON without its blanks', [hmac(SPACED.replaceAll(/(?<=[:,]) /g, ''))]],
  ['one made over nothing', [hmac('')]],
  ['63 hex digits', [hmac(SPACED).slice(0, -1)]],
  ['65 hex digits', [`${hmac(SPACED)}0`]],
  ['64 characters that are no hex', [`${hmac(SPACED).slice(0, -1)}g`]],
  ['the right one with something after it', [`${hmac(SPACED)}, x`]],
  ['the right one with the prefix "sha256="', [`sha256=${hmac(SPACED)}`]],
  ['the right one twice', [hmac(SPACED), hmac(SPACED)]],
  ['the right one and another', [hmac(SPACED), hmac('x')]],
  ['another and the right one', [hmac('x'), hmac(SPACED)]],
]

const BYTES: ReadonlyArray<readonly [title: string, body: string | Buffer]> = [
  ['bytes that are not UTF-8', Buffer.from([...Buffer.from('{"event":"'), 0xff, 0xfe, ...Buffer.from('"}')])],
  ['a byte order mark', '\ufeff{"event":"X"}'],
  ['CRLF at the end', '{"event":"X"}\r\n'],
  ['blanks before it', '  {"event":"X"}'],
  ['a list', '[1]'],
  ['null', 'null'],
  ['a text', '"x"'],
  ['an object without an event', '{}'],
  ['an event that is no text', '{"event":{"a":[1]}}'],
  ['deep nesting', `${'['.repeat(3000)}${']'.repeat(3000)}`],
]

/** The tests of one receiver. */
export function describeReceiver(id: string, launcher: Launcher): void {
  describe.runIf(launcher.isPresent())(`the receiver for ${id}`, () => {
    const leftovers: Array<() => void> = []
    let root = ''
    let urls: string[] = []

    const start = async (secret: string) => {
      const folder = join(root, secret === '' ? 'without' : 'with')
      mkdirSync(folder)
      const { stdout: text } = await cli(['snippet', id])
      return launcher.start({ folder, text, port: await freePort(), secret, later: undo => leftovers.push(undo) })
    }

    beforeAll(async () => {
      root = realpathSync(mkdtempSync(join(tmpdir(), `cv-hook-${id}-`)))
      leftovers.push(() => rmSync(root, { recursive: true, force: true }))
      urls = await start(SECRET)
    }, 240_000)

    afterAll(async () => {
      await stopServers()
      for (const undo of leftovers) undo()
    })

    const statuses = (body: Uint8Array | string, ...signatures: string[]) =>
      Promise.all(urls.map(url => deliver(url, body, ...signatures)))
    const all = (status: number) => urls.map(() => status)

    const send = async (url: string, ...args: string[]) => {
      const { stdout } = await cli(['send', ...args, '--url', url, '--secret-env', 'S', '--json'], {
        env: { S: SECRET },
      })
      return jsonLines(stdout).at(-1)
    }

    it('accepts every event as it is sent', async () => {
      for (const url of urls) expect(await send(url, '--all')).toMatchObject({ ok: 47, statuses: { 200: 47 } })
    })

    it('accepts a document of 3 MB', async () => {
      for (const url of urls) {
        expect(await send(url, 'ADD_CASE_ATTACHMENT', '--pad', '3mb')).toMatchObject({ statuses: { 200: 1 } })
      }
    })

    it.each(['wrong-secret', 'tampered', 'malformed', 'missing'])('refuses %s', async forge => {
      for (const url of urls) {
        expect(await send(url, 'ADD_CASE_DECISION', '--forge', forge)).toMatchObject({ statuses: { 401: 1 } })
      }
    })

    it('accepts signed JSON that is spelled otherwise, and a signature in upper case', async () => {
      expect(await statuses(SPACED, hmac(SPACED))).toEqual(all(200))
      expect(await statuses(SPACED, hmac(SPACED).toUpperCase())).toEqual(all(200))
    })

    it.each(REFUSED)('refuses %s', async (_, signatures) => {
      expect(await statuses(SPACED, ...signatures)).toEqual(all(401))
    })

    it('refuses what is no JSON by its signature first', async () => {
      expect(await statuses('{"event":', hmac('x'))).toEqual(all(401))
      expect(await statuses('{"event":', hmac('{"event":'))).toEqual(all(400))
      expect(await statuses('', hmac('x'))).toEqual(all(401))
      expect(await statuses('', hmac(''))).toEqual(all(400))
    })

    it.each(BYTES)('hashes the bytes as they came, and survives them: %s', async (_, body) => {
      for (const status of await statuses(body, hmac(body))) expect([200, 400]).toContain(status)
      expect(await statuses(body, hmac(`${body} `))).toEqual(all(401))
    })

    it('is still alive', async () => {
      expect(await statuses(SPACED, hmac(SPACED))).toEqual(all(200))
    })

    it('refuses to work without a secret', async () => {
      if (launcher.refuses === 'request') {
        for (const url of await start('')) expect(await deliver(url, SPACED, hmac(SPACED, ''))).toBe(500)
      } else await expect(start('')).rejects.toThrow('CV_SECRET is not set')
    })
  })
}
