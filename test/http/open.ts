/** Endpoints for tests, with defaults; those that a test opens are closed by {@link closeAll} together with its receivers. */
import type { AttemptRequest, AttemptResult } from '../../src/http/endpoint.js'
import { type ConnectionOptions, type Endpoint, openEndpoint } from '../../src/http/endpoint.js'
import { closeServers } from '../support/servers.js'

const opened = new Set<Endpoint>()

export async function open(url: string | URL, options: Partial<ConnectionOptions> = {}): Promise<Endpoint> {
  const endpoint = await openEndpoint(url, { timeoutMs: 5000, connections: 1, env: {}, ...options })
  opened.add(endpoint)
  return endpoint
}

export async function closeAll(): Promise<void> {
  await Promise.all([...opened].map(endpoint => endpoint.close()))
  opened.clear()
  await closeServers()
}

export const request = (body: string | Uint8Array = '{}', more: Partial<AttemptRequest> = {}): AttemptRequest => ({
  headers: [['content-type', 'application/json']],
  body: typeof body === 'string' ? Buffer.from(body) : body,
  ...more,
})

export const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

/** The error of an attempt that must have failed, as `code: message`. */
export function failure(result: AttemptResult): string {
  if (result.ok) throw new Error(`answered ${result.status}`)
  return `${result.error.code}: ${result.error.message}`
}

/** The answer of an attempt that must have been answered. */
export function answer(result: AttemptResult) {
  if (!result.ok) throw result.error
  return result
}

/** What an endpoint is shown as in messages. */
export const place = (server: { port: number }) => `127.0.0.1:${server.port}`
