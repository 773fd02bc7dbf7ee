/** `receiverContract()` of the library: the checks as tests of any runner. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { receiverContract } from '../../src/receiver-contract.js'
import { run } from '../support/cli.js'
import { closeReceivers, correct, digest, fits, hashing, receive, SECRET } from './receiver-kit.js'

afterAll(closeReceivers)

type Tests = Map<string, () => Promise<void>>

/** What would be registered. */
function registered(options: Omit<Parameters<typeof receiverContract>[0], 'test'>): Tests {
  const tests: Tests = new Map()
  receiverContract({ test: (name, work) => tests.set(name.split(':')[0]!, work), ...options })
  return tests
}

const EVENTS = ['CREATE_CASE', 'ADD_CASE_DECISION']

describe('a right server, with the real test function', () => {
  let url = ''

  beforeAll(async () => {
    url = (await receive(correct)).url
  })

  receiverContract({ test, url: () => url, secret: () => SECRET, events: EVENTS, strict: true, skip: ['accepts/10mb'] })
})

describe('a handler of requests, with the real test function', () => {
  const handle = async (request: Request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405 })
    const body = Buffer.from(await request.arrayBuffer())
    if (!fits(request.headers.get('x-cv-signature'), digest(body))) return new Response('no', { status: 401 })
    try {
      return new Response(null, { status: JSON.parse(body.toString()) ? 204 : 400 })
    } catch {
      return new Response(null, { status: 400 })
    }
  }

  receiverContract({ test, fetch: handle, secret: SECRET, events: EVENTS, strict: true, skip: ['accepts/10mb'] })
})

describe('what is registered', () => {
  it('are all checks of level must; with strict the others as well, but for what follows from others', async () => {
    const { url } = await receive(correct)
    const must = [...registered({ url, secret: SECRET }).keys()]
    const all = [...registered({ url, secret: SECRET, strict: true }).keys()]
    expect(must).toEqual(expect.arrayContaining(['control', 'accepts/event/CREATE_CASE', 'refuses/63-digits']))
    expect(must.some(id => id.startsWith('body/'))).toBe(false)
    expect(all).toEqual(expect.arrayContaining(['body/spaces', 'behaviour/keep-alive', 'accepts/amount-text']))
    expect(all).not.toContain('behaviour/alive')
    expect(all).toHaveLength(164)
  })

  it('fails with what was expected, why, and how to fix it; what else is right passes', async () => {
    const { url } = await receive(arrived =>
      arrived.request.method === 'POST' && !fits(arrived.request.headers['x-cv-signature'], digest(arrived.body))
        ? arrived.response.writeHead(500).end()
        : correct(arrived),
    )
    const tests = registered({ url, secret: SECRET, events: EVENTS })
    await expect(tests.get('refuses/63-digits')!()).rejects.toThrow(
      /^refuses\/63-digits: expected a refusal \(4xx\), got 500: it failed[\s\S]*\nfix: Refuse what is not exactly 64/,
    )
    await tests.get('accepts/event/CREATE_CASE')!()
  })

  it('says of every test that nothing valid is accepted, where that is so', async () => {
    const { url } = await receive(hashing(body => body, 'another'))
    const tests = registered({ url, secret: SECRET, events: EVENTS })
    await expect(tests.get('refuses/63-digits')!()).rejects.toThrow(/^control: expected 2xx, got 401/)
  })

  it('counts what a handler throws as no answer', async () => {
    const tests = registered({
      fetch: async request => {
        const body = Buffer.from(await request.arrayBuffer())
        if (request.headers.get('x-cv-signature') !== digest(body)) throw new Error('bad signature')
        return new Response()
      },
      secret: SECRET,
      events: EVENTS,
    })
    await expect(tests.get('refuses/prefix')!()).rejects.toThrow(/the handler threw: bad signature/)
  })

  it('counts a handler that never answers as no answer', async () => {
    const tests = registered({ fetch: () => new Promise(() => {}), secret: SECRET, events: EVENTS, timeoutMs: 20 })
    await expect(tests.get('control')!()).rejects.toThrow(/the handler did not answer within 20 ms/)
  })

  it('needs the test function of a runner', () => {
    expect(() => receiverContract({ url: 'http://localhost/', secret: SECRET } as never)).toThrow(
      expect.objectContaining({ code: 'usage', message: 'receiverContract needs the test function of a runner' }),
    )
  })

  it.each([
    [{ url: 'http://localhost/', secret: '' }, /the secret is empty/],
    [{ url: 'http://localhost/', secret: undefined }, /the secret is undefined/],
    [{ secret: SECRET }, /either url or fetch/],
    [{ url: 'http://localhost/', secret: SECRET, events: ['NOPE'] }, /there is no event "NOPE"/],
    [{ url: 'http://localhost/', secret: SECRET, only: ['nope'] }, /there is no check "nope"/],
  ])('%j is misuse', (options, message) => {
    expect(() => registered(options as never)).toThrow(message)
  })

  it('another machine is refused', async () => {
    const tests = registered({ url: 'http://192.0.2.1/x', secret: SECRET, events: EVENTS })
    await expect(tests.get('control')!()).rejects.toThrow(/192\.0\.2\.1 is not this machine/)
  })
})

it("works with Node's own runner, from the built package", async () => {
  const { url } = await receive(correct)
  const entry = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/contract.js')
  expect(typeof createRequire(import.meta.url)(entry.replace(/\.js$/, '.cjs')).receiverContract).toBe('function')
  const code = `import { test } from 'node:test'
import { receiverContract } from ${JSON.stringify(entry)}
receiverContract({ test, url: ${JSON.stringify(url)}, secret: ${JSON.stringify(SECRET)}, events: ['CREATE_CASE'] })`
  const { stdout, code: exit } = await run(process.execPath, ['--input-type=module', '--test-reporter=tap', '-e', code])
  expect(stdout).toMatch(/^# pass 21$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
  expect(exit).toBe(0)
})
