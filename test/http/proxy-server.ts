/** A tiny HTTP proxy on loopback: CONNECT leads to one fixed receiver, whatever host is asked for; absolute form is answered. */
import { connect } from 'node:net'
import { listen, readRequests, type ServerOptions, type TestServer } from '../support/servers.js'
import { OK } from './open.js'

export interface ProxyServer extends TestServer {
  /** For the environment variable. */
  proxyUrl: string
}

export interface ProxyBehaviour extends ServerOptions {
  /** The port on this machine to which every tunnel leads. */
  leadsTo?: number
  /** What CONNECT is answered with, in place of a tunnel. */
  refusal?: string
}

export async function startProxy({ leadsTo, refusal, ...options }: ProxyBehaviour = {}): Promise<ProxyServer> {
  const server = await listen((socket, recorded) => {
    readRequests(socket, recorded, () => {
      const head = recorded.requests.at(-1)!.toString('latin1')
      if (refusal !== undefined) socket.write(refusal)
      else if (head.startsWith('CONNECT ')) {
        socket.removeAllListeners('data')
        const upstream = connect(leadsTo!, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
          socket.pipe(upstream).pipe(socket)
        })
        upstream.on('error', () => socket.destroy())
        socket.on('close', () => upstream.destroy())
      } else socket.write(OK)
    })
  }, options)
  return Object.assign(server, { proxyUrl: new URL(server.url).origin })
}
