/** Which addresses a host has, whether they are all this machine's own, and how to connect to just those. */
import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { CvHookError } from '../core/errors.js'
import { formatDuration } from '../core/units.js'
import { connectFailure } from './connect-failure.js'
import { parseTarget, type Target } from './target.js'

/** What a host resolved to. */
export interface ResolvedTarget {
  /** At least one, in the resolver's order. */
  addresses: LookupAddress[]
  /** Whether every address is a loopback address. */
  loopback: boolean
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Whether an IP address is 127.0.0.0/8, ::1 or the former written as IPv6. `0.0.0.0` and `::` are not. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Whether a host is loopback by its very name: `localhost`, `*.localhost` or a loopback address. */
export function isLoopbackName(hostname: string): boolean {
  return /^(?:.*\.)?localhost\.?$/i.test(hostname) || isLoopbackAddress(hostname)
}

/**
 * Looks the host of a URL up, once.
 *
 * @param timeoutMs how long to wait for the name server
 * @throws CvHookError `usage` for what is no http(s) URL, `dns` when the host has no address, `timeout`
 */
export async function resolveTarget(url: string | URL | Target, timeoutMs = 10_000): Promise<ResolvedTarget> {
  const target = typeof url === 'string' || url instanceof URL ? parseTarget(url) : url
  const addresses = await addressesOf(target, timeoutMs)
  return { addresses, loopback: addresses.every(one => isLoopbackAddress(one.address)) }
}

/**
 * Looks a host up and refuses it unless it is this machine.
 *
 * @returns the addresses that were checked: connect to these and to no others
 * @throws CvHookError `remote-not-allowed`, `dns`, `timeout`
 */
export async function requireLoopback(target: Target, timeoutMs?: number): Promise<LookupAddress[]> {
  const { addresses, loopback } = await resolveTarget(target, timeoutMs)
  if (loopback) return addresses
  const foreign = addresses.find(one => !isLoopbackAddress(one.address))!.address
  const literal = isIP(target.hostname) !== 0
  throw new CvHookError(
    'remote-not-allowed',
    `${target.hostname} is not this machine${literal ? '' : ` (it resolves to ${foreign})`}`,
    [
      ...(/^(?:0\.0\.0\.0|::)$/.test(foreign) ? ['write 127.0.0.1 or localhost for a receiver on this machine'] : []),
      '--allow-remote sends to another machine',
    ],
  )
}

/** A lookup that knows these addresses alone, so that a second resolution cannot lead elsewhere. */
export function pinnedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  const [first] = addresses
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses])
    else callback(null, first!.address, first!.family)
  }
}

function addressesOf(target: Target, timeoutMs: number): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    const late = `the host name ${target.hostname} was not looked up within ${formatDuration(timeoutMs)}`
    const timer = setTimeout(() => reject(new CvHookError('timeout', late)), timeoutMs)
    lookup(target.hostname, { all: true }, (error, found) => {
      clearTimeout(timer)
      const known = found ?? []
      const addresses = isIP(target.hostname) === 0 && isLoopbackName(target.hostname) ? bothFamilies(known) : known
      if (addresses.length > 0) resolve(addresses)
      else reject(connectFailure(error, target, 'connecting'))
    })
  })
}

/** `localhost` is this machine whatever the hosts file says (RFC 6761); a receiver may listen on either family. */
function bothFamilies(found: LookupAddress[]): LookupAddress[] {
  const others = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ].filter(other => !found.some(one => one.family === other.family))
  return [...found, ...others]
}
