/** What cv-hook uses of undici's client, which is imported by its inner path so that start-up does not load the rest. */
declare module 'undici/lib/dispatcher/client.js' {
  import type { Socket } from 'node:net'

  /** What undici calls while a request runs; after `onError`, nothing more. An error may come before `onConnect`. */
  export interface DispatchHandler {
    /** The request is about to be written. */
    onConnect(abort: (reason: Error) => void): void
    /** Header lines as received: name, value, name, ... Called for each informational answer, too. */
    onHeaders(status: number, rawHeaders: Buffer[], resume: () => void, statusText: string): void
    onData(chunk: Buffer): void
    onComplete(): void
    onError(error: Error): void
  }

  export interface DispatchOptions {
    method: string
    path: string
    /** Name, value, name, ... in the order in which they are sent. */
    headers: string[]
    body: Uint8Array
    /** Closes the connection after the answer, and says so. */
    reset?: boolean
  }

  export interface ClientOptions {
    connect(options: unknown, callback: (error: Error | null, socket?: Socket) => void): void
    pipelining: number
    /** Milliseconds; 0 is no limit. */
    headersTimeout: number
    bodyTimeout: number
    keepAliveTimeout: number
    keepAliveMaxTimeout: number
    keepAliveTimeoutThreshold: number
    /** Bytes. */
    maxHeaderSize: number
  }

  /** One origin, one connection at a time. */
  export default class Client {
    constructor(origin: string, options: ClientOptions)
    dispatch(options: DispatchOptions, handler: DispatchHandler): boolean
    destroy(): Promise<void>
  }
}
