/** One delivery as somebody recorded it, whatever the format of the recording. */
import type { RawHeader } from './record.js'

/** The formats that captures come in. */
export const CAPTURE_FORMATS = [
  'cv-hook',
  'http',
  'har',
  'curl',
  'aws',
  'ngrok',
  'webhook-site',
  'text',
  'body',
] as const

/** A format that captures come in. */
export type CaptureFormat = (typeof CAPTURE_FORMATS)[number]

/** All degrees of {@link BytesTrust}, the best first. */
export const BYTES_TRUST = ['wire', 'receiver', 'logged', 'typed'] as const

/**
 * How far the bytes can be trusted to be those that were sent: `wire` recorded from the connection, `receiver` by the
 * receiver before any parser, `logged` printed by a program, `typed` copied or written by a person. Only the first two
 * may blame anybody.
 */
export type BytesTrust = (typeof BYTES_TRUST)[number]

/** Whether bytes may blame anybody: they are those of the request, not a text that was printed or copied. */
export const isTrusted = (trust: BytesTrust | undefined) => trust === 'wire' || trust === 'receiver'

/** A recorded delivery. */
export interface CapturedDelivery {
  /** Where it stands, for people: `capture.har, entry 3`. */
  source: string
  /** The format that it was recorded in. */
  format: CaptureFormat
  /** How far its bytes can be trusted. */
  trust: BytesTrust
  /** The id that cv-hook gave it when it was recorded. */
  id?: string
  /** The verdict of the listener that recorded it. */
  verdict?: string
  /** The request's method. */
  method?: string
  /** Path and query. */
  path?: string
  /** `1.1`, where the recording tells. */
  httpVersion?: string
  /** Epoch milliseconds. */
  receivedAt?: number
  /** As recorded: order, case and duplicates kept; values are latin1 code points. */
  headers: RawHeader[]
  /** The body as it was sent, transfer coding and the format's own encoding undone; `undefined` where the recording has none. */
  body: Uint8Array | undefined
  /** Whether the whole body is there. */
  complete: boolean
  /** Why the bytes cannot be those that were sent, e.g. replaced characters; such a body is never called invalid. */
  lossy?: string
  /** What was taken for what, and what was odd; values are never quoted. */
  notes: string[]
  /** What the receiver answered, where the recording knows. */
  answer?: { status: number }
  /** Digests found near the body that are not known to be the signature (format `text`). */
  digests?: string[]
}
