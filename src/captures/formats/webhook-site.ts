/** Format `webhook-site`: requests as webhook.site's API and its JSON export give them, a page of them or one. */
import { isObject } from '../../core/path.js'
import { textBytes } from '../body-text.js'
import type { CapturedDelivery } from '../delivery.js'
import { makeDelivery, momentOf, pathOf, textOf } from '../draft.js'
import { headersFrom } from '../headers.js'
import { jsonDocuments } from '../json/documents.js'
import { mayDeliver } from '../looks-like.js'
import type { Notices } from '../problems.js'
import type { CaptureReader } from '../reader.js'

/** Reads every HTTP request of the export; mails and DNS queries, which the site takes as well, are passed over. */
export const readWebhookSite: CaptureReader = ({ bytes }, notices) => {
  const deliveries: CapturedDelivery[] = []
  let number = 0
  for (const { value } of jsonDocuments(bytes, ['data'], notices)) {
    const list = isObject(value) && Array.isArray(value['data']) ? value['data'] : [value]
    for (const item of list) {
      const delivery = readItem(item, `request ${++number}`, notices)
      if (delivery) deliveries.push(delivery)
    }
  }
  return deliveries
}

function readItem(item: unknown, where: string, notices: Notices): CapturedDelivery | undefined {
  if (!isObject(item) || !('content' in item || 'headers' in item)) {
    notices.add(where, 'has neither "content" nor "headers"; skipped')
    return undefined
  }
  const method = textOf(item['method'])
  const headers = headersFrom(item['headers'])
  if (!mayDeliver(method, headers) || (textOf(item['type']) ?? 'web') !== 'web') {
    notices.add(where, 'is no request with a body; skipped')
    return undefined
  }
  const content = item['content'] ?? ''
  const body = typeof content === 'string' ? textBytes(content) : undefined
  const notes = body ? [] : ['the content is not kept as text: its bytes cannot be known']
  const { size } = item
  const resized = body && typeof size === 'number' && size !== body.bytes.length
  if (resized) notes.push(`webhook.site counted ${size} bytes, its text has ${body.bytes.length}`)
  return makeDelivery({
    source: `${notices.name}, ${where}`,
    format: 'webhook-site',
    trust: 'receiver',
    method,
    path: pathOf(textOf(item['url']) ?? '/'),
    receivedAt: momentOf(utc(textOf(item['created_at']))),
    headers,
    body: body?.bytes,
    complete: body !== undefined && !(resized && body.bytes.length < (size as number)),
    lossy: body?.lossy,
    notes,
  })
}

/** The site writes `2026-03-03 13:15:09` and means UTC. */
function utc(time: string | undefined): string | undefined {
  return time !== undefined && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time) ? `${time.replace(' ', 'T')}Z` : time
}
