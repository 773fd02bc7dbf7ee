/** The library's `readDelivery()`: the raw body of a request, read once, verified and parsed; the lines that receivers get wrong. */
import { CvHookError } from '../core/errors.js'
import { rawPairs } from '../core/headers.js'
import { formatSize } from '../core/units.js'
import { BodyRoom, collectBody } from '../http/body.js'
import { type VerifyOptions, verify, type WebhookEvent } from './library-verify.js'

/** Node's request, as `node:http`, Express, Koa (`ctx.req`) and Fastify (`request.raw`) have it. */
export interface NodeRequest {
  /** As Node has parsed them. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  /** Names and values as they came, which tell a header that came twice. */
  readonly rawHeaders?: readonly string[]
  on(event: string, listener: (...given: never[]) => void): unknown
}

/** How to read and verify. */
export interface ReadOptions extends VerifyOptions {
  /** Bytes of the largest body that is read; 25 MiB unless given. */
  maxBytes?: number
}

const MAX_BYTES = 25 * 1024 ** 2

/**
 * Reads the raw body of a request, verifies its signature and parses it. The body may not have been read before, but by a
 * parser that keeps its bytes (`express.raw()`, or a `rawBody`).
 *
 * @param request a Fetch `Request` (Next, Hono, Deno, Workers) or Node's
 * @param options the secret, and how large a body may be
 * @example
 * export async function POST(request: Request) {
 *   const { event, payload } = await readDelivery(request, { secret })
 *   return new Response()
 * }
 * @returns the parsed body; its shape is not validated, see `validate`
 * @throws CvHookError what `verify` throws; `usage` when the body is gone, `too-large`, `reset` when it broke off
 */
export async function readDelivery(request: Request | NodeRequest, options: ReadOptions): Promise<WebhookEvent> {
  const { maxBytes = MAX_BYTES, secret } = options ?? {}
  // A secret that is missing is told before the body is waited for.
  if (secret === undefined) return verify({ body: '', headers: '' }, options)
  if (isFetchRequest(request)) {
    return verify({ body: await fetchBody(request, maxBytes), headers: request.headers }, { secret })
  }
  if (!isNodeRequest(request)) {
    throw new CvHookError('usage', 'readDelivery needs a Request, or the request of node:http', [
      'request.raw in Fastify, c.req.raw in Hono, ctx.req in Koa',
    ])
  }
  const { rawHeaders } = request
  const headers = rawHeaders ? rawPairs(rawHeaders) : request.headers
  return verify({ body: await nodeBody(request, maxBytes), headers }, { secret })
}

const isFetchRequest = (request: unknown): request is Request =>
  typeof (request as Request | undefined)?.arrayBuffer === 'function' &&
  typeof (request as Request).headers?.get === 'function'

const isNodeRequest = (request: unknown): request is NodeRequest =>
  typeof (request as NodeRequest | undefined)?.on === 'function' && typeof (request as NodeRequest).headers === 'object'

async function fetchBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed) throw gone(['call it before request.json() and request.text(), and on no request twice'])
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw cutOff()
    })
    if (done) return Buffer.concat(chunks, size)
    size += value.length
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
}

/** What parsers leave at a request of Node's, and what its stream tells of itself. */
interface ParsedRequest {
  body?: unknown
  rawBody?: unknown
  readableDidRead?: boolean
  readableEnded?: boolean
  destroyed?: boolean
}

async function nodeBody(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  const { body, rawBody, readableDidRead, readableEnded, destroyed } = request as ParsedRequest
  const kept = [rawBody, body].find(one => one instanceof Uint8Array) as Uint8Array | undefined
  if (kept) {
    if (kept.length > maxBytes) throw tooLarge(maxBytes)
    return kept
  }
  if (readableDidRead || readableEnded) throw gone(body === undefined ? FIRST : PARSED)
  if (destroyed) throw cutOff()
  return new Promise((resolve, reject) => {
    request.on('close', () => reject(cutOff()))
    collectBody(
      request as unknown as Parameters<typeof collectBody>[0],
      maxBytes,
      new BodyRoom(maxBytes),
      (end, bytes) => {
        if (end === 'complete') resolve(bytes)
        else reject(end === 'cut' ? cutOff() : tooLarge(maxBytes))
      },
    )
  })
}

const FIRST = ['call it before anything else reads the request, and on no request twice']
const PARSED = [
  "let no JSON parser run on this route before it: express.raw({ type: '*/*' }) keeps the bytes, or leave express.json() out",
]

const gone = (hints: readonly string[]) =>
  new CvHookError('usage', 'the body of this request has been read already, and its bytes are gone', hints)
const cutOff = () => new CvHookError('reset', 'the body of the request broke off')
const tooLarge = (bytes: number) => new CvHookError('too-large', `the body is larger than ${formatSize(bytes)}`)
