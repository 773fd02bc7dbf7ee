/** A small server that collects each request's raw body before anybody looks at it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export interface ReceivedRequest {
  method: string
  /** Path and query. */
  path: string
  /** As received: order, case and duplicates kept; values are latin1 code points. */
  headers: Array<[name: string, value: string]>
  body: Buffer
}

/** What to answer. */
export interface ReceiverAnswer {
  status: number
  body: string
}

/** A server that is listening. */
export interface Receiver {
  /** With the port that was found free. */
  url: string
  /** Ends open connections; resolves when nothing is left. */
  close(): Promise<void>
}

/** Bodies above this many bytes get 413. */
const MAX_BODY = 25 * 1024 * 1024

/** Starts a receiver on a free port of the loopback interface. */
export async function startReceiver(answer: (request: ReceivedRequest) => ReceiverAnswer): Promise<Receiver> {
  const server = createServer((request, response) => void collect(request, response, answer))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhooks/carevalidate`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function collect(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: ReceivedRequest) => ReceiverAnswer,
): Promise<void> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAX_BODY) return void reply(response, { status: 413, body: '{"error":"body too large"}' })
      chunks.push(chunk)
    }
  } catch {
    return
  }
  const headers = pairs(request.rawHeaders)
  reply(
    response,
    answer({ method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks) }),
  )
}

function reply(response: ServerResponse, { status, body }: ReceiverAnswer): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body)
}

function pairs(raw: readonly string[]): Array<[string, string]> {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[at * 2]!, raw[at * 2 + 1]!])
}
