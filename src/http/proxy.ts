/** Which proxy the environment asks for. A loopback host never has one. */
import { BlockList, isIP } from 'node:net'
import { CvHookError } from '../core/errors.js'
import { isLoopbackName } from './address.js'
import { basicAuthorization, type Target } from './target.js'

/** The environment variables that are looked at: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY` and their lower-case twins. */
export type ProxyEnv = Readonly<Record<string, string | undefined>>

/** A proxy to connect through. */
export interface HttpProxy {
  protocol: 'http:' | 'https:'
  hostname: string
  port: number
  /** Host and port, for messages: it says that it is a proxy. */
  hostPort: string
  /** The value of a `proxy-authorization` header. */
  authorization: string | undefined
  /** The URL without credentials. */
  printable: string
  /** Where the proxy comes from, and how to do without. */
  remedy: string
}

/**
 * Chooses the proxy for a target by name alone; whether that name resolves to loopback is for the caller to ask.
 *
 * As curl does, the lower-case variable wins, and a plain `http:` target never takes `HTTPS_PROXY` or the reverse.
 *
 * @throws CvHookError `usage` when the variable holds no usable proxy URL
 */
export function proxyFor(target: Target, env: ProxyEnv): HttpProxy | undefined {
  const upper = target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const name = env[upper.toLowerCase()] ? upper.toLowerCase() : upper
  const value = env[name]?.trim()
  if (!value || isLoopbackName(target.hostname) || /^(?:0\.0\.0\.0|::)$/.test(target.hostname)) return undefined
  if (isExempt(target, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined
  return parseProxy(value, name, target)
}

function parseProxy(value: string, variable: string, { hostname }: Target): HttpProxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url?.hostname) throw new CvHookError('usage', `${variable} holds no proxy URL`, ['write http://host:port'])
  const { protocol } = url
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new CvHookError('usage', `${variable} asks for a ${protocol.slice(0, -1)} proxy, which cv-hook cannot use`, [
      'use an http:// proxy, or name the host in NO_PROXY',
    ])
  }
  const port = url.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(url.port)
  return {
    protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    hostPort: `the proxy ${url.hostname}:${port}`,
    authorization: basicAuthorization(url),
    printable: `${protocol}//${url.host}`,
    remedy: `${variable} names this proxy: check it, or name ${hostname} in NO_PROXY`,
  }
}

/** `NO_PROXY`: names (which cover their subdomains), addresses, networks (`10.0.0.0/8`), each with an optional port, or `*`. */
function isExempt(target: Target, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some(entry => entry !== '' && (entry === '*' || covers(entry, target)))
}

function covers(entry: string, { hostname, port }: Target): boolean {
  if (entry.includes('/')) return inNetwork(entry, hostname)
  const [, host, wantedPort] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [undefined, entry, undefined]
  if (wantedPort !== undefined && Number(wantedPort) !== port) return false
  const name = host!.replace(/^\[|\]$/g, '').replace(/^\*?\./, '')
  return name !== '' && (hostname === name || (isIP(hostname) === 0 && hostname.endsWith(`.${name}`)))
}

function inNetwork(entry: string, hostname: string): boolean {
  const [network = '', bits = ''] = entry.split('/')
  const family = isIP(network)
  if (family === 0 || isIP(hostname) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 6 ? 128 : 32)) {
    return false
  }
  const list = new BlockList()
  list.addSubnet(network, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
  return list.check(hostname, isIP(hostname) === 6 ? 'ipv6' : 'ipv4')
}
