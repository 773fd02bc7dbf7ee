/** What the tests of the built binary share: a receiver that remembers, folders that go away, and what every refusal has in common. */
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type { CliResult } from '../support/cli.js'

/** A secret that no output may hold. */
export const SECRET = 'whsec-Never-Print-7c1f'

/** One request as it arrived. */
export interface Received {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
}

/** A running receiver. */
export interface Receiver {
  url: string
  requests: Received[]
  /** How many connections were made, whether or not a request came. */
  connections: number
}

/** Answers a request that has been read; `index` counts from 0. */
export type Answer = (response: ServerResponse, request: Received, index: number) => void

const leftovers: Array<() => Promise<void> | void> = []

/** Stops what was started and removes what was made; for `afterEach` or `afterAll`. */
export async function cleanUp(): Promise<void> {
  for (const undo of leftovers.splice(0)) await undo()
}

/** Starts a receiver on a free port of loopback; it answers 200 unless told otherwise. */
export async function receiver(answer: Answer = response => response.end('{"ok":true}')): Promise<Receiver> {
  const state: Receiver = { url: '', requests: [], connections: 0 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const received = { method, path: url, headers, body: Buffer.concat(chunks) }
      state.requests.push(received)
      answer(response, received, state.requests.length - 1)
    })
  })
  server.on('connection', () => state.connections++)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  leftovers.push(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return state
}

/** Makes a folder with these files; names may hold slashes. */
export function folder(files: Record<string, string | Uint8Array> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'cv-hook-bin-'))
  leftovers.push(() => rmSync(path, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

/** The signature of a body, computed by other means than ours. */
export const hmac = (body: Uint8Array, secret: string) => createHmac('sha256', secret).update(body).digest('hex')

/** Whether a request is signed with the secret. */
export const fits = ({ headers, body }: Received) =>
  String(headers['x-cv-signature']).toLowerCase() === hmac(body, SECRET)

/** A right receiver, or one that is right but for what `wrong` says. */
export const right = (wrong?: (request: Received) => number | undefined, text = '') =>
  receiver((response, request) => {
    let status = wrong?.(request)
    if (status === undefined) {
      status = request.method === 'POST' ? (fits(request) ? 200 : 401) : 405
      if (status === 200) {
        try {
          if (JSON.parse(request.body.toString()) === null) status = 400
        } catch {
          status = 400
        }
      }
    }
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  })

/** Nothing of ours that a user should never see: stacks, JavaScript values, the secret. */
export function expectDecent({ stdout, stderr }: CliResult, secrets: readonly string[] = [SECRET]): void {
  const all = stdout + stderr
  expect(all).not.toMatch(/^\s+at .+:\d+:\d+|node:internal|\(node:\d+\)|\[object |undefined|NaN/m)
  for (const secret of secrets) expect(all).not.toContain(secret)
}

/** A run that could not start: code 2, one `error:` line, hints at most, and nothing on standard output. */
export function expectRefusal(result: CliResult, message: RegExp, hint?: RegExp, secrets?: readonly string[]): void {
  const lines = result.stderr.split('\n').filter(line => line !== '')
  const [error, ...rest] = lines
  expect(error).toMatch(/^error: /)
  expect(error).toMatch(message)
  expect(rest.filter(line => !line.startsWith('hint: '))).toEqual([])
  if (hint) expect(rest.join('\n')).toMatch(hint)
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 2, stdout: '' })
  expectDecent(result, secrets)
}
