/** Web pages in a real Chromium try to reach a listener: each gets 403, and nothing of it is a delivery. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliver, listening, type Running, stopListening } from '../bin/listening.js'
import { cleanUp, type Receiver, receiver } from '../bin/receiver.js'
import { jsonLines } from '../support/cli.js'
import { hasLibrary } from '../support/peers.js'
import { startRelay } from './receivers/browser-relay.js'

stopListening()

const CHROMIUM = '/usr/bin/chromium'
/** What the page tries, one request each. */
const REQUESTS = 12
const BODY = '{"event":"CREATE_CASE","payload":{}}'

const PAGE = readFileSync(new URL('receivers/page.js', import.meta.url), 'utf8')

describe.runIf(hasLibrary('chromium', CHROMIUM))('a web page in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-chromium-'))
  const capture = join(folder, 'capture.ndjson')
  let browser: Browser
  let listener: Running
  let upstream: Receiver
  let pages: Receiver

  beforeAll(async () => {
    upstream = await receiver()
    pages = await receiver(response => response.end('<!doctype html><title>another origin</title>'))
    // Nothing is verified, so that nothing else would keep it away.
    listener = await listening(['--json', '--unsigned', '--capture', capture, '--forward-to', upstream.url], {
      env: { CV_HOOK_SECRET: '' },
    })
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--no-proxy-server', '--host-resolver-rules=MAP attacker.example 127.0.0.1'],
    })
  })

  afterAll(async () => {
    await browser?.close()
    await cleanUp()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Lets a page try everything; resolves to how each request was answered, and to what the page saw. */
  const tried = async (urlsOf: (port: number) => { page: string; base: string }) => {
    const relay = await startRelay(Number(new URL(listener.url).port))
    const { page: url, base } = urlsOf(relay.port)
    const page = await browser.newPage()
    await page.goto(url)
    const seen = await page.evaluate(`${PAGE}; everything(${JSON.stringify({ base, body: BODY })})`)
    await relay.until(REQUESTS)
    await page.close()
    await relay.close()
    return { seen, answers: relay.exchanges().sort() }
  }

  const SEEN = {
    form: 'load',
    text: 'sent',
    json: 'refused',
    kept: 'sent',
    get: 'sent',
    beacon: true,
    jsonBeacon: true,
    image: 'error',
    script: 'error',
    events: 'error',
    socket: 'error',
  }

  it('of another origin gets 403, whatever it tries', async () => {
    const { seen, answers } = await tried(port => ({
      page: pages.url.replace('127.0.0.1', 'localhost'),
      base: `http://127.0.0.1:${port}`,
    }))
    expect(seen).toEqual(SEEN)
    expect(answers).toEqual([
      'GET /events 403',
      'GET /get 403',
      'GET /image 403',
      'GET /script 403',
      'GET /socket 403',
      'OPTIONS /json 403',
      'OPTIONS /json-beacon 403',
      'POST /beacon 403',
      'POST /form 403',
      'POST /kept 403',
      'POST /sandboxed 403',
      'POST /text 403',
    ])
  })

  it('whose name was bound to this machine delivers as little, though the browser takes it for the same origin', async () => {
    const { seen, answers } = await tried(port => {
      const base = `http://attacker.example:${port}`
      return { page: `${base}/page`, base }
    })
    expect(seen).toEqual({ ...SEEN, json: 'sent' })
    expect(answers).toEqual([
      'GET /events 405',
      'GET /get 405',
      'GET /image 405',
      'GET /script 405',
      'GET /socket 403',
      'POST /beacon 403',
      'POST /form 403',
      'POST /json 403',
      'POST /json-beacon 403',
      'POST /kept 403',
      'POST /sandboxed 403',
      'POST /text 403',
    ])
  })

  it('leaves no trace but the refusals: the first delivery after all that is the first', async () => {
    expect(listener.records('refused')).toHaveLength(2 * REQUESTS)
    expect(listener.records('received')).toEqual([])
    expect(upstream.requests).toEqual([])
    expect((await deliver(listener.url, BODY)).status).toBe(200)
    await listener.until('received')
    expect(listener.records('received')).toHaveLength(1)
    expect(upstream.requests.map(one => one.body.toString())).toEqual([BODY])
    const { stdout } = await listener.stop()
    expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'summary', received: 1 })
    expect(jsonLines(readFileSync(capture, 'utf8')).filter(one => one.cvHookCapture)).toHaveLength(1)
  })
})
