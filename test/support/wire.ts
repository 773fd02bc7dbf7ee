/** What `send` puts on the wire, and what a dry run prints of it: helpers of the tests that compare the two. */
import { expect } from 'vitest'
import { type CliResult, cli } from './cli.js'
import { answering, type TestServer } from './servers.js'

/** The signing secret of these tests: it holds what a shell would touch. */
export const SECRET = "it's $SECRET="

/** What a run needs besides its options. */
export interface More {
  env?: Record<string, string>
  /** What follows the receiver's URL. */
  path?: string
  /** What stands before the host in the URL. */
  user?: string
  input?: Buffer
}

/** A receiver that records the bytes it gets, and `send` pointed at it. */
export async function openWire() {
  const receiver: TestServer = await answering('HTTP/1.1 204 No Content\r\n\r\n')
  return {
    /** The requests received since the last call. */
    received: () => receiver.requests.splice(0),
    /** Runs `send`, which must end well. */
    async send(args: readonly string[], { env = {}, path = '', user = '', input }: More = {}): Promise<CliResult> {
      const url = receiver.url.replace('://', `://${user}`) + path
      const result = await cli(['send', ...args, '--url', url, '--secret-env', 'CV_SECRET'], {
        env: { ...env, CV_SECRET: SECRET },
        ...(input ? { input } : {}),
      })
      expect(result.code, result.stderr).toBe(0)
      return result
    },
  }
}

export type Wire = Awaited<ReturnType<typeof openWire>>

/** A request without what may differ between programs: the case and order of headers, and that the connection is kept. */
export function normal(request: Buffer) {
  const end = request.indexOf('\r\n\r\n')
  const [line, ...lines] = request.toString('latin1', 0, end).split('\r\n')
  const headers = lines.map(one => one.replace(/^[^:]*/, name => name.toLowerCase()).trimEnd())
  return {
    line,
    headers: headers.filter(one => one !== 'connection: keep-alive').sort(),
    body: request.toString('latin1', end + 4),
  }
}
