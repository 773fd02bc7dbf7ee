/** `cv-hook test` against real receivers in many languages: for each it is written down what does not pass, and nothing else may. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REFUSES } from '../../src/contract/checks/refuses.js'
import { RESERIALISED, THROWING } from '../contract/receivers.js'
import { cli, jsonLines } from '../support/cli.js'
import { hasPeer } from '../support/peers.js'
import { freePort, startServer, stopServers } from '../support/server-process.js'
import { DEBIAN_RECEIVERS } from './receivers/debian.js'
import { endpoint } from './receivers/launcher.js'
import { NODE_RECEIVERS } from './receivers/node.js'
import { startVendorApp, type VendorApp } from './receivers/vendor-express.js'
import { startWebhook } from './receivers/webhook.js'

const SECRET = 'gallery+secret/='
const leftovers: Array<() => void> = []

afterAll(async () => {
  await stopServers()
  for (const undo of leftovers) undo()
})

const newFolder = () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cv-hook-gallery-')))
  leftovers.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What did not pass, by outcome. */
async function test(url: string, ...args: string[]) {
  const { stdout, stderr } = await cli(['test', '--url', url, '--secret-env', 'CV_SECRET', '--json', ...args], {
    env: { CV_SECRET: SECRET },
  })
  const records = jsonLines(stdout)
  const { passed, checks } = records.at(-1) ?? {}
  const found: Record<string, string[]> = {}
  for (const { type, id, outcome } of records) {
    if (type === 'check' && outcome !== 'pass') found[outcome] = [...(found[outcome] ?? []), id]
  }
  expect(checks, stderr).toBeGreaterThan(150)
  return { passed, found }
}

/** What the receivers of `cv-hook snippet` do not pass, where that is so by their framework. */
const SNIPPETS: Record<string, Record<string, string[]>> = {
  // PHP's post_max_size is 8 MB unless it is raised.
  laravel: { fail: ['accepts/10mb'] },
}

const LAUNCHERS = { ...NODE_RECEIVERS, ...DEBIAN_RECEIVERS }

for (const [id, launcher] of Object.entries(LAUNCHERS)) {
  describe.runIf(launcher.isPresent())(`the receiver of cv-hook snippet ${id}`, () => {
    let urls: string[] = []

    beforeAll(async () => {
      const { stdout: text } = await cli(['snippet', id])
      const folder = join(newFolder(), 'app')
      mkdirSync(folder)
      const later = (undo: () => void) => void leftovers.push(undo)
      urls = await launcher.start({ folder, text, port: await freePort(), secret: SECRET, later })
    }, 240_000)

    it('passes, with one lane and with eight, three times the same', async () => {
      for (const url of urls) {
        for (const concurrency of ['1', '8', '8']) {
          expect(await test(url, '--concurrency', concurrency)).toEqual({ passed: true, found: SNIPPETS[id] ?? {} })
        }
      }
    })
  })
}

describe.runIf(hasPeer('python3'))("Python's standard library alone, which verifies and does nothing else", () => {
  it('passes; it takes what is no JSON, and knows no GET', async () => {
    const file = fileURLToPath(new URL('receivers/stdlib.py', import.meta.url))
    const port = await startServer('python3', [file], /^port (\d+)$/m, { CV_SECRET: SECRET })
    expect(await test(endpoint(Number(port)))).toEqual({
      passed: true,
      found: { fail: ['body/not-json', 'body/empty', 'behaviour/get'] },
    })
  })
})

describe.runIf(hasPeer('webhook'))("Debian's webhook", () => {
  let base = ''

  beforeAll(async () => {
    base = await startWebhook(SECRET, newFolder())
  })

  // It strips a prefix by itself, as other vendors need it, compares digits as text, takes the first of two headers, and
  // parses nothing that no rule asks for.
  const SHOULD = ['body/not-json', 'body/empty', 'behaviour/signature-case']
  const MUST = ['refuses/prefix', 'refuses/two-headers']

  it('with soft failures refuses all but the prefix that it strips, and the right signature before a wrong one', async () => {
    expect(await test(`${base}/soft`)).toEqual({ passed: false, found: { fail: [...SHOULD, ...MUST] } })
  })

  it('with the rule alone answers 500 to a wrong signature: every such refusal fails, unless 500 is said to be one', async () => {
    const { passed, found } = await test(`${base}/plain`)
    expect(passed).toBe(false)
    expect(found).toEqual({
      fail: [...SHOULD, ...REFUSES.map(one => one.id).filter(id => id !== NO_SIGNATURE)],
    })
    const said = await test(`${base}/plain`, '--expect-refusal', '4xx,500', '--skip', MUST.join(','))
    expect(said).toEqual({ passed: true, found: { fail: SHOULD } })
  })
})

const NO_SIGNATURE = 'refuses/no-signature'

describe('the check that the vendor documents for Node, in Express', () => {
  let app: VendorApp

  beforeAll(async () => {
    app = await startVendorApp(SECRET, 'as-printed')
  })

  afterAll(() => app.close())

  it('as printed, over the raw body: every signature that it throws on is found', async () => {
    const fail = ['body/not-json', 'body/empty', ...THROWING]
    expect(await test(`${app.base}/raw`)).toEqual({ passed: false, found: { fail } })
  })

  it('after a JSON parser', async () => {
    const fail = [
      ...RESERIALISED.slice(0, -1),
      ...THROWING.slice(0, -2),
      'refuses/appended-bytes',
      ...THROWING.slice(-2),
      'body/duplicate-keys',
      'body/bom',
    ]
    expect(await test(`${app.base}/parsed`)).toEqual({ passed: false, found: { fail } })
  })
})

describe.concurrent('a receiver whose first request after its start takes 8 s', { timeout: 60_000 }, () => {
  const startCold = async () => {
    const file = fileURLToPath(new URL('receivers/cold-start.mjs', import.meta.url))
    return endpoint(Number(await startServer(process.execPath, [file], /^port (\d+)$/m, { CV_SECRET: SECRET })))
  }
  const PASSED = { passed: true, found: {} }
  const notReached = ({ passed, found }: Awaited<ReturnType<typeof test>>) => {
    const { skip, ...others } = found
    expect(passed).toBe(false)
    expect(others).toEqual({ error: ['control'] })
    expect(skip!.length).toBeGreaterThan(150)
  }

  it('passes: what it takes to start is not held against it', async () => {
    expect(await test(await startCold())).toEqual(PASSED)
    expect(await test(await startCold(), '--expect-within', '5s')).toEqual(PASSED)
  })

  it('is not reached by who gives up an attempt after 3 s, and nothing else is said of it', async () => {
    notReached(await test(await startCold(), '--timeout', '3s'))
  })

  it('passes where it is waited for', async () => {
    expect(await test(await startCold(), '--timeout', '3s', '--wait', '60s')).toEqual(PASSED)
  })

  it('is not reached where it is not waited for long enough', async () => {
    notReached(await test(await startCold(), '--timeout', '3s', '--wait', '1s'))
  })
})
