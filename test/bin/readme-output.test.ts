/** What README shows as output is what comes, but for ids, times and sizes. */
import { timingSafeEqual } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { cli, run } from '../support/cli.js'
import { deliver, listening, stopListening } from './listening.js'
import { cleanUp, fits, folder, hmac, type Received, receiver, SECRET } from './receiver.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

afterAll(cleanUp)
stopListening()

/** The lines of output below each command, by the command. */
const shown = new Map(
  [...README.matchAll(/^ {4}(cv-hook .*)\n\n((?: {4}.*\n|\n(?= {4}))+)/gm)].map(
    ([, command, output]) => [command!, output!.split('\n').filter(line => !/^\s*(?:\.\.\.)?$/.test(line))] as const,
  ),
)

/** A text without what differs from run to run. */
const steady = (text: string) =>
  text
    .replace(/ --seed .*/g, '')
    .replace(/http:\/\/[\w.:/-]+/g, 'URL')
    .replace(/cvtest\w+/g, 'cvtest')
    .replace(/\d+(?:\.\d+)?/g, '0')
    .replace(/\s+/g, ' ')
    .trim()

function expectShown(command: string, output: string): void {
  const lines = shown.get(command)!
  expect(lines.filter(line => !steady(output).includes(steady(line)))).toEqual([])
}

const commandOf = (start: string) => [...shown.keys()].find(command => command.startsWith(`cv-hook ${start}`))!

/** Runs the command against a receiver, and compares. */
async function expectRun(start: string, url: string, files: Record<string, string> = {}): Promise<void> {
  const command = commandOf(start)
  const words = command.replace('http://localhost:3000/webhooks', url).replaceAll("'", '').split(' ').slice(1)
  const { stdout, stderr } = await cli(words, { cwd: folder(files), env: { CV_SECRET: SECRET } })
  expectShown(command, `${stderr}\n${stdout}`)
}

/** As Python's `json.dumps` writes it. */
function dumps(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumps).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, one]) => `${dumps(name)}: ${dumps(one)}`)
      .join(', ')}}`
  }
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const DECISION = JSON.stringify(fixture('ADD_CASE_DECISION'))
const recorded = (signed: string, body: string) =>
  `POST /webhooks HTTP/1.1\r\nhost: x\r\nx-cv-signature: ${hmac(Buffer.from(signed), SECRET)}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** Throws where the signature has another length. */
const throwing = ({ headers, body }: Received) =>
  timingSafeEqual(Buffer.from(hmac(body, SECRET)), Buffer.from(String(headers['x-cv-signature'])))

describe.concurrent('the output of', () => {
  it('send', async () => {
    await expectRun('send ADD_CASE_DECISION', (await receiver()).url)
  })

  it('listen', async () => {
    const listener = await listening(['--secret-env', 'CV_SECRET'], { env: { CV_SECRET: SECRET } })
    const payment = JSON.stringify(fixture('PAYMENT_ADDED'))
    await deliver(listener.url, DECISION)
    const signature = hmac(Buffer.from(payment), SECRET)
    await deliver(listener.url, JSON.stringify(JSON.parse(payment), null, 2), { signature })
    await listener.said(/proven/)
    const { stdout, stderr } = await listener.stop()
    expectShown(commandOf('listen'), `${stderr}\n${stdout}`)
  })

  it('test', async () => {
    const { url } = await receiver((response, request) => {
      let status = 500
      try {
        status = throwing(request) ? 200 : 401
      } catch {}
      response.writeHead(status).end()
    })
    await expectRun('test --url', url)
  })

  it('test --diagnose', async () => {
    const { url } = await receiver((response, { headers, body }) => {
      response.writeHead(headers['x-cv-signature'] === hmac(body, `${SECRET}\n`) ? 200 : 401).end()
    })
    await expectRun('test --diagnose', url)
  })

  it('verify', async () => {
    await expectRun('verify', '', { 'request.txt': recorded(DECISION, dumps(JSON.parse(DECISION))) })
  })

  it('replay', async () => {
    const { url } = await receiver((response, request) => {
      response.writeHead(fits(request) ? 200 : 401).end()
    })
    const line = { cvHookCapture: 1, id: 'a-1', headers: [], body: JSON.stringify(fixture('PAYMENT_ADDED')) }
    await expectRun('replay', url, { 'today.ndjson': `${JSON.stringify(line)}\n` })
  })

  it('redact', async () => {
    await expectRun('redact', '', { 'request.txt': recorded(DECISION, DECISION.replaceAll('/', '\\/')) })
  })
})

it('of each command whose output stands there', () => {
  expect(shown.size).toBe(7)
})

it('docs/terminal.svg is what scripts/picture.js draws', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'cv-hook-svg-'))
  const drawn = join(scratch, 'terminal.svg')
  expect(await run(process.execPath, ['scripts/picture.js', drawn], { cwd: ROOT })).toMatchObject({ code: 0 })
  expect(readFileSync(drawn, 'utf8')).toBe(readFileSync(join(ROOT, 'docs/terminal.svg'), 'utf8'))
  rmSync(scratch, { recursive: true })
})
