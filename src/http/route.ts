/** The way to an endpoint, chosen once for all its connections: which addresses, which proxy, which trust. */
import { X509Certificate } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { CvHookError } from '../core/errors.js'
import { isLoopbackName, pinnedLookup, requireLoopback, resolveTarget } from './address.js'
import { because } from './failure.js'
import { type HttpProxy, type ProxyEnv, proxyFor } from './proxy.js'
import type { Target } from './target.js'

/** What decides the way to an endpoint. */
export interface RouteOptions {
  /** Milliseconds for a whole attempt: connecting, sending and reading the answer. */
  timeoutMs: number
  /** Whether a certificate that cannot be trusted is accepted. */
  insecure?: boolean
  /** PEM: the authorities to trust, in place of the built-in ones. */
  ca?: Buffer | string
  /** PEM: the client's certificate, with its chain. */
  cert?: Buffer | string
  /** PEM: the key of `cert`. */
  key?: Buffer | string
  /** Where the proxy variables are looked up; never used for a loopback host. */
  env: ProxyEnv
  /** Whether to refuse a host that is not this machine, and to connect to the checked addresses alone. */
  requireLoopback?: boolean
}

/** A name in the hosts file is found at once; one that takes longer is not this machine's. */
const HOSTS_FILE_MS = 1000

/** How each connection to an endpoint is made. */
export interface Route {
  target: Target
  proxy: HttpProxy | undefined
  /** Knows the addresses of a host that was looked up beforehand; `undefined` for the system's own lookup. */
  lookup: LookupFunction | undefined
  secureContext: SecureContext | undefined
  rejectUnauthorized: boolean
}

/**
 * Chooses the way.
 *
 * @throws CvHookError `remote-not-allowed`, `dns`, `timeout`; `usage` for certificates or a proxy that cannot be used
 */
export async function chooseRoute(target: Target, options: RouteOptions): Promise<Route> {
  const secureContext = target.protocol === 'https:' ? loadCertificates(options) : undefined
  const rejectUnauthorized = options.insecure !== true
  if (options.requireLoopback || isLoopbackName(target.hostname)) {
    const addresses = options.requireLoopback
      ? await requireLoopback(target, options.timeoutMs)
      : (await resolveTarget(target, options.timeoutMs)).addresses
    return { target, proxy: undefined, lookup: pinnedLookup(addresses), secureContext, rejectUnauthorized }
  }
  const proxy = await usableProxy(target, options)
  return { target, proxy, lookup: undefined, secureContext, rejectUnauthorized }
}

/** A name of this machine in its hosts file needs no proxy; a name that only the proxy can resolve does. */
async function usableProxy(target: Target, { env, timeoutMs }: RouteOptions): Promise<HttpProxy | undefined> {
  const proxy = proxyFor(target, env)
  if (!proxy) return undefined
  const loopback = await resolveTarget(target, Math.min(HOSTS_FILE_MS, timeoutMs)).then(
    resolved => resolved.loopback,
    () => false,
  )
  return loopback ? undefined : proxy
}

function loadCertificates({ ca, cert, key }: RouteOptions): SecureContext {
  if ((cert === undefined) !== (key === undefined)) {
    throw new CvHookError('usage', `a client ${cert ? 'certificate needs its key' : 'key needs its certificate'}`, [
      'give --cert <file> and --key <file> together',
    ])
  }
  checkPem(ca, '--cacert', pem => new X509Certificate(pem))
  checkPem(cert, '--cert', pem => new X509Certificate(pem))
  checkPem(key, '--key', () => createSecureContext({ cert, key }))
  return createSecureContext({ ca, cert, key })
}

function checkPem(given: Buffer | string | undefined, option: string, load: (pem: Buffer | string) => unknown): void {
  if (given === undefined) return
  try {
    load(given)
  } catch (cause) {
    const mismatch = (cause as { code?: string }).code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
    const fault = mismatch ? 'does not belong to the certificate' : 'holds no usable PEM text'
    throw because(cause, new CvHookError('usage', `${option} ${fault}`))
  }
}
