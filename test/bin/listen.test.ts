/** `cv-hook listen`: what it answers, records, keeps, and how it ends. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { cli, jsonLines } from '../support/cli.js'
import { breakOff, deliver, listening, stopListening } from './listening.js'
import { cleanUp, expectDecent, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const body = (event = 'ADD_CASE_DECISION') => JSON.stringify(fixture(event))

describe.concurrent('a delivery', () => {
  it('that verifies is answered 200, and recorded', async () => {
    const listener = await listening(['--json'], { mayBeInside: false })
    const answer = await deliver(listener.url, body(), { path: '/webhooks/carevalidate?token=abc' })
    expect(answer).toMatchObject({ status: 200, text: '{"ok":true}\n' })
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([])
    const { code, stdout } = await listener.stop()
    const [ready, received, summary, ...more] = jsonLines(stdout)
    expect({ code, more }).toEqual({ code: 0, more: [] })
    expect(ready).toEqual({ type: 'ready', url: listener.url, pid: listener.pid })
    expect(received).toEqual({
      type: 'received',
      direction: 'in',
      id: expect.stringMatching(/^[0-9a-f]{8}-1$/),
      receivedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
      method: 'POST',
      path: '/webhooks/carevalidate?***',
      event: 'ADD_CASE_DECISION',
      bytes: Buffer.byteLength(body()),
      verdict: 'valid',
      code: 'ok',
      secret: 'secret 1',
      shape: 'event',
      says: 'decision approved, 2 medicines, visit SYNC_PHONE',
      findings: [],
      response: { status: 200, durationMs: expect.any(Number), sent: true },
    })
    expect(summary).toMatchObject({ type: 'summary', command: 'listen', received: 1, valid: 1, invalid: 0 })
  })

  it.each<[string, string | Buffer, Parameters<typeof deliver>[2], number, string, string]>([
    ['with another secret', body(), { secret: 'another' }, 401, 'invalid', 'mismatch'],
    ['without a signature', body(), { signature: null }, 401, 'unsigned', 'no-signature'],
    ['with half a signature', body(), { signature: 'abc' }, 401, 'invalid', 'malformed'],
    [
      'with two signatures',
      body(),
      { signature: null, headers: { 'x-cv-signature': ['a', 'b'] } },
      401,
      'invalid',
      'multiple',
    ],
    ['that is no JSON', '{"event":', {}, 400, 'valid', 'ok'],
    ['that is no text', Buffer.from([0xff, 0x00, 0xfe]), {}, 400, 'valid', 'ok'],
    ['that is empty', '', {}, 400, 'valid', 'ok'],
    ['of an event that nobody knows', '{"event":"NEVER_HEARD_OF","payload":{}}', {}, 200, 'valid', 'ok'],
  ])('%s is refused, or taken, as it should be', async (_title, bytes, how, status, verdict, code) => {
    const listener = await listening(['--json', '--explanations', '0'])
    expect((await deliver(listener.url, bytes, how)).status).toBe(status)
    const { stdout, code: exit } = await listener.stop()
    expect(jsonLines(stdout)[1]).toMatchObject({ verdict, code, response: { status } })
    expect(exit).toBe(0)
  })

  it('with a signature of another secret is explained by its name, after the answer', async () => {
    const env = { OLD: 'an old secret' }
    const listener = await listening(['--json', '--also-try-env', 'staging=OLD'], { env })
    await deliver(listener.url, body(), { secret: env.OLD })
    await listener.until('received')
    const [received] = listener.records('received')
    expect(received.explanation).toMatchObject({ proof: 'proven', causes: ['secret-of-another-environment'] })
    expect(received.explanation.fix).not.toBe('')
    expectDecent(await listener.stop(), [SECRET, env.OLD])
  })

  it.each([
    ['indented', JSON.stringify(JSON.parse(body()), null, 2), ['json-indentation']],
    // Its look names a language, of which a framework of the receiver could be guessed.
    ['as Python writes it', body().replaceAll(/":(?=["{[\dtfn])/g, '": '), undefined],
  ])(
    'that was written again blames what lies before the listener, never a framework behind it: %s',
    async (_title, text, causes) => {
      const listener = await listening()
      await deliver(listener.url, text, { signature: hmac(Buffer.from(body()), SECRET) })
      await listener.until('received')
      const { explanation } = listener.records('received')[0]
      expect(explanation).toMatchObject({ proof: 'proven', ...(causes ? { causes } : {}) })
      expect(explanation.fix).toMatch(/^These bytes came over the wire: the sender signs another text .*proxy, tunnel/)
      expect(explanation).not.toHaveProperty('framework')
      expect(JSON.stringify(explanation)).not.toMatch(/express|body-parser|middleware|flask|django|request\./i)
    },
  )

  it('that comes again is told as such, whatever its bytes', async () => {
    const listener = await listening()
    const again = JSON.stringify({ ...fixture('CREATE_CASE'), extra: 1 })
    await deliver(listener.url, body('CREATE_CASE'))
    await deliver(listener.url, body('ADD_CASE_DECISION'))
    await deliver(listener.url, again)
    // The older shape has no activity.
    const legacy = JSON.stringify(fixture('ORDER_CREATED', { variant: 'legacy' }))
    await deliver(listener.url, legacy)
    await deliver(listener.url, legacy)
    await deliver(listener.url, body('CREATE_CASE'), { secret: 'forged' })
    await listener.stop()
    const [first, , third, fourth, fifth, forged] = listener.records('received')
    expect(third.duplicateOf).toBe(first.id)
    expect(fifth.duplicateOf).toBe(fourth.id)
    expect([first, fourth, forged].map(one => one.duplicateOf)).toEqual([undefined, undefined, undefined])
    expect(listener.records('summary')[0].duplicates).toBe(2)
  })

  it('whose content is compressed is verified as it came, and looked into within bounds', async () => {
    const listener = await listening()
    const headers = { 'content-encoding': 'gzip' }
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, 0x20))
    expect((await deliver(listener.url, gzipSync(body()), { headers })).status).toBe(200)
    expect((await deliver(listener.url, bomb, { headers })).status).toBe(400)
    await listener.stop()
    const [good, bad] = listener.records('received')
    expect(good).toMatchObject({
      event: 'ADD_CASE_DECISION',
      verdict: 'valid',
      bytes: gzipSync(body()).length,
      findings: [],
    })
    expect(bad).toMatchObject({ verdict: 'valid', findings: [{ code: 'not-json' }] })
  })
})

describe.concurrent('secrets', () => {
  it('all that are given are accepted, and the one that fits is named', async () => {
    const env = { NEW: 'the new secret', OLD: 'the old secret' }
    const listener = await listening(['--json', '--secret-env', 'new=NEW', '--secret-env', 'old=OLD'], { env })
    for (const secret of [env.OLD, env.NEW]) expect((await deliver(listener.url, body(), { secret })).status).toBe(200)
    expectDecent(await listener.stop(), Object.values(env))
    expect(listener.records('received').map(one => one.secret)).toEqual(['old', 'new'])
  })

  it.each([
    ['--unsigned', ['--unsigned']],
    ['none', []],
  ])('%s: nothing is verified, which is said, and all is accepted', async (_title, args) => {
    const env = { CV_HOOK_SECRET: undefined as unknown as string }
    const listener = await listening(args, { env })
    expect((await deliver(listener.url, body(), { signature: null })).status).toBe(200)
    const { stderr, stdout, code } = await listener.stop()
    expect(stderr.match(/nothing is verified/g)).toHaveLength(1)
    expect(stdout).toMatch(/✓ ADD_CASE_DECISION {2}case#1, 200, not verified/)
    expect(code).toBe(0)
  })

  it('one that is named but empty is an error', async () => {
    const result = await cli(['listen', '--port', '0', '--secret-env', 'EMPTY'], { env: { EMPTY: '' } })
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('EMPTY is set, but empty') })
  })

  it('a static header is checked, and never shown or kept', async () => {
    const dir = folder()
    const env = { TOKEN: 'static-Token-Value-93', CV_HOOK_SECRET: undefined as unknown as string }
    const args = ['--json', '--static-header', 'X-Webhook-Secret=TOKEN', '--capture', 'c.ndjson']
    const listener = await listening(args, { env, cwd: dir })
    const send = (value: string) =>
      deliver(listener.url, body(), { signature: null, headers: { 'x-webhook-secret': value } })
    expect((await send(env.TOKEN)).status).toBe(200)
    expect((await send('another-Value-55')).status).toBe(401)
    const result = await listener.stop()
    expect(listener.records('received').map(one => one.code)).toEqual(['ok', 'static-header-wrong'])
    expectDecent(result, [env.TOKEN, 'another-Value-55'])
    expect(readFileSync(join(dir, 'c.ndjson'), 'utf8')).not.toMatch(/static-Token|another-Value/)
  })
})

describe.concurrent('what is no whole delivery', () => {
  it('broke off: told, kept as such, counted apart, and nothing that was expected', async () => {
    const file = join(folder(), 'c.ndjson')
    const args = ['--json', '--capture', file, '--expect-event', 'CREATE_CASE', '--exit-after', '1']
    const listener = await listening(args)
    await breakOff(listener.url, body('CREATE_CASE'), 40)
    await listener.until('received')
    expect(listener.records('received')).toMatchObject([
      { bytes: 40, verdict: 'unverifiable', response: { status: null } },
    ])
    const { code } = await listener.stop()
    expect(code).toBe(1)
    expect(listener.records('summary')[0]).toMatchObject({ received: 0, cut: 1, missing: ['CREATE_CASE'] })
    expect(jsonLines(readFileSync(file, 'utf8'))).toMatchObject([
      { complete: false, body: body('CREATE_CASE').slice(0, 40) },
    ])
    const { stdout } = await cli(['verify', file], { env: { CV_HOOK_SECRET: SECRET } })
    expect(stdout).toContain('unverifiable')
  })

  it('broke off, for people', async () => {
    const listener = await listening([])
    await breakOff(listener.url, body(), 9)
    await listener.until(/broke off/)
    const { stdout } = await listener.stop()
    expect(stdout).toMatch(
      /✗ cut off {2}9 bytes came, then the connection broke off\n\n0 deliveries in .*\n {2}cut off {2}1\n/,
    )
  })

  it.each<[string[], RegExp, number]>([
    [['--json'], /^\{"type":"refused","reason":"method","status":405,"method":"GET","path":"\/a\/\*\*\*"\}$/gm, 50],
    [[], /^\d\d:\d\d:\d\d - GET \/a\/\*\*\*: 405, deliveries come by POST$/gm, 50],
    [['--quiet'], /405/g, 0],
  ])('refused: one by one, and only counted from the fiftieth on: %j', async (args, line, count) => {
    const listener = await listening(args, { env: { COLUMNS: '200' } })
    for (let at = 0; at < 52; at++)
      await deliver(listener.url, '', { method: 'GET', path: '/a/12345', signature: null })
    const { stdout, stderr } = await listener.stop()
    expect(stdout.match(line) ?? []).toHaveLength(count)
    const notes = stderr.split('\n').filter(one => one.includes('only counted'))
    expect(notes).toEqual(count > 0 ? ['note: further requests that are no deliveries are only counted'] : [])
    expect(stdout).toMatch(/"refused":\{"method":52\}|no deliveries {2}52 method/)
  })
})

it('the command that is offered delivers, also to a listener for an older set-up', async () => {
  const env = { TOKEN: 'static-Token-Value-93', CV_HOOK_SECRET: undefined as unknown as string }
  const listener = await listening(['--static-header', 'X-Webhook-Secret=TOKEN', '--exit-after', '1'], { env })
  const ended = listener.ended
  await listener.said(/cloudflared/)
  const options = ['--url', listener.url, '--static-header', 'X-Webhook-Secret=TOKEN', '--unsigned']
  expect(await cli(['send', 'ADD_CASE_DECISION', ...options], { env: { TOKEN: env.TOKEN } })).toMatchObject({ code: 0 })
  const { code, stderr } = await ended
  expect(code).toBe(0)
  expect(stderr).toContain(`  cv-hook send ADD_CASE_DECISION ${options.join(' ')}\n`)
})

describe('a capture', () => {
  it('holds each delivery and its answer, private, and is continued', async () => {
    const dir = folder()
    const file = join(dir, 'c.ndjson')
    for (const run of [1, 2]) {
      const listener = await listening(['--json', '--explanations', '0', '--capture', file])
      await deliver(listener.url, body('CREATE_CASE'))
      await deliver(listener.url, body(), { secret: 'wrong' })
      const { stderr, stdout } = await listener.stop()
      expect(stderr).toBe(`note: ${file} holds the bodies as they are, unmasked\n`)
      const ids = jsonLines(stdout).filter(one => one.type === 'received')
      const lines = jsonLines(readFileSync(file, 'utf8')).slice((run - 1) * 4)
      expect(lines.filter(one => one.cvHookCapture).map(one => [one.id, one.verdict])).toEqual(
        ids.map(one => [one.id, one.verdict]),
      )
      expect(
        lines
          .filter(one => one.cvHookAnswer)
          .map(one => one.status)
          .sort(),
      ).toEqual([200, 401])
    }
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const verified = await cli(['verify', '--json', file], { env: { CV_HOOK_SECRET: SECRET } })
    expect(jsonLines(verified.stdout).at(-1)).toMatchObject({ deliveries: 4, valid: 2, invalid: 2 })
  })

  it('that cannot be written turns into 503 and a loud line, and never loses what was acknowledged', async () => {
    const dir = folder()
    const listener = await listening(['--json', '--capture', 'c.ndjson'], { cwd: dir, limitFiles: 64 })
    const statuses: number[] = []
    for (let count = 0; count < 24; count++) statuses.push((await deliver(listener.url, body())).status)
    const { code, stderr, stdout } = await listener.stop()
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(stderr).toMatch(/^error: a delivery was NOT KEPT and answered 503: cannot write c\.ndjson: /m)
    const kept = jsonLines(readFileSync(join(dir, 'c.ndjson'), 'utf8')).filter(one => one.cvHookCapture)
    const received = jsonLines(stdout).filter(one => one.type === 'received')
    const answered = received.filter(one => one.response.status === 200).map(one => one.id)
    expect(kept.map(one => one.id)).toEqual(answered)
    expect(received.at(-1)).toMatchObject({ response: { status: 503 }, error: { code: 'disk' } })
    expect(code).toBe(2)
  })
})
