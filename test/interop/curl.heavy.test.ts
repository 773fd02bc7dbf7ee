/** The lines of `--dry-run --as curl`, run by bash and curl, against what `send` puts on the wire. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../support/cli.js'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { hasPeer } from '../support/peers.js'
import { closeServers } from '../support/servers.js'
import { type More, normal, openWire, SECRET, type Wire } from '../support/wire.js'

const present = ['bash', 'curl', 'base64'].map(hasPeer).every(Boolean)
const folder = mkdtempSync(join(tmpdir(), 'cv-hook-curl-'))

let wire: Wire
beforeEach(async () => {
  wire = await openWire()
})
afterEach(closeServers)
afterAll(() => rmSync(folder, { recursive: true }))

/** What `send` delivers, what its curl lines deliver when bash runs them, and the lines. */
const both = async (args: readonly string[], more: More = {}, env: Record<string, string> = {}) => {
  await wire.send(args, more)
  const sent = wire.received().map(normal)
  const { stdout: line, stderr } = await wire.send([...args, '--dry-run', '--as', 'curl'], more)
  expect(wire.received()).toEqual([])
  const script = join(folder, 'script.sh')
  writeFileSync(script, `set -euo pipefail\n${line}`)
  const result = await run('bash', [script], { cwd: folder, env: { HOME: folder, ...env } })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  return { sent, curled: wire.received().map(normal), line, stderr }
}

describe.runIf(present)('the curl line, run in bash, delivers what send delivers', () => {
  it.each([
    ['event', 47],
    ['full', 47],
    ['legacy', 19],
  ])('every event in the shape %s: all %i in one script', async (payload, count) => {
    const { sent, curled } = await both(['--all', '--payload', payload])
    expect(curled).toHaveLength(count)
    expect(curled).toEqual(sent)
  })

  it.each(['wrong-secret', 'tampered', 'malformed', 'missing'])('a forged event: %s', async forge => {
    const { sent, curled } = await both(['ADD_CASE_DECISION', '--forge', forge, '--expect-status', '204'])
    expect(curled).toEqual(sent)
  })

  it('a story with fresh ids, by its seed', async () => {
    const { sent, curled } = await both([
      ...['--scenario', 'approved-and-shipped', '--seed', 'curl'],
      ...['--expect-status', '204'],
    ])
    expect(sent.length).toBeGreaterThan(10)
    expect(curled).toEqual(sent)
  })

  it.each(ODD_BODIES)("the user's own bytes: %s", async (_, body) => {
    const { sent, curled } = await both(['--data', '-'], { input: body })
    expect(sent[0]?.body).toBe(body.toString('latin1'))
    expect(curled).toEqual(sent)
  })

  it('a document of 2 MB, for which curl by itself would ask for "100 Continue"', async () => {
    const { sent, curled } = await both(['ADD_CASE_ATTACHMENT', '--pad', '2mb'])
    expect(curled[0]?.headers).toEqual(sent[0]?.headers)
    expect(curled[0]?.body === sent[0]?.body).toBe(true)
  })

  it.each([
    ['what a shell would touch', `X-Odd: it's "$HOME" \`id\` !! \\ $(id) %s ; # |`],
    ['an empty value', 'X-Empty:'],
    ['a value beyond ASCII', 'X-Name: Zoë'],
    ['another content type', 'Content-Type: text/plain; charset=utf-8'],
    ['another user agent', 'User-Agent: mine'],
    ['another host', 'Host: receiver.example.com'],
    ['an accept header', 'Accept: text/html'],
  ])('a header with %s', async (_, header) => {
    const { sent, curled } = await both(['CREATE_CASE', '--header', header])
    expect(curled).toEqual(sent)
  })

  it.each([
    ['a query that a shell and curl would touch', { path: `/a%20b?x='1'&y=$HOME&z=[1-3]&w={a,b}` }],
    ['a path with dots', { path: '/a/../b/%2e%2e/c' }],
    ['credentials', { user: 'us%20er:p%40ss@' }],
  ])('a URL with %s', async (_, more) => {
    const { sent, curled } = await both(['CREATE_CASE', '--reveal'], more)
    expect(curled).toEqual(sent)
  })

  it('credentials in the URL beside an authorization header', async () => {
    const { sent, curled } = await both(['CREATE_CASE', '--header', 'Authorization: Bearer x', '--reveal'], {
      user: 'u:p@',
    })
    expect(curled).toEqual(sent)
  })
})

describe.runIf(present)('secrets of headers in the curl line', () => {
  const VALUE = `s3cr3t "$HOME" \`id\``

  it.each([
    ['a variable of the environment', ['--header-env', 'X-Bypass=BYPASS'], {}, 'BYPASS', VALUE],
    ['a static header', ['--static-header', 'X-Static=BYPASS'], {}, 'BYPASS', VALUE],
    ['an authorization header', ['--header', `Authorization: ${VALUE}`], {}, 'HEADER_AUTHORIZATION', VALUE],
    ['credentials of the URL', [], { user: 'user:s3cr3t@' }, 'CV_HOOK_AUTHORIZATION', 'Basic dXNlcjpzM2NyM3Q='],
  ])('stand in it as variables: %s', async (_, args, more, variable, value) => {
    const all = { ...more, env: { BYPASS: VALUE } }
    const { sent, curled, line, stderr } = await both(['CREATE_CASE', ...args], all, { [variable]: value })
    expect(line).not.toMatch(/s3cr3t|czNjcjN0|dXNlcj/)
    expect(line).toContain(`$${variable}`)
    if (variable !== 'BYPASS') expect(stderr).toContain(`set ${variable} to the value of`)
    expect(curled).toEqual(sent)
    const revealed = await both(['CREATE_CASE', ...args, '--reveal'], all)
    expect(revealed.line).toContain(value)
    expect(revealed.curled).toEqual(sent)
  })

  it('the signing secret is in none of the formats, even revealed', async () => {
    for (const format of ['http', 'curl', 'powershell', 'body', 'signature', 'json']) {
      const { stdout, stderr } = await wire.send(['CREATE_CASE', '--dry-run', '--as', format, '--reveal'])
      expect(stdout + stderr).not.toContain(SECRET)
      expect(stdout + stderr).not.toContain(SECRET.replaceAll("'", `'\\''`))
    }
  })
})
