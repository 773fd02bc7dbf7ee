/** The options of the library's `receiverContract()`. */
import type { Variant } from '../events/catalogue.js'

/** What is tested, and with what. */
export interface ReceiverContractOptions {
  /** Registers a test: `test` of vitest, jest, node:test and others. */
  test: (name: string, run: () => Promise<void>) => unknown
  /** The endpoint; a function where it is known only once the tests run. */
  url?: string | URL | (() => string | URL)
  /** In place of a server: what answers a `Request`, e.g. `app.fetch` of Hono or a route handler of Next. */
  fetch?: (request: Request) => Response | Promise<Response>
  /** The secret; none for a receiver that verifies nothing. A function where it is known only once the tests run. */
  secret?: string | (() => string)
  /** The shape of bodies; `event` unless given. */
  payload?: Variant
  /** How documents are carried; `base64` unless given. */
  documents?: 'base64' | 'url'
  /** Only these events. */
  events?: readonly string[]
  /** Only these checks: ids, or how they begin. */
  only?: readonly string[]
  /** All but these checks. */
  skip?: readonly string[]
  /** Whether checks of level `should` are tests as well; else only those of level `must` are. */
  strict?: boolean
  /** Headers of every delivery, e.g. the fixed one of an older set-up. */
  headers?: Readonly<Record<string, string>>
  /** Which answers accept a delivery, e.g. `200,202`; `2xx` unless given. */
  expectStatus?: string
  /** Which answers refuse one, e.g. `401`. */
  expectRefusal?: string
  /** Makes the same bodies in each run; one that never changes unless given. */
  seed?: string
  /** Whether a host other than this machine may be tested. */
  allowRemote?: boolean
  /** Milliseconds for one request; 30,000 unless given. */
  timeoutMs?: number
}
