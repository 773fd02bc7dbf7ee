/** Which requests are no deliveries, told by their heads alone, and what they are answered. */

/** Why a request was not taken as a delivery. Stable: records carry it. */
export type RefusalReason =
  | 'web-page'
  | 'method'
  | 'too-large'
  | 'busy'
  | 'closing'
  | 'not-http'
  | 'tls'
  | 'head-too-large'
  | 'too-slow'
  | 'expectation'

/** A refusal: its status, and its body's one sentence. */
export interface Refusal {
  reason: RefusalReason
  status: number
  text: string
}

/** Every refusal that is answered through HTTP. */
export const REFUSALS = {
  webPage: { reason: 'web-page', status: 403, text: 'this is no place for web pages: only a server may deliver here' },
  method: { reason: 'method', status: 405, text: 'deliveries come by POST' },
  tooLarge: { reason: 'too-large', status: 413, text: 'the body is larger than 25 MiB' },
  busy: { reason: 'busy', status: 503, text: 'too many bytes are under way at once' },
  closing: { reason: 'closing', status: 503, text: 'the listener is closing' },
  tooOld: { reason: 'not-http', status: 400, text: 'what came is no HTTP/1.1 request' },
  expectation: { reason: 'expectation', status: 417, text: 'only 100-continue can be expected' },
} as const satisfies Record<string, Refusal>

/** Path that tells whether the listener is there; it is never a delivery. */
export const HEALTH_PATH = '/healthz'

/** As much of a head as decides. */
export interface RequestHead {
  method: string
  url: string
  httpVersion: string
  rawHeaders: readonly string[]
}

/** Whether a request asks for the listener's health. */
export function asksForHealth({ method, url }: RequestHead): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  return url === HEALTH_PATH || url.startsWith(`${HEALTH_PATH}?`)
}

/** The refusal that a head calls for, before any byte of the body is read. */
export function refusalOf(head: RequestHead, maxBody: number): Refusal | undefined {
  if (head.httpVersion === '0.9') return REFUSALS.tooOld
  if (isFromWebPage(head.rawHeaders)) return REFUSALS.webPage
  if (head.method !== 'POST') return REFUSALS.method
  const declared = rawValue(head.rawHeaders, 'content-length')
  return declared !== undefined && Number(declared) > maxBody ? REFUSALS.tooLarge : undefined
}

/**
 * Whether a browser sent it. Browsers put `Origin` on every POST, and `Sec-Fetch-Site` and its kin on whatever they send to
 * this machine. `Sec-Fetch-Mode` alone is no sign of one: Node's own fetch sends it, and senders of webhooks use that.
 */
function isFromWebPage(raw: readonly string[]): boolean {
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!
    if (name.length === 6 ? /^origin$/i.test(name) : /^sec-fetch-(?!mode$)/i.test(name)) return true
  }
  return false
}

function rawValue(raw: readonly string[], name: string): string | undefined {
  for (let at = 0; at < raw.length; at += 2) {
    if (raw[at]!.length === name.length && raw[at]!.toLowerCase() === name) return raw[at + 1]
  }
  return undefined
}
