/** What the receivers of these tests are made of: a server on a free port that hands each whole request to a function. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The secret of every receiver here. */
export const SECRET = 'contract+secret/='

/** One request, with its whole body. */
export interface Arrived {
  request: IncomingMessage
  response: ServerResponse
  body: Buffer
  /** From 0. */
  index: number
  server: Running
}

/** A running receiver. */
export interface Running {
  url: string
  server: Server
  count: number
  close(): Promise<void>
}

const running = new Set<Running>()

/** Starts a receiver on loopback. An error that the function throws is a 500, as most frameworks have it. */
export async function receive(handle: (arrived: Arrived) => unknown): Promise<Running> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('error', () => {})
    request.on('end', async () => {
      try {
        await handle({ request, response, body: Buffer.concat(chunks), index: self.count++, server: self })
      } catch {
        if (!response.headersSent) response.writeHead(500)
        response.end()
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const self: Running = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    server,
    count: 0,
    close: () =>
      new Promise(resolve => {
        running.delete(self)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  running.add(self)
  return self
}

/** Closes every receiver that was started. */
export async function closeReceivers(): Promise<void> {
  await Promise.all([...running].map(one => one.close()))
}

/** The digest that a right receiver computes. */
export const digest = (body: Buffer | string, secret: string | Buffer = SECRET) =>
  createHmac('sha256', secret).update(body).digest('hex')

/** Answers with a status and nothing more. */
export const answer = ({ response }: Arrived, status: number) => void response.writeHead(status).end()

/** The process has died. */
export const gone = ({ server: { server } }: Arrived): void => {
  server.close()
  server.closeAllConnections()
}

/** Whether a text is the digest, by a check that takes any input. */
export function fits(given: unknown, expected: string): boolean {
  return (
    typeof given === 'string' &&
    /^[0-9a-f]{64}$/i.test(given) &&
    timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(expected, 'hex'))
  )
}

/** A receiver's last step: parse what was verified, and say 400 to what is not an object. */
export function finish(arrived: Arrived, body: Buffer | string = arrived.body): unknown {
  let data: unknown
  try {
    data = JSON.parse(String(body))
  } catch {
    return answer(arrived, 400)
  }
  return answer(arrived, typeof data === 'object' && data !== null ? 200 : 400)
}

/** A receiver that differs from a right one in what it takes for the body, or for the key. */
export const hashing =
  (bodyOf: (body: Buffer) => Buffer | string, key: string | Buffer = SECRET) =>
  (arrived: Arrived): unknown => {
    const { request, body } = arrived
    if (request.method !== 'POST') return answer(arrived, 405)
    let hashed: Buffer | string
    try {
      hashed = bodyOf(body)
    } catch {
      return answer(arrived, 400)
    }
    if (!fits(request.headers['x-cv-signature'], digest(hashed, key))) return answer(arrived, 401)
    return finish(arrived)
  }

/** A right receiver. */
export const correct = hashing(body => body)
