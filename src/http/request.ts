/** A request as it is given, and as undici is to put it on the wire. */
import type { DispatchOptions } from 'undici/lib/dispatcher/client.js'
import type { Route } from './route.js'
import { appendQuery } from './target.js'

/** What to send. */
export interface AttemptRequest {
  /** `POST` unless given. */
  method?: string
  /** Sent in this order and with this case; values are written as latin1. A name may occur more than once. */
  headers: ReadonlyArray<readonly [name: string, value: string]>
  /** Sent as it is. Its buffer may be used again once the attempt has ended. */
  body: Uint8Array
  /** Text for the end of the endpoint's own query, with or without a question mark. */
  query?: string
}

/**
 * Makes the request line and the header list: credentials of the URL are added unless the request has its own, and a
 * plain `http:` request through a proxy gets the absolute form.
 */
export function prepareRequest(request: AttemptRequest, { target, proxy }: Route): DispatchOptions {
  const headers: string[] = []
  let authorized = target.authorization === undefined
  for (const [name, value] of request.headers) {
    headers.push(name, value)
    authorized ||= name.length === 13 && name.toLowerCase() === 'authorization'
  }
  if (!authorized) headers.push('authorization', target.authorization!)
  let path = request.query ? appendQuery(target.path, request.query) : target.path
  if (proxy && target.protocol === 'http:') {
    path = `http://${target.authority}${path}`
    if (proxy.authorization) headers.push('proxy-authorization', proxy.authorization)
  }
  return { method: request.method ?? 'POST', path, headers, body: request.body }
}
