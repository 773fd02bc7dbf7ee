/** A handler of `Request`s in place of an endpoint: the same attempts, without a connection. */
import { CvHookError } from '../core/errors.js'
import { formatDuration } from '../core/units.js'
import type { Endpoint } from './endpoint.js'
import type { AttemptRequest } from './request.js'
import { type AttemptResult, MAX_ANSWER_BYTES } from './result.js'

/** What answers a request: `app.fetch` of many frameworks, or a route handler. */
export type RequestHandler = (request: Request) => Response | Promise<Response>

const PLACE = 'http://localhost/webhooks'

/**
 * Makes an endpoint of a handler. What the handler throws counts as no answer, since nothing caught it.
 *
 * @param timeoutMs for the answer and its body together
 */
export function handlerEndpoint(handle: RequestHandler, timeoutMs: number): Endpoint {
  return {
    url: PLACE,
    proxy: undefined,
    attempt: request => attempt(handle, request, timeoutMs),
    close: () => Promise.resolve(),
  }
}

async function attempt(handle: RequestHandler, request: AttemptRequest, timeoutMs: number): Promise<AttemptResult> {
  const begun = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new CvHookError('timeout', `the handler did not answer within ${formatDuration(timeoutMs)}`)
    timer = setTimeout(() => reject(error), timeoutMs)
  })
  try {
    const answer = await Promise.race([late, answered(handle, request)])
    return { ok: true, ...answer, durationMs: performance.now() - begun }
  } catch (cause) {
    const error = cause instanceof CvHookError ? cause : new CvHookError('reset', `the handler threw: ${reason(cause)}`)
    return { ok: false, error, phase: 'waiting', durationMs: performance.now() - begun }
  } finally {
    clearTimeout(timer)
  }
}

async function answered(handle: RequestHandler, { method = 'POST', headers, body }: AttemptRequest) {
  const response = await handle(
    new Request(PLACE, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(method === 'GET' ? {} : { body: Uint8Array.from(body) }),
    }),
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers].map(([name, value]): [string, string] => [name, value]),
    body: bytes.subarray(0, MAX_ANSWER_BYTES),
    bodyBytes: bytes.length,
    truncated: bytes.length > MAX_ANSWER_BYTES,
  }
}

const reason = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
