/** Headers, path and query of a copy. What stays is listed: names made of known words, and values that cannot tell anything. */
import { MASKED, type RawHeader } from '../../captures/record.js'
import { isMaskedValue } from '../../core/masked.js'
import { looksSecret } from '../../core/secrets.js'
import { type Disguise, otherEpoch } from './disguise.js'
import { otherPercent } from './loose.js'

/** Words of which names of headers, of query parameters and paths are made. */
const WORDS = new Set(
  `a accept access account action addr address age agent al allow amz amzn api apigw app application authorization aws
  azure b3 backend bearer body bypass c cache callback callbacks care careglp carevalidate case cases cdn cf chunked
  cid client cloud cloudfront code conn connecting connection content context control cookie correlation country csrf
  custom cv cvhook data datadog date dead delivery dev digest disposition dnt do edge encoding endpoint env envoy etag
  event events expect expires external failure fastly fetch fly for forwarded forwarding from front ftl function g gateway
  gfe google h hash header headers hmac hook hooks host hosted hub http https hub id idempotency identity if in ingest
  ingress instance internal invocation ip ja3 json kong key lambda language length level link live local location mac match
  max md5 message method mime mode modified moz name ngrok nonce none notification on origin original p parent path
  payload port pragma pre prefer preview priority prod production project proto protocol proxy public query range raw
  ray real receive receiver received ref referer region remote render req request requested requests retry rev route
  router s scheme sec secret secure server service session sha sha1 sha256 sha512 sig sign signature site size source
  span ssl stage staging state stripe sub svc t tag te test timeout timestamp timestamps time tls token topic trace
  traceparent tracestate tracing trailer transfer ts type unsafe upgrade upstream uri url user v v0 v1 v2 v3 v4 validate
  value vary vercel verify version via viewer visitor warning web webhook webhooks website with x xff xss`
    .split(/\s+/)
    .filter(word => word !== ''),
)

/** Values of headers that hold one of few words. */
const TOKENS: Readonly<Record<string, RegExp>> = {
  'content-type':
    /^(?:application\/(?:json|x-www-form-urlencoded|octet-stream|problem\+json|cloudevents\+json|xml)|text\/(?:plain|json|html|xml)|multipart\/form-data)(?:\s?;\s?charset=(?:utf-?8|utf-?16|iso-8859-1|us-ascii|windows-1252))?$/i,
  'content-encoding': /^(?:gzip|x-gzip|deflate|br|zstd|identity)(?:, ?(?:gzip|deflate|br|zstd|identity))?$/i,
  'transfer-encoding': /^(?:chunked|identity|gzip)(?:, ?chunked)?$/i,
  'accept-encoding': /^(?:(?:gzip|compress|deflate|br|zstd|identity|\*)(?:;q=[\d.]{1,5})?(?:, ?|$)){1,8}$/i,
  accept: /^(?:(?:\*\/\*|application\/json|text\/plain|application\/\*)(?:;q=[\d.]{1,5})?(?:, ?|$)){1,6}$/i,
  connection: /^(?:keep-alive|close|upgrade)$/i,
  expect: /^100-continue$/i,
  'cache-control': /^(?:no-cache|no-store|max-age=0)$/i,
  'x-forwarded-proto': /^https?$/i,
  'x-forwarded-port': /^(?:80|443|8080|8443|3000)$/,
  'user-agent':
    /^(?:cv-hook|axios|node|undici|node-fetch|got|curl|python-requests|Go-http-client|okhttp|PostmanRuntime|GuzzleHttp|Apache-HttpClient|Java|Ruby)(?:\/\d[\d.]{0,20})?(?: \(\+https:\/\/github\.com\/[\w/-]{1,60}\))?$/i,
}

const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** A header; the value of a signature is not looked at here. */
export function otherHeader([name, value]: RawHeader, disguise: Disguise): RawHeader {
  return [otherName(name, disguise), otherValue(name.toLowerCase(), value, disguise)]
}

/** A name, each word of which stays where it is known. */
export const otherName = (name: string, disguise: Disguise): string =>
  name.replace(/[^_\-.]+/g, word => (isWord(word) ? word : disguise.plain(word)))

const isWord = (word: string) => WORDS.has(word.toLowerCase())

function otherValue(name: string, value: string, disguise: Disguise): string {
  if (value === '' || TOKENS[name]?.test(value) || isMaskedValue(value.trim())) return value
  if (CREDENTIALS.has(name)) return MASKED
  if (name === 'content-length' && /^\d{1,15}$/.test(value)) return value
  const time = otherEpoch(value, disguise.shift)
  if (time !== undefined) return time
  if (HTTP_DATE.test(value)) return new Date(disguise.shift.epoch(Date.parse(value))).toUTCString()
  if (name === 'host' || name === 'x-forwarded-host') return otherAuthority(value, disguise)
  if (looksSecret(name)) return disguise.plain(value)
  return disguise.text(value)
}

function otherAuthority(value: string, disguise: Disguise): string {
  const [, host = '', port = ''] = /^([^:]*)(:\d{1,5})?$/.exec(value) ?? []
  return host === '' ? disguise.text(value) : disguise.host(host) + port
}

/** The method, if it is one. */
export const otherMethod = (method: string | undefined): string =>
  method !== undefined && METHODS.has(method.toUpperCase()) ? method : 'POST'

/** Path and query: known words stay, and the percent signs. */
export function otherPath(path: string, disguise: Disguise): string {
  const [, scheme = '', authority = '', rest = path] = /^(https?:\/\/)([^/?#]*)(.*)$/s.exec(path) ?? []
  const [, steps = '', query = ''] = /^([^?]*)(.*)$/s.exec(rest) ?? []
  const parameters = query.replace(
    /([?&])([^=&]*)(=?)([^&]*)/g,
    (_, mark: string, name: string, equals: string, value: string) =>
      `${mark}${otherName(name, disguise)}${equals}${otherParameter(value, disguise)}`,
  )
  const other = steps.replace(/[^/]+/g, step => (step.split(/[-_.]/).every(isWord) ? step : encoded(step, disguise)))
  return scheme + (authority === '' ? '' : otherAuthority(authority, disguise)) + other + parameters
}

const otherParameter = (value: string, disguise: Disguise) =>
  isMaskedValue(value) ? value : (otherEpoch(value, disguise.shift) ?? encoded(value, disguise))

/** Percent signs stay where they are; a text without any may be an id. */
function encoded(text: string, disguise: Disguise): string {
  if (!text.includes('%')) return disguise.text(text)
  return text.replace(/(%[0-9a-fA-F]{2})|([^%]+|%)/g, (_, percent: string | undefined, plain: string, at: number) =>
    percent === undefined ? disguise.plain(plain) : otherPercent(text, at, disguise),
  )
}
