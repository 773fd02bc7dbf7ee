/** What cv-hook uses of undici's client, which is imported by its inner path so that start-up does not load the rest. */
declare module 'undici/lib/dispatcher/client.js' {
  import type { Socket } from 'node:net'

  /** The run of one request: its abort, and the header lines of its answer as received (name, value, name, ...). */
  export interface DispatchController {
    abort(reason: Error): void
    readonly rawHeaders: Buffer[] | null
  }

  /** What undici calls while a request runs. `controller` is missing in an error that comes before the connection. */
  export interface DispatchHandler {
    onRequestStart(controller: DispatchController): void
    onResponseStart(controller: DispatchController, status: number, headers: unknown, statusText?: string): void
    onResponseData(controller: DispatchController, chunk: Buffer): void
    onResponseEnd(controller: DispatchController): void
    onResponseError(controller: DispatchController | undefined, error: Error): void
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
