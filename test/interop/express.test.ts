/** The check that the vendor documents for Node, in an Express app, against the built binary. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binary, jsonLines } from '../support/cli.js'
import { startVendorApp, type VendorApp } from './receivers/vendor-express.js'

const SECRET = 'express-secret='

describe('the documented check in an Express app', () => {
  let app: VendorApp

  beforeAll(async () => {
    app = await startVendorApp(SECRET, 'caught')
  })

  afterAll(() => app.close())

  const send = async (path: string, ...args: string[]) => {
    const { code, stdout } = await binary(['send', ...args, '--url', app.base + path, '--secret-env', 'S', '--json'], {
      env: { S: SECRET },
    })
    return { code, ...jsonLines(stdout).at(-1) }
  }

  it('accepts all 47 events by their raw bodies', async () => {
    expect(await send('/raw', '--all')).toMatchObject({ code: 0, sent: 47, ok: 47, statuses: { 200: 47 } })
  })

  it('accepts all 47 events after a JSON parser, as the example does', async () => {
    expect(await send('/parsed', '--all')).toMatchObject({ code: 0, sent: 47, ok: 47, statuses: { 200: 47 } })
  })

  it('accepts a whole story with fresh ids and times', async () => {
    const { code, sent, ok, seed } = await send('/raw', '--scenario', 'approved-and-shipped', '--fresh')
    expect({ code, ok, seed }).toEqual({ code: 0, ok: sent, seed: expect.any(String) })
    expect(sent).toBeGreaterThan(10)
  })

  it.each(['wrong-secret', 'tampered', 'malformed', 'missing'])('refuses %s', async forge => {
    expect(await send('/raw', '--all', '--forge', forge)).toMatchObject({ code: 0, ok: 47, statuses: { 401: 47 } })
  })
})
