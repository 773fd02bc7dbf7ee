/** Debian's `webhook` server, with a `payload-hmac-sha256` rule, against the built binary. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { ODD_BODIES } from '../support/odd-bodies.js'
import { hasPeer } from '../support/peers.js'
import { stopServers } from '../support/server-process.js'
import { startWebhook } from './receivers/webhook.js'

const SECRET = 'top+secret/key='
const present = hasPeer('webhook')

describe.runIf(present)('webhook accepts and refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-webhook-'))
  let base = ''

  beforeAll(async () => {
    base = await startWebhook(SECRET, folder)
  })

  afterAll(async () => {
    await stopServers()
    rmSync(folder, { recursive: true })
  })

  const send = async (
    args: readonly string[],
    { secret = SECRET, hook = 'soft', input = '' as string | Buffer } = {},
  ) => {
    const { code, stdout, stderr } = await cli(
      ['send', ...args, '--url', `${base}/${hook}`, '--secret-env', 'CV_SECRET', '--json'],
      { env: { CV_SECRET: secret }, input },
    )
    const lines = jsonLines(stdout)
    return { code, stderr, deliveries: lines.slice(0, -1), summary: lines.at(-1) }
  }

  it.each([
    ['event', 47],
    ['full', 47],
    ['legacy', 19],
  ])('accepts every event in the shape %s: all %i', async (payload, count) => {
    const { code, deliveries, summary, stderr } = await send(['--all', '--payload', payload])
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('warning') })
    expect(summary).toMatchObject({ sent: count, ok: count, failed: 0, unreachable: 0, statuses: { 200: count } })
    expect(new Set(deliveries.map(one => one.event)).size).toBe(count)
    expect(deliveries.every(one => one.ok && one.response.body.text === 'triggered')).toBe(true)
  })

  it.each([
    ['event', 47],
    ['full', 47],
    ['legacy', 19],
  ])('refuses what is forged, as expected, in the shape %s', async (payload, count) => {
    for (const forge of ['wrong-secret', 'tampered', 'malformed', 'missing']) {
      const { code, summary } = await send(['--all', '--payload', payload, '--forge', forge])
      expect({ forge, code, ...summary }).toMatchObject({ forge, code: 0, ok: count, statuses: { 401: count } })
    }
  })

  it('refuses everything that is signed with another secret, and the run fails', async () => {
    const { code, summary } = await send(['--all'], { secret: `${SECRET}\n` })
    expect({ code, ...summary }).toMatchObject({ code: 1, ok: 0, failed: 47, statuses: { 401: 47 } })
  })

  it('refuses what has no signature, and the run fails', async () => {
    const { code, stdout } = await cli(['send', 'CREATE_CASE', '--url', `${base}/soft`, '--unsigned', '--json'])
    expect([code, jsonLines(stdout)[0]]).toEqual([
      1,
      expect.objectContaining({ ok: false, status: 401, signature: null }),
    ])
  })

  it('answers 500 to a wrong signature when the rule stands alone, which is accepted as a refusal only if said so', async () => {
    const forged = ['ADD_CASE_DECISION', '--forge', 'tampered']
    expect(await send(['ADD_CASE_DECISION'], { hook: 'plain' })).toMatchObject({ code: 0 })
    expect(await send(forged, { hook: 'plain' })).toMatchObject({ code: 1, deliveries: [{ status: 500 }] })
    expect(await send([...forged, '--expect-status', '401,500'], { hook: 'plain' })).toMatchObject({ code: 0 })
  })

  it.each(ODD_BODIES)("accepts the user's own bytes: %s", async (_, body) => {
    const { code, deliveries } = await send(['--data', '-'], { input: body })
    expect({ code, ...deliveries[0] }).toMatchObject({ code: 0, ok: true, status: 200, bytes: body.length })
    const forged = await send(['--data', '-', '--forge', 'tampered'], { input: body })
    expect(forged).toMatchObject({ code: 0, deliveries: [{ ok: true, status: 401 }] })
  })
})
