/** A received delivery in the terms of a recording, for whoever explains recordings. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import type { Received } from './received.js'

/** The status with which somebody behind refused a delivery that verified here. */
export const refusedBehind = ({ forwarded }: Received): number | undefined =>
  forwarded?.find(one => one.status === 400 || one.status === 401 || one.status === 403)?.status

/** A delivery that was received, as a recording of it. */
export function capturedDelivery(received: Received): CapturedDelivery {
  const { method, path, httpVersion, receivedAt, headers, body, complete } = received.arrival
  const refused = refusedBehind(received)
  return {
    source: `delivery ${received.id}`,
    format: 'cv-hook',
    trust: 'wire',
    method,
    path,
    httpVersion,
    receivedAt,
    headers,
    body,
    complete,
    notes: [],
    ...(refused === undefined ? {} : { answer: { status: refused } }),
  }
}
