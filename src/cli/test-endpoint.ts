/** The receiver of a run of `test`: opened, sent to, and closed again, with the capture beside it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { TestContext, TestOptions } from '../app/test.js'
import type { AttemptResult } from '../http/result.js'
import type { Target } from '../http/target.js'
import { openCaptureFile } from './capture-file.js'
import type { Io } from './io.js'
import { allowsRemote, type Connection, routeOptions } from './options/connection.js'
import type { Context } from './options/context.js'
import type { FoundSecret } from './options/secret.js'
import type { TestFlags } from './options/test.js'

/** A run of `test`, its options read. */
export interface TestRun {
  options: TestOptions
  url: string
  target: Target
  secret: FoundSecret | undefined
  connection: Connection
  context: Context
  flags: TestFlags
  /** Lower-case names of headers whose values a capture may not hold. */
  secretHeaders: ReadonlySet<string>
}

/** What talks to the receiver. */
export interface TestEndpoint {
  sending: Omit<TestContext, 'onStart' | 'onResult'>
  close(): Promise<void>
}

/** Room for ten deliveries at once beside the lanes. */
const FEWEST_CONNECTIONS = 10

/**
 * Opens it.
 *
 * @throws CvHookError `remote-not-allowed`, `dns`, `timeout`, `usage`, `disk`
 */
export async function openTestEndpoint(run: TestRun, io: Io): Promise<TestEndpoint> {
  const { options, connection, context, flags, target } = run
  const { openEndpoint } = await import('../http/endpoint.js')
  const { deliver } = await import('../http/delivery.js')
  const { sendOnOneConnection } = await import('../http/kept-connection.js')
  const requireLoopback = !allowsRemote(flags, context.profile, target.hostname)
  const route = { ...routeOptions(connection, io), requireLoopback }
  const connections = Math.max(FEWEST_CONNECTIONS, options.concurrency)
  const endpoint = await openEndpoint(run.url, { ...route, connections })
  const capture = flags.capture === undefined ? undefined : await openCaptureFile(flags.capture, endpoint, io)
  const secretValues = [...options.headers, ...options.statics].filter(([name]) =>
    run.secretHeaders.has(name.toLowerCase()),
  )
  // What is shorter is no secret, and would spoil whatever is answered.
  const secrets = [run.secret?.value ?? '', ...secretValues.map(([, value]) => value)].filter(one => one.length > 3)
  let captured = 0
  return {
    sending: {
      path: target.path,
      secretHeaders: run.secretHeaders,
      ...(capture ? { capture: (line: string) => capture.append(line) } : {}),
      newId: () => `test-${options.bodies.seed}-${++captured}`,
      now: () => io.now(),
      sleep: ms => pause(ms, undefined, { signal: io.stop }).catch(() => undefined),
      signal: io.stop,
      deliver: async request =>
        without(secrets, await deliver(endpoint, request, { retries: connection.retries, signal: io.stop })),
      sendOnOneConnection: async requests =>
        (await sendOnOneConnection(run.url, requests, route, io.stop)).map(one => ({
          ...one,
          result: without(secrets, one.result),
        })),
    },
    async close() {
      await endpoint.close()
      await capture?.close()
    },
  }
}

/** An answer that repeats a secret, as pages for debugging do, without it: answers are shown and reported. */
function without<Result extends AttemptResult>(secrets: readonly string[], result: Result): Result {
  if (!result.ok) return result
  const text = Buffer.from(result.body).toString('latin1')
  const hidden = secrets.reduce((left, one) => left.replaceAll(Buffer.from(one).toString('latin1'), '<secret>'), text)
  return hidden === text ? result : { ...result, headers: result.headers, body: Buffer.from(hidden, 'latin1') }
}
