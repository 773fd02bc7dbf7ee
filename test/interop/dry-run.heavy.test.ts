/** The other formats of `--dry-run`, against what `send` puts on the wire, and against openssl. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cli, jsonLines, run } from '../support/cli.js'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { hasPeer } from '../support/peers.js'
import { closeServers } from '../support/servers.js'
import { normal, openWire, SECRET, type Wire } from '../support/wire.js'

let wire: Wire
beforeEach(async () => {
  wire = await openWire()
})
afterEach(closeServers)

const lines = (text: string) => text.trimEnd().split('\n')

describe('what a dry run prints is what send puts on the wire', () => {
  it.each([
    ['every event', ['--all'], {}],
    ['every event in full', ['--all', '--payload', 'full'], {}],
    ['headers', ['CREATE_CASE', '--header', 'X-B: Zoë', '--header', 'x-a: 1', '--header', 'X-Empty:'], {}],
    ['a query', ['CREATE_CASE'], { path: "?a=[1]&b=%20'" }],
    ['credentials of the URL', ['CREATE_CASE'], { user: 'us%20er:p%40ss@' }],
    ['a host header', ['CREATE_CASE', '--header', 'Host: receiver.example.com'], {}],
    ['credentials and a header', ['CREATE_CASE', '--header', 'Authorization: Bearer x'], { user: 'u:p@' }],
    ['a forged body', ['CREATE_CASE', '--forge', 'tampered', '--expect-status', '204'], {}],
    ['no signature', ['CREATE_CASE', '--forge', 'missing', '--expect-status', '204'], {}],
  ])('as http, in its order: %s', async (_, args, more) => {
    await wire.send(args, more)
    const sent = wire.received().map(one => one.toString('latin1'))
    const { bytes } = await wire.send([...args, '--dry-run', '--as', 'http', '--reveal'], more)
    expect(bytes.toString('latin1')).toBe(sent.join('\n\n'))
  })

  it.each(ODD_BODIES)('as http, body and json, byte by byte: %s', async (_, input) => {
    await wire.send(['--data', '-'], { input })
    const [sent] = wire.received()
    const print = (format: string) => wire.send(['--data', '-', '--dry-run', '--as', format], { input })
    expect((await print('http')).bytes).toEqual(sent)
    expect((await print('body')).bytes).toEqual(input)
    const [json] = jsonLines((await print('json')).stdout)
    expect(Buffer.from(json.body ?? json.bodyBase64, json.body === undefined ? 'base64' : 'utf8')).toEqual(input)
  })

  it.each(['event', 'full', 'legacy'])('as body, and by fixture, in the shape %s', async payload => {
    const args = ['--all', '--payload', payload]
    await wire.send(args)
    const bodies = wire.received().map(one => Buffer.from(normal(one).body, 'latin1').toString())
    expect(lines((await wire.send([...args, '--dry-run', '--as', 'body'])).stdout)).toEqual(bodies)
    expect(lines((await cli(['fixture', ...args])).stdout)).toEqual(bodies)
    const one = ['ADD_CASE_DECISION', '--payload', payload]
    const fixture = (await cli(['fixture', ...one])).bytes
    expect(bodies).toContain(fixture.toString())
    expect((await wire.send([...one, '--dry-run', '--as', 'body'])).bytes).toEqual(fixture)
  })

  it.runIf(hasPeer('openssl'))('as signature, which openssl and sign make of the same bytes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cv-hook-signature-'))
    await wire.send(['--all'])
    const files = wire.received().map((request, index) => {
      const file = join(folder, String(index))
      writeFileSync(file, normal(request).body, 'latin1')
      return file
    })
    const signatures = lines((await wire.send(['--all', '--dry-run', '--as', 'signature'])).stdout)
    const { stdout } = await run('openssl', ['dgst', '-sha256', '-hmac', SECRET, ...files])
    expect(signatures).toEqual(Array.from(stdout.matchAll(/= ([0-9a-f]{64})$/gm), match => match[1]))
    const signed = await cli(['sign', files[0]!, '--secret-env', 'CV_SECRET'], { env: { CV_SECRET: SECRET } })
    expect(signed.stdout).toBe(`${signatures[0]}\n`)
    rmSync(folder, { recursive: true })
  })
})
