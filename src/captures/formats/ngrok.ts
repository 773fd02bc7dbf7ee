/** Format `ngrok`: what the agent's request API answers, `/api/requests/http` or one request of it. */
import { isObject } from '../../core/path.js'
import { base64Bytes } from '../body-text.js'
import type { CapturedDelivery } from '../delivery.js'
import { answerOf, makeDelivery, momentOf, textOf } from '../draft.js'
import { headersFrom } from '../headers.js'
import { readMessages } from '../http1/messages.js'
import { jsonDocuments } from '../json/documents.js'
import { mayDeliver } from '../looks-like.js'
import type { Notices } from '../problems.js'
import type { CaptureReader } from '../reader.js'

/** Reads every request that the agent kept; `raw` holds the bytes of the connection. */
export const readNgrok: CaptureReader = ({ bytes }, notices) => {
  const deliveries: CapturedDelivery[] = []
  for (const { value } of jsonDocuments(bytes, ['requests'], notices)) {
    const list = isObject(value) && Array.isArray(value['requests']) ? value['requests'] : [value]
    for (const item of list) {
      const where = `request ${deliveries.length + 1}`
      const delivery = readRequest(item, where, notices)
      if (delivery) deliveries.push(delivery)
    }
  }
  return deliveries
}

function readRequest(item: unknown, where: string, notices: Notices): CapturedDelivery | undefined {
  if (!isObject(item) || !isObject(item['request'])) {
    notices.add(where, 'has no member "request"; skipped')
    return undefined
  }
  const { request, response } = item
  const headers = headersFrom(request['headers'])
  const method = textOf(request['method'])
  if (!mayDeliver(method, headers)) {
    notices.add(where, 'is a request without a body; skipped')
    return undefined
  }
  const raw = typeof request['raw'] === 'string' ? base64Bytes(request['raw']) : undefined
  const message = raw && readMessages(Buffer.from(raw).toString('latin1')).requests[0]
  const notes = raw ? [...(message?.notes ?? [])] : ['the record has no raw request that can be decoded']
  return makeDelivery({
    source: `${notices.name}, ${where}`,
    format: 'ngrok',
    trust: 'wire',
    method,
    path: textOf(request['uri']),
    httpVersion: textOf(request['proto'])?.replace(/^HTTP\//, ''),
    receivedAt: momentOf(item['start']),
    answer: isObject(response) ? answerOf(response['status_code']) : undefined,
    headers: message ? message.headers : headers,
    body: message ? message.body : raw,
    complete: message ? message.complete : raw !== undefined,
    notes,
  })
}
