/** Whom deliveries are passed on to: `--forward-to`, `--route` and how they are reached. */
import { eventPattern } from '../../app/delivery-filter.js'
import type { ForwardTarget } from '../../app/listen/forward.js'
import type { RawHeader } from '../../captures/record.js'
import { CvHookError } from '../../core/errors.js'
import type { Io } from '../io.js'
import { type Connection, type ConnectionFlags, readConnection } from '../options/connection.js'

/** The options of passing on as commander gives them. */
export interface ForwardFlags extends ConnectionFlags {
  forwardTo?: string[]
  route?: string[]
  forwardInvalid?: boolean
}

/** What the options say of passing on. */
export interface ForwardSettings {
  targets: Array<{ url: string; takes?: (event: string) => boolean }>
  connection: Connection
}

/** Deliveries that may be under way to one target at once; more wait. */
const CONNECTIONS = 64

/**
 * Reads the options; undefined where nothing is passed on.
 *
 * @throws CvHookError `usage`, `unknown-event`
 */
export async function readForward(flags: ForwardFlags, io: Io): Promise<ForwardSettings | undefined> {
  const routes = (flags.route ?? []).map(readRoute)
  const targets = [...routes, ...(flags.forwardTo ?? []).map(url => ({ url }))]
  if (targets.length === 0) {
    if (flags.forwardInvalid) throw new CvHookError('usage', '--forward-invalid goes with --forward-to or --route')
    return undefined
  }
  const { parseTarget } = await import('../../http/target.js')
  for (const { url } of targets) parseTarget(url)
  const { staticHeader: _, ...rest } = flags
  return { targets, connection: readConnection(rest, undefined, io) }
}

function readRoute(option: string): { url: string; takes: (event: string) => boolean } {
  const equals = option.indexOf('=')
  if (equals < 1) {
    throw new CvHookError('usage', `--route wants events=url, not "${option.slice(0, 40)}"`, [
      "write --route 'PAYMENT_*=http://localhost:3000/pay'",
    ])
  }
  const fits = option
    .slice(0, equals)
    .split(',')
    .map(name => eventPattern(name.trim()))
  return { url: option.slice(equals + 1), takes: event => fits.some(one => one(event)) }
}

/** Targets that are open. */
export interface OpenForward {
  targets: ForwardTarget[]
  headers: RawHeader[]
  retries: number
  /**
   * Refuses a target that is the listener itself.
   *
   * @throws CvHookError `usage`
   */
  checkLoop(own: { address: string; port: number }): Promise<void>
  close(): Promise<void>
}

/** Opens the targets; nothing is connected yet. */
export async function openForward({ targets, connection }: ForwardSettings, io: Io): Promise<OpenForward> {
  const { openEndpoint } = await import('../../http/endpoint.js')
  const { isLoopbackName } = await import('../../http/address.js')
  const { parseTarget } = await import('../../http/target.js')
  const open: ForwardTarget[] = []
  const closers: Array<() => Promise<void>> = []
  for (const { url, takes } of targets) {
    const { protocol, hostname } = parseTarget(url)
    if (protocol === 'http:' && !isLoopbackName(hostname)) {
      io.err(`warning: deliveries go to ${hostname} over plain http: whoever is on the way can read them\n`)
    }
    const { timeoutMs, insecure, ca, cert, key } = connection
    const endpoint = await openEndpoint(url, {
      timeoutMs,
      insecure,
      connections: CONNECTIONS,
      ...(ca ? { ca } : {}),
      ...(cert && key ? { cert, key } : {}),
      env: io.env,
    })
    closers.push(() => endpoint.close())
    open.push({ endpoint, ...(takes ? { takes } : {}) })
  }
  return {
    targets: open,
    headers: connection.headers.map(({ name, value }) => [name, value] as const),
    retries: connection.retries,
    checkLoop: async own => {
      for (const { url } of targets) await refuseLoop(url, own)
    },
    close: async () => {
      await Promise.all(closers.map(close => close()))
    },
  }
}

async function refuseLoop(url: string, own: { address: string; port: number }): Promise<void> {
  const { parseTarget } = await import('../../http/target.js')
  const { isLoopbackAddress, resolveTarget } = await import('../../http/address.js')
  const target = parseTarget(url)
  if (target.port !== own.port) return
  const everywhere = own.address === '0.0.0.0' || own.address === '::'
  const { addresses } = await resolveTarget(target).catch(() => ({ addresses: [] }))
  if (!addresses.some(one => one.address === own.address || (everywhere && isLoopbackAddress(one.address)))) return
  throw new CvHookError('usage', `${target.printable} is this listener itself: deliveries would go round for ever`, [
    'name the URL of your receiver, or listen on another port with --port',
  ])
}
