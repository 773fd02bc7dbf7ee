/** One connection being made: TCP, then a tunnel where a proxy is between, then TLS; it can be given up at any point. */
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type ConnectStage, connectFailure } from './connect-failure.js'
import type { Place } from './failure.js'
import type { HttpProxy } from './proxy.js'
import type { Route } from './route.js'
import type { Target } from './target.js'
import { openTunnel } from './tunnel.js'

/** A connection under way. It ends with exactly one call of its callback. */
export class Opening {
  /** What is under way now. */
  stage: ConnectStage = 'resolving'
  /** Whose doing that is: the proxy's or the receiver's. */
  peer: Place
  #socket: Socket | undefined
  #callback: ((error: Error | null, socket?: Socket) => void) | undefined

  /** @param callback gets a connected socket, or a CvHookError that says why there is none */
  constructor(
    readonly route: Route,
    callback: (error: Error | null, socket?: Socket) => void,
  ) {
    this.peer = route.proxy ?? route.target
    this.#callback = callback
    this.#open().then(
      socket => this.#finish(null, socket),
      (error: Error) => this.#finish(error),
    )
  }

  /** Gives up: the callback gets this error at once, and no socket stays. */
  cancel(error: Error): void {
    this.#finish(error)
  }

  #finish(error: Error | null, socket?: Socket): void {
    const callback = this.#callback
    this.#callback = undefined
    if (!callback || error) this.#socket?.destroy()
    if (error) callback?.(error)
    else callback?.(null, socket)
  }

  async #open(): Promise<Socket> {
    const { target, proxy, lookup } = this.route
    const { hostname: host, port } = proxy ?? target
    const tcp = connect({ host, port, lookup, autoSelectFamily: true, noDelay: true, keepAlive: true })
    tcp.once('lookup', () => {
      this.stage = 'connecting'
    })
    await this.#reach(isIP(host) ? 'connecting' : 'resolving', tcp, 'connect', proxy ?? target)
    if (proxy?.protocol === 'https:') await this.#secure(proxy, true)
    if (target.protocol === 'http:') return this.#socket!
    if (proxy) {
      this.stage = 'tunnelling'
      this.peer = target
      await openTunnel(this.#socket!, target, proxy)
    }
    await this.#secure(target, this.route.rejectUnauthorized)
    return this.#socket!
  }

  #secure(peer: Target | HttpProxy, rejectUnauthorized: boolean): Promise<void> {
    const socket = connectTls({
      socket: this.#socket!,
      host: peer.hostname,
      servername: isIP(peer.hostname) ? '' : peer.hostname,
      secureContext: peer === this.route.target ? this.route.secureContext : undefined,
      rejectUnauthorized,
      ALPNProtocols: ['http/1.1'],
    })
    return this.#reach('securing', socket, 'secureConnect', peer)
  }

  #reach(stage: ConnectStage, socket: Socket, event: string, peer: Target | HttpProxy): Promise<void> {
    this.stage = stage
    this.peer = peer
    this.#socket = socket
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(connectFailure(error, peer, stage))
      socket.on('error', fail)
      socket.once('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
      socket.once(event, () => resolve())
    })
  }
}
