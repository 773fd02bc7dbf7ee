/** Format `aws`: what AWS hands to a function: requests (API Gateway, Lambda URL, ALB), and messages (SQS, SNS, EventBridge). */
import { isObject } from '../../core/path.js'
import { isAwsRequest, readAwsRequest } from '../aws-request.js'
import { textBytes } from '../body-text.js'
import type { CapturedDelivery } from '../delivery.js'
import { makeDelivery, momentOf } from '../draft.js'
import { headersFrom } from '../headers.js'
import { jsonDocuments } from '../json/documents.js'
import { parsed } from '../json/parsed.js'
import { mayDeliver } from '../looks-like.js'
import { badCapture, FORMATS_HINT, type Notices } from '../problems.js'
import type { CaptureReader } from '../reader.js'
import type { RawHeader } from '../record.js'

/** Messages may hold events again: SNS in SQS, API Gateway in SQS, and so on. */
const MAX_NESTED = 4

/** A place in the file, with what is known from around it. */
interface Place {
  where: string
  depth: number
  trust: CapturedDelivery['trust']
  headers: RawHeader[]
  receivedAt: number | undefined
  notes: string[]
}

/** Reads every request and message; a message that holds such an event again is opened. */
export const readAws: CaptureReader = ({ bytes, name }, notices) => {
  const deliveries: CapturedDelivery[] = []
  let known = false
  for (const { value, where } of jsonDocuments(bytes, ['Records'], notices)) {
    const place: Place = { where, depth: 0, trust: 'receiver', headers: [], receivedAt: undefined, notes: [] }
    if (isObject(value) && isAwsEvent(value)) {
      known = true
      for (const delivery of readEvent(value, place, notices)) deliveries.push(delivery)
    } else notices.add(where, 'is no AWS event; skipped')
  }
  if (!known) throw badCapture(name, 'holds no event that AWS hands to a function', [FORMATS_HINT])
  return deliveries
}

function isAwsEvent(value: Record<string, unknown>): boolean {
  return isAwsRequest(value) || Array.isArray(value['Records']) || isEventBridge(value) || isNotification(value)
}

const isEventBridge = (value: Record<string, unknown>) => 'detail' in value && 'detail-type' in value

const isNotification = (value: Record<string, unknown>) => 'Message' in value && 'TopicArn' in value

function readEvent(event: Record<string, unknown>, place: Place, notices: Notices): CapturedDelivery[] {
  const { Records: records } = event
  if (Array.isArray(records)) {
    return records.flatMap((record: unknown, index) => {
      const where = joined(place.where, `record ${index + 1}`)
      if (isObject(record)) return readRecord(record, { ...place, where }, notices)
      return passedOver(notices, where, 'is no object; skipped')
    })
  }
  if (isEventBridge(event)) return readDetail(event, place, notices)
  if (isNotification(event)) return readNotification(event, place, notices)
  const request = readAwsRequest(event)
  if (!mayDeliver(request.method, request.headers)) {
    return passedOver(notices, place.where, 'is a request without a body; skipped')
  }
  return [deliver(place, { ...request, receivedAt: request.receivedAt ?? place.receivedAt }, notices)]
}

function readRecord(record: Record<string, unknown>, place: Place, notices: Notices): CapturedDelivery[] {
  if (isObject(record['Sns'])) return readNotification(record['Sns'], place, notices)
  if (typeof record['body'] !== 'string') {
    return passedOver(notices, place.where, 'has neither a text "body" (SQS) nor "Sns"; skipped')
  }
  const sent = isObject(record['attributes']) ? Number(record['attributes']['SentTimestamp']) : Number.NaN
  const within = { ...place, ...attributes(place, record['messageAttributes'], 'stringValue') }
  return readMessage(record['body'], { ...within, receivedAt: Number.isFinite(sent) ? sent : undefined }, notices)
}

function readNotification(sns: Record<string, unknown>, place: Place, notices: Notices): CapturedDelivery[] {
  if (typeof sns['Message'] !== 'string') return passedOver(notices, place.where, 'has no message text; skipped')
  const within = { ...place, ...attributes(place, sns['MessageAttributes'], 'Value') }
  return readMessage(sns['Message'], { ...within, receivedAt: momentOf(sns['Timestamp']) }, notices)
}

/** EventBridge keeps the parsed members of a body, never its bytes. */
function readDetail(event: Record<string, unknown>, place: Place, notices: Notices): CapturedDelivery[] {
  const { detail } = event
  const within: Place = { ...place, trust: 'logged', receivedAt: momentOf(event['time']) }
  if (typeof detail === 'string') return readMessage(detail, within, notices)
  if (isObject(detail) && isAwsEvent(detail) && place.depth < MAX_NESTED) {
    return readEvent(detail, { ...within, depth: place.depth + 1 }, notices)
  }
  const text = compact(detail)
  if (text === undefined) return passedOver(notices, place.where, 'has a detail that nests too deep; skipped')
  const notes = ['EventBridge parsed the body: its detail was written anew as compact JSON']
  return [deliver(within, { body: textBytes(text).bytes, notes }, notices)]
}

function readMessage(text: string, place: Place, notices: Notices): CapturedDelivery[] {
  const value = place.depth < MAX_NESTED ? parsed(text)?.value : undefined
  if (isObject(value) && isAwsEvent(value)) return readEvent(value, { ...place, depth: place.depth + 1 }, notices)
  const { bytes, lossy } = textBytes(text)
  return [deliver(place, { body: bytes, lossy }, notices)]
}

/** What messages carry beside their text; senders put the headers of a request there. */
function attributes(place: Place, held: unknown, member: string): Pick<Place, 'headers' | 'notes'> {
  const entries = isObject(held) ? Object.entries(held) : []
  const headers = headersFrom(entries.map(([name, value]) => [name, isObject(value) ? value[member] : undefined]))
  if (headers.length === 0) return place
  const note = 'attributes of the message were taken for headers'
  return { headers: [...place.headers, ...headers], notes: [...place.notes, note] }
}

function deliver(place: Place, part: Partial<CapturedDelivery>, notices: Notices): CapturedDelivery {
  return makeDelivery({
    receivedAt: place.receivedAt,
    ...part,
    source: joined(notices.name, place.where),
    format: 'aws',
    trust: place.trust,
    headers: [...(part.headers ?? []), ...place.headers],
    complete: part.body !== undefined,
    notes: [...place.notes, ...(part.notes ?? [])],
  })
}

function passedOver(notices: Notices, where: string, why: string): CapturedDelivery[] {
  notices.add(where, why)
  return []
}

function compact(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

const joined = (outer: string, inner: string) => [outer, inner].filter(part => part !== '').join(', ')
