/**
 * Receivers on loopback that behave and misbehave on the level of bytes. Each listens on a free port, records what it
 * received, and closes with {@link closeServers}, which a test file calls in `afterEach`.
 */
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** A running receiver. */
export interface TestServer {
  url: string
  port: number
  /** Each complete request as it came, head and body. */
  requests: Buffer[]
  /** Everything that came: for each connection its chunks. */
  received: Buffer[][]
  sockets: Set<Socket>
  close(): Promise<void>
}

/** Where a receiver listens. */
export interface ServerOptions {
  host?: '127.0.0.1' | '::1'
  port?: number
  /** Speaks TLS with this. */
  tls?: TlsOptions
}

const running = new Set<TestServer>()

/** Closes every receiver that was started. */
export async function closeServers(): Promise<void> {
  await Promise.all([...running].map(server => server.close()))
}

/** A receiver that does nothing by itself: `onConnection` gets each socket, unread. */
export async function listen(
  onConnection: (socket: Socket, server: TestServer) => void,
  { host = '127.0.0.1', port = 0, tls }: ServerOptions = {},
): Promise<TestServer> {
  const accept = (socket: Socket) => {
    socket.on('error', () => {})
    server.sockets.add(socket)
    socket.on('close', () => server.sockets.delete(socket))
    onConnection(socket, server)
  }
  const listener: Server = tls ? createTlsServer(tls, accept) : createServer({ noDelay: true }, accept)
  listener.on('connection', (socket: Socket) => socket.on('error', () => {}))
  listener.on('tlsClientError', () => {})
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(port, host, resolve)
  })
  const bound = (listener.address() as { port: number }).port
  const server: TestServer = {
    url: `${tls ? 'https' : 'http'}://${host === '::1' ? '[::1]' : host}:${bound}/hook`,
    port: bound,
    requests: [],
    received: [],
    sockets: new Set(),
    async close() {
      running.delete(server)
      for (const socket of server.sockets) socket.destroy()
      await new Promise(resolve => listener.close(resolve))
    },
  }
  running.add(server)
  return server
}

/** Reads a connection, records it, and calls back with the number of each request (from 0) once it is complete. */
export function readRequests(socket: Socket, server: TestServer, onRequest: (index: number) => void): void {
  const connection: Buffer[] = []
  server.received.push(connection)
  let pending: Buffer[] = []
  let missing = 0
  let index = 0
  socket.on('data', (chunk: Buffer) => {
    connection.push(chunk)
    pending.push(chunk)
    missing -= chunk.length
    if (missing > 0) return
    let bytes = Buffer.concat(pending)
    for (let length = requestLength(bytes); length <= bytes.length; length = requestLength(bytes)) {
      server.requests.push(bytes.subarray(0, length))
      bytes = bytes.subarray(length)
      onRequest(index++)
    }
    pending = [bytes]
    missing = requestLength(bytes) - bytes.length
  })
}

/** The length of the first request; one byte more than there is while its head is incomplete. */
function requestLength(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return bytes.length + 1
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]
  return end + 4 + Number(length ?? 0)
}

/** What a scripted receiver does after its answer. */
export type Afterwards = 'keep' | 'end' | 'reset'

/** Answers every complete request with these bytes; with several, the first request with the first, and so on. */
export function answering(
  answers: string | Buffer | readonly (string | Buffer)[],
  { afterwards = 'keep', ...options }: ServerOptions & { afterwards?: Afterwards } = {},
): Promise<TestServer> {
  const list = typeof answers === 'string' || Buffer.isBuffer(answers) ? [answers] : answers
  return listen((socket, server) => {
    readRequests(socket, server, () => {
      const answer = list[Math.min(server.requests.length, list.length) - 1]!
      socket.write(answer, () => leave(socket, afterwards))
    })
  }, options)
}

/** Answers as soon as the connection is there, or the head of the request, and reads nothing more. */
export function answeringEarly(
  answer: string,
  at: 'connect' | 'head',
  afterwards: Afterwards,
  options?: ServerOptions,
) {
  return listen(socket => {
    const speak = () => {
      socket.pause()
      socket.write(answer, () => leave(socket, afterwards))
    }
    if (at === 'connect') speak()
    else socket.once('data', speak)
  }, options)
}

/** Reads, and never says anything. */
export const silent = (options?: ServerOptions) =>
  listen((socket, server) => readRequests(socket, server, () => {}), options)

/** Accepts, and never reads. */
export const deaf = (options?: ServerOptions) => listen(socket => socket.pause(), options)

/** Cuts the connection: as soon as it is there, or once a request was read. */
export const cutting = (at: 'connect' | 'request', how: 'end' | 'reset', options?: ServerOptions) =>
  listen((socket, server) => {
    if (at === 'connect') leave(socket, how)
    else readRequests(socket, server, () => leave(socket, how))
  }, options)

/** Answers a head and then body bytes without end: as fast as they are read, or one each `everyMs`. */
export function endless(everyMs?: number, options?: ServerOptions): Promise<TestServer> {
  return listen((socket, server) => {
    readRequests(socket, server, () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n')
      if (everyMs === undefined) {
        const pour = () => {
          while (!socket.destroyed && socket.write('x'.repeat(65_536)));
        }
        socket.on('drain', pour)
        pour()
        return
      }
      const timer = setInterval(() => socket.write('x'), everyMs)
      socket.on('close', () => clearInterval(timer))
    })
  }, options)
}

/** The URL of a port on which nothing listens. */
export async function unusedUrl(): Promise<string> {
  const server = await listen(() => {})
  await server.close()
  return server.url
}

function leave(socket: Socket, how: Afterwards): void {
  if (how === 'end') socket.end()
  else if (how === 'reset') socket.resetAndDestroy()
}
