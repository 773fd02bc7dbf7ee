/**
 * Stands between a browser and a listener: passes bytes on, and keeps which request was answered how. Itself it serves one
 * page, `/page`, as an attacker's server does before its name is bound to another address.
 */
import { connect, createServer, type Socket } from 'node:net'

/** A running relay. */
export interface BrowserRelay {
  port: number
  /** Every request that was passed on with its answer's status, as `POST /path 403`. */
  exchanges(): string[]
  /** Resolves when so many requests were answered. */
  until(count: number): Promise<void>
  close(): Promise<void>
}

const PAGE = '<!doctype html><link rel="icon" href="data:,"><title>a page of somebody</title>'
const PAGE_ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${PAGE.length}\r\nconnection: close\r\n\r\n${PAGE}`

/** Starts a relay to this port of loopback. */
export async function startRelay(to: number): Promise<BrowserRelay> {
  const pairs: Array<{ sent: string; answered: string }> = []
  const sockets = new Set<Socket>()
  let waiting: Array<{ count: number; resolve: () => void }> = []
  const exchanges = () =>
    pairs.flatMap(({ sent, answered }) => {
      const requests = [...sent.matchAll(/^([A-Z]+ \S+) HTTP\/1\.1\r$/gm)].map(match => match[1])
      const statuses = [...answered.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(match => match[1])
      return statuses.map((status, at) => `${requests[at]} ${status}`)
    })
  const passOn = (socket: Socket, first: Buffer) => {
    const pair = { sent: '', answered: '' }
    pairs.push(pair)
    const upstream = connect(to, '127.0.0.1')
    sockets.add(upstream)
    socket.on('data', chunk => {
      pair.sent += chunk.toString('latin1')
    })
    upstream.on('data', chunk => {
      pair.answered += chunk.toString('latin1')
      const done = exchanges().length
      for (const one of waiting) if (one.count <= done) one.resolve()
      waiting = waiting.filter(one => one.count > done)
    })
    for (const one of [socket, upstream]) one.on('error', () => {})
    socket.unshift(first)
    socket.pipe(upstream)
    upstream.pipe(socket)
  }
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', (first: Buffer) => {
      socket.pause()
      if (first.toString('latin1').startsWith('GET /page ')) socket.end(PAGE_ANSWER)
      else passOn(socket, first)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    exchanges,
    until: count =>
      exchanges().length >= count ? Promise.resolve() : new Promise(resolve => waiting.push({ count, resolve })),
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
