/** The check that the vendor documents for Node, in an Express app, against the built binary. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'

// Express brings no types.
const express: any = createRequire(import.meta.url)('express')
const SECRET = 'express-secret='

/** As documented; it throws for digests of unequal length. */
const isValid = (received: string, body: Buffer | string) =>
  timingSafeEqual(
    Buffer.from(createHmac('sha256', SECRET).update(body.toString(), 'utf-8').digest('hex'), 'hex'),
    Buffer.from(received, 'hex'),
  )

const answer = (bodyOf: (request: any) => Buffer | string) => (request: any, response: any) => {
  try {
    if (isValid(request.headers['x-cv-signature'], bodyOf(request))) return response.status(204).end()
  } catch {
    // No digest, or one of another length.
  }
  return response.status(401).json({ error: 'signature' })
}

const app = express()
app.post(
  '/raw',
  express.raw({ type: '*/*', limit: '30mb' }),
  answer(request => request.body),
)
// The documented example signs what a parser gives back: right as long as the body survives the round trip.
app.post(
  '/parsed',
  express.json({ limit: '30mb' }),
  answer(request => JSON.stringify(request.body)),
)

describe('the documented check in an Express app', () => {
  let server: Server
  let base = ''

  beforeAll(async () => {
    server = app.listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })

  afterAll(() => new Promise(resolve => server.close(resolve)))

  const send = async (path: string, ...args: string[]) => {
    const { code, stdout } = await cli(['send', ...args, '--url', base + path, '--secret-env', 'S', '--json'], {
      env: { S: SECRET },
    })
    return { code, ...jsonLines(stdout).at(-1) }
  }

  it('accepts all 47 events by their raw bodies', async () => {
    expect(await send('/raw', '--all')).toMatchObject({ code: 0, sent: 47, ok: 47, statuses: { 204: 47 } })
  })

  it('accepts all 47 events after a JSON parser, as the example does', async () => {
    expect(await send('/parsed', '--all')).toMatchObject({ code: 0, sent: 47, ok: 47, statuses: { 204: 47 } })
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
