/** A request as text, for `--dry-run --as`: raw HTTP, a curl line, PowerShell, JSON. */
import { isUtf8 } from 'node:buffer'
import { MASKED } from '../../captures/record.js'
import type { HeaderLine } from '../options/headers.js'

/** How `--dry-run` prints a request. */
export const REQUEST_FORMATS = ['http', 'curl', 'powershell', 'body', 'signature', 'json'] as const
export type RequestFormat = (typeof REQUEST_FORMATS)[number]

/** The exact request that a delivery would be. */
export interface RequestText {
  /** Without credentials; they are a header. */
  url: string
  /** The value of the host header. */
  authority: string
  /** Path and query. */
  path: string
  headers: readonly HeaderLine[]
  body: Buffer
  /** Whether the receiver's certificate is not checked. */
  insecure: boolean
  /** Files that curl needs for the same connection, as its options: `--cacert 'ca.pem'`. */
  curlOptions: readonly string[]
}

/** Above this many bytes an argument may not fit the system's limit: the body goes through a pipe. */
const ARGUMENT_LIMIT = 100_000

/** The bytes as they go over the wire in HTTP/1.1. Values of secret headers are masked unless `reveal`. */
export function asHttp({ authority, path, headers, body }: RequestText, reveal: boolean): Buffer {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `host: ${headerValue(headers, 'host') ?? authority}`,
    'connection: keep-alive',
    ...without(headers, 'host').map(header => `${header.name}: ${header.variable && !reveal ? MASKED : header.value}`),
    `content-length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

/** A command for bash that delivers the same bytes. Secrets stand in it as variables unless `reveal`. */
export function asCurl({ url, headers, body, insecure, curlOptions }: RequestText, reveal: boolean): string {
  const parts = ['curl', '-sS', '-i', '-X', 'POST', ...(insecure ? ['--insecure'] : []), ...curlOptions]
  if (/[[\]{}]/.test(url)) parts.push('--globoff')
  for (const { name, value, variable } of headers) {
    if (variable && !reveal) parts.push('-H', `${bashQuote(`${name}: `)}"$${variable}"`)
    // curl drops a header that ends with ":" and sends an empty one for ";".
    else parts.push('-H', value === '' ? bashQuote(`${name};`) : quoteLatin1(`${name}: ${value}`))
  }
  // curl adds these by itself.
  for (const name of ['accept', 'expect']) {
    if (headerValue(headers, name) === undefined) parts.push('-H', `'${name}:'`)
  }
  const plain = isUtf8(body) && !body.includes(0)
  const text = body.toString('utf8')
  if (plain && body.length <= ARGUMENT_LIMIT) return [...parts, '--data-raw', bashQuote(text), bashQuote(url)].join(' ')
  // printf is part of the shell, so that its arguments have no limit.
  const source = plain
    ? `printf '%s' ${bashQuote(text)}`
    : `printf '%s' ${bashQuote(body.toString('base64'))} | base64 -d`
  return `${source} | ${[...parts, '--data-binary', '@-', bashQuote(url)].join(' ')}`
}

/** Lines for PowerShell that deliver the same bytes. */
export function asPowerShell({ url, headers, body, insecure }: RequestText, reveal: boolean): string {
  const value = (header: HeaderLine) => (header.variable && !reveal ? `$env:${header.variable}` : psQuote(header.value))
  const taken = (name: string) => headers.find(named(name))
  const rest = headers.filter(header => !['content-type', 'user-agent'].includes(header.name.toLowerCase()))
  const table = rest.map(header => `  ${psQuote(header.name)} = ${value(header)}`)
  const type = taken('content-type')
  const agent = taken('user-agent')
  return [
    `$body = [Convert]::FromBase64String(${psQuote(body.toString('base64'))})`,
    `$headers = @{\n${table.join('\n')}\n}`,
    `Invoke-WebRequest -Method Post -Uri ${psQuote(url)}${type ? ` -ContentType ${value(type)}` : ''}${agent ? ` -UserAgent ${value(agent)}` : ''} -Headers $headers -Body $body${insecure ? ' -SkipCertificateCheck' : ''}`,
  ].join('\n')
}

/** The request as one JSON value. */
export function asJson({ url, headers, body }: RequestText, event: string | null, reveal: boolean): object {
  return {
    type: 'request',
    event,
    method: 'POST',
    url,
    headers: headers.map(({ name, value, variable }) => [name, variable && !reveal ? MASKED : value]),
    bytes: body.length,
    ...(isUtf8(body) ? { body: body.toString('utf8') } : { bodyBase64: body.toString('base64') }),
  }
}

const named = (name: string) => (header: HeaderLine) => header.name.toLowerCase() === name
const headerValue = (headers: readonly HeaderLine[], name: string) => headers.find(named(name))?.value
const without = (headers: readonly HeaderLine[], name: string) => headers.filter(header => !named(name)(header))

// A value beyond ASCII is one byte a character on the wire, whatever the terminal's encoding.
const quoteLatin1 = (text: string) =>
  /^[\x20-\x7e\t]*$/.test(text)
    ? bashQuote(text)
    : `$'${text.replace(/['\\]|[^\x20-\x7e]/g, char => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`

/** A text as one word of bash: in single quotes it takes everything literally but the quote itself. */
export const bashQuote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The same, without quotes where it needs none. */
export const plainWord = (text: string) => (/^[\w./:@+=-]+$/.test(text) ? text : bashQuote(text))

// PowerShell also ends a single-quoted text at the typographic quotes.
const psQuote = (text: string) => `'${text.replace(/['\u2018-\u201b]/g, char => char + char)}'`
