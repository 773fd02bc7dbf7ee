/** Several requests on one connection, to see whether a receiver keeps it open, and says so truthfully. */
import { Agent, type IncomingMessage, request as nodeRequest } from 'node:http'
import type { Duplex } from 'node:stream'
import { rawPairs } from '../core/headers.js'
import { closesWithin } from './closing.js'
import { exchangeFailure, type Progress, timedOut } from './exchange-failure.js'
import { Opening } from './opening.js'
import { type AttemptRequest, prepareRequest } from './request.js'
import { type AttemptResult, MAX_ANSWER_BYTES } from './result.js'
import { chooseRoute, type Route, type RouteOptions } from './route.js'
import { parseTarget } from './target.js'

/** One exchange on the connection. */
export interface KeptAnswer {
  readonly result: AttemptResult
  /** Whether the request went over the connection of the one before. */
  readonly reused: boolean
  /** Whether the connection was closed after the answer although the answer did not say so. */
  readonly closedSilently: boolean
}

/** How long an idle connection is watched after an answer: a receiver that closes at once does it within. */
const WATCH_MS = 50

/**
 * Sends requests one after another on one connection; on a new one where the receiver closed it. Ends at the first that
 * gets no answer.
 *
 * @throws CvHookError as {@link chooseRoute}
 */
export async function sendOnOneConnection(
  url: string,
  requests: readonly AttemptRequest[],
  options: RouteOptions,
  signal?: AbortSignal,
): Promise<KeptAnswer[]> {
  const route = await chooseRoute(parseTarget(url), options)
  const agent = new OneConnection(route)
  const answers: KeptAnswer[] = []
  try {
    for (const request of requests) {
      const answer = await exchange(agent, route, request, options.timeoutMs, signal)
      answers.push(answer)
      if (!answer.result.ok) break
    }
  } finally {
    agent.destroy()
  }
  return answers
}

class OneConnection extends Agent {
  readonly #route: Route

  constructor(route: Route) {
    super({ keepAlive: true, maxSockets: 1 })
    this.#route = route
  }

  override createConnection(_options: unknown, callback?: (error: Error | null, stream: Duplex) => void): undefined {
    new Opening(this.#route, (error, socket) => callback?.(error, socket as Duplex))
    return undefined
  }
}

function exchange(
  agent: Agent,
  route: Route,
  request: AttemptRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<KeptAnswer> {
  const { method, path, headers, body } = prepareRequest(request, route)
  const begun = performance.now()
  const took = () => performance.now() - begun
  return new Promise(resolve => {
    const outgoing = nodeRequest({
      agent,
      method,
      path,
      headers: ['host', route.target.authority, ...headers, 'content-length', String(body.length)],
      ...(signal ? { signal } : {}),
    })
    const came: Progress = {
      place: route.target,
      phase: 'waiting',
      status: undefined,
      bodyBytes: 0,
      answered: false,
      reused: false,
    }
    const fail = (error: Error) => {
      clearTimeout(timer)
      const { reusedSocket: reused } = outgoing
      const result: AttemptResult = {
        ok: false,
        error: exchangeFailure(error, { ...came, reused }),
        phase: came.phase,
        ...(signal?.aborted ? { cancelled: true } : {}),
        durationMs: took(),
      }
      resolve({ result, reused, closedSilently: false })
    }
    const timer = setTimeout(() => {
      fail(timedOut(timeoutMs, came, undefined))
      outgoing.destroy()
    }, timeoutMs)
    outgoing.on('error', fail)
    outgoing.on('response', async answer => {
      came.answered = true
      came.status = answer.statusCode
      came.phase = 'reading'
      try {
        const result = { ...answered(answer, await collect(answer, came), came.bodyBytes), durationMs: took() }
        clearTimeout(timer)
        // What was not read to its end was closed by us.
        const closedSilently =
          !result.truncated && !saysClose(answer) && (await closesWithin(WATCH_MS, outgoing.socket))
        resolve({ result, reused: outgoing.reusedSocket, closedSilently })
      } catch (error) {
        // A connection that ends amid the answer is no error of the request's own.
        fail(error as Error)
      }
    })
    outgoing.end(body)
  })
}

/** The beginning of a body; how much came is counted. What is very long is not read to its end. */
async function collect(answer: IncomingMessage, came: { bodyBytes: number }): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    came.bodyBytes += chunk.length
    chunks.push(chunk)
    if (came.bodyBytes > MAX_ANSWER_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES)
}

const answered = (answer: IncomingMessage, body: Buffer, bodyBytes: number) => ({
  ok: true as const,
  status: answer.statusCode!,
  statusText: answer.statusMessage!,
  headers: rawPairs(answer.rawHeaders),
  body,
  bodyBytes,
  truncated: bodyBytes > body.length,
})

/** HTTP/1.0 closes unless it says otherwise, later versions keep unless they say otherwise. */
function saysClose({ headers, httpVersion }: IncomingMessage): boolean {
  const said = headers.connection?.toLowerCase() ?? ''
  return httpVersion === '1.0' ? !said.includes('keep-alive') : said.includes('close')
}
