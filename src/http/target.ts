/** The URL of an endpoint: checked, taken apart for the wire, and written so that it can be shown. */
import { CvHookError } from '../core/errors.js'
import { percentDecoded } from '../core/percent.js'
import { printable } from '../core/printable.js'

/** Where an endpoint is, and what a request to it starts with. */
export interface Target {
  protocol: 'http:' | 'https:'
  /** As a resolver takes it: IPv6 without brackets. */
  hostname: string
  port: number
  /** The value of the `host` header: no port where it is the protocol's own. */
  authority: string
  /** Host and port, for messages. */
  hostPort: string
  /** Path and query; the query has the bytes that were given. */
  path: string
  /** The value of an `authorization` header, where the URL holds credentials. */
  authorization: string | undefined
  /** The URL without credentials, the query's values masked. */
  printable: string
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
const LOCAL_NAME = /^(?:localhost|127\.|0\.0\.0\.0|\[)/i

/**
 * Takes a URL apart.
 *
 * @throws CvHookError `usage` when it is none, or neither http nor https
 */
export function parseTarget(url: string | URL): Target {
  const text = String(url).trim()
  if (text === '') throw new CvHookError('usage', 'the URL is empty', ['write http://localhost:3000/webhook'])
  if (!SCHEME.test(text)) throw notAUrl(text, 'has no scheme', [`write ${suggestion(text)}`])
  if (!URL.canParse(text)) throw notAUrl(text, 'cannot be read as a URL', ['write http://localhost:3000/webhook'])
  const parsed = new URL(text)
  const { protocol, pathname, host } = parsed
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw notAUrl(text, `starts with ${protocol}//`, ['only http:// and https:// can be sent to'])
  }
  const hostname = parsed.hostname.replace(/^\[|\]$/g, '')
  const port = parsed.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(parsed.port)
  const query = queryAsGiven(text, parsed)
  return {
    protocol,
    hostname,
    port,
    authority: host,
    hostPort: `${parsed.hostname}:${port}`,
    path: pathname + query,
    authorization: basicAuthorization(parsed),
    printable: `${protocol}//${host}${pathname}${maskQuery(query)}`,
  }
}

/** The value of a Basic `authorization` header for a URL's credentials; `undefined` where it has none. */
export function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  return `Basic ${Buffer.from(`${percentDecoded(username)}:${percentDecoded(password)}`).toString('base64')}`
}

/**
 * A path with more query text at its end, whatever it had before.
 *
 * @param query with or without its question mark; empty for none
 */
export function appendQuery(path: string, query: string): string {
  const more = query.startsWith('?') ? query.slice(1) : query
  if (more === '') return path
  return path + (path.includes('?') ? (/[?&]$/.test(path) ? '' : '&') : '?') + more
}

/** The URL parser rewrites some characters of a query (`'` becomes `%27`); what can stand in a request line is kept. */
function queryAsGiven(text: string, parsed: URL): string {
  const query = /^[^?#]*(\?[^#]*)/.exec(text)?.[1] ?? ''
  return /^[\x21-\x7e]*$/.test(query) ? query : parsed.search
}

function maskQuery(query: string): string {
  return query.replace(/([?&])([^&=]*)(=?)[^&]*/g, (_all, mark: string, name: string, equals: string) =>
    equals === '' ? mark + (name === '' ? '' : '***') : `${mark}${name}=***`,
  )
}

function suggestion(text: string): string {
  const rest = withoutSecrets(text.replace(/^(?:https?:)?\/*/i, '')) || 'localhost:3000/webhook'
  if (/^\d+(?:\/|$)/.test(rest)) return `http://localhost:${rest}`
  return `${LOCAL_NAME.test(rest) ? 'http' : 'https'}://${rest}`
}

const notAUrl = (text: string, fault: string, hints: string[]) =>
  new CvHookError('usage', `the URL "${withoutSecrets(text)}" ${fault}`, hints)

/** What could not be parsed may still hold credentials and tokens. */
function withoutSecrets(text: string): string {
  const bare = text.replace(/#.*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?]*@/i, '$1***@')
  const at = bare.indexOf('?')
  return printable((at < 0 ? bare : bare.slice(0, at) + maskQuery(bare.slice(at))).slice(0, 200))
}
