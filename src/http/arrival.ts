/** What arrives at a listener, and what a listener is told and tells. */
import type { RawHeader } from '../captures/record.js'
import type { RefusalReason } from './refusals.js'
import type { ListenerAnswer } from './replies.js'

export type { ListenerAnswer } from './replies.js'

/** A request that may be a delivery, as it arrived. */
export interface Arrival {
  method: string
  /** The request target as it stands in the request line: path and query, or whatever was sent. */
  path: string
  httpVersion: string
  /** Order, case and duplicates kept; values are latin1 code points. */
  headers: RawHeader[]
  /** As sent; a content encoding is left alone. */
  body: Buffer
  /** Whether the whole body came. */
  complete: boolean
  /** Epoch milliseconds. */
  receivedAt: number
}

/** A request that was turned away before anybody looked at a body. */
export interface RefusedRequest {
  reason: RefusalReason
  /** `undefined` where the connection was closed without an answer. */
  status: number | undefined
  text: string
  method?: string
  path?: string
}

/** What a listener tells, and whom it asks. None of these may throw, but for `deliver`. */
export interface ListenerHandlers {
  /** Gives the answer to an arrival. One that fails is answered 500, and told to `failed`. */
  deliver(arrival: Arrival): ListenerAnswer | Promise<ListenerAnswer>
  /** A body that broke off; it gets no answer. */
  cut?(arrival: Arrival): void
  refused?(request: RefusedRequest): void
  failed?(error: unknown): void
}

/** Where to listen, and within which bounds. */
export interface ListenerOptions {
  host: string
  /** 0 for any that is free. */
  port: number
  /** Bytes of one body; 25 MiB unless given. */
  maxBody?: number
  /** Bytes of all bodies that are under way; 256 MiB unless given. */
  maxInFlight?: number
}

/** A server that is listening. */
export interface Listener {
  host: string
  /** The address that the host stands for. */
  address: string
  port: number
  /** For requests from this machine. */
  url: string
  /** Takes no more connections, waits for what is under way, then leaves nothing open. */
  close(graceMs?: number): Promise<void>
}
