/** A request as API Gateway (REST v1, HTTP v2), a Lambda URL or an ALB hands it to a function. */
import { isObject } from '../core/path.js'
import { percentEncoded } from '../core/percent.js'
import { type BodyBytes, base64Bytes, textBytes } from './body-text.js'
import { momentOf, textOf } from './draft.js'
import { headersFrom } from './headers.js'
import type { RawHeader } from './record.js'

/** What such an event says. */
export interface AwsRequest {
  method: string | undefined
  path: string | undefined
  httpVersion: string | undefined
  receivedAt: number | undefined
  headers: RawHeader[]
  body: Uint8Array | undefined
  lossy: string | undefined
  notes: string[]
}

/** Whether a value is such an event. */
export function isAwsRequest(value: Record<string, unknown>): boolean {
  const names = ['requestContext', 'httpMethod', 'rawPath', 'multiValueHeaders', 'isBase64Encoded']
  return ('body' in value || 'headers' in value) && names.some(name => name in value)
}

/** Reads such an event. Headers with several values are taken from `multiValueHeaders` where it is there. */
export function readAwsRequest(event: Record<string, unknown>): AwsRequest {
  const context = isObject(event['requestContext']) ? event['requestContext'] : {}
  const http = isObject(context['http']) ? context['http'] : {}
  const several = headersFrom(event['multiValueHeaders'])
  const { bytes, lossy, notes } = bodyOf(event)
  const time = context['requestTimeEpoch'] ?? context['timeEpoch']
  return {
    method: textOf(event['httpMethod']) ?? textOf(http['method']),
    path: pathOf(event, textOf(http['path'])),
    httpVersion: (textOf(http['protocol']) ?? textOf(context['protocol']))?.replace(/^HTTP\//i, ''),
    receivedAt: typeof time === 'number' && Number.isFinite(time) ? time : momentOf(context['time']),
    headers: several.length > 0 ? several : headersFrom(event['headers']),
    body: bytes,
    lossy,
    notes,
  }
}

function bodyOf(event: Record<string, unknown>): Partial<BodyBytes> & { notes: string[] } {
  const { body } = event
  if (body === null) return { bytes: new Uint8Array(0), notes: [] }
  if (typeof body !== 'string') {
    const why = body === undefined ? 'the event has no member "body"' : 'the body stands there parsed, not as text'
    return { notes: [`${why}: its bytes cannot be known`] }
  }
  if (event['isBase64Encoded'] !== true) return { ...textBytes(body), notes: [] }
  const bytes = base64Bytes(body)
  return bytes ? { bytes, notes: [] } : { notes: ['isBase64Encoded is true, but the body is no base64'] }
}

function pathOf(event: Record<string, unknown>, contextPath: string | undefined): string | undefined {
  const path = textOf(event['rawPath']) ?? textOf(event['path']) ?? contextPath
  if (path === undefined) return undefined
  const raw = textOf(event['rawQueryString'])
  const query = raw ?? queryOf(event['multiValueQueryStringParameters'] ?? event['queryStringParameters'])
  return query === '' ? path : `${path}?${query}`
}

/** API Gateway decodes the query; it is written anew. */
function queryOf(parameters: unknown): string {
  return headersFrom(parameters)
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .join('&')
}
