/** The library's `parseCaptures()`: misuse is told in words, before a parser meets it. */
import { BYTES_TRUST, type BytesTrust, CAPTURE_FORMATS, type CaptureFormat } from '../captures/delivery.js'
import { type ParsedCaptures, parseCaptures as parse } from '../captures/parse.js'
import { CvHookError } from '../core/errors.js'
import { requireKnown } from './library-input.js'

/** How to read a recording. */
export interface ParseOptions {
  /** How deliveries and errors are named; `capture` unless given. */
  name?: string
  /** The format; found by looking when absent, or `body` when a signature is given. */
  format?: CaptureFormat
  /** How far the bytes can be trusted, where that is known better than from the format. */
  trust?: BytesTrust
  /** The signature of a recording that has none: a plain body, a log line. */
  signature?: string
  /** Reads a file that a curl command names (`@file`); absent when that is not allowed. */
  readReferenced?: (path: string) => Uint8Array
}

/**
 * Reads all deliveries of a recording: raw HTTP, HAR, curl, AWS, ngrok, webhook.site, a log, a body, a cv-hook capture.
 * A bad record never loses the others: it is named in the notices.
 *
 * @param capture the bytes of the recording; a string is taken as UTF-8
 * @param options what is known of the recording besides
 * @example
 * for (const { body, headers } of parseCaptures(readFileSync('webhooks.har')).deliveries) verify({ body, headers }, { secret })
 * @throws CvHookError `bad-capture` when the recording is in no known format, or nothing of it can be read; `usage` for misuse
 */
export function parseCaptures(capture: Uint8Array | string, options: ParseOptions = {}): ParsedCaptures {
  const bytes = typeof capture === 'string' ? Buffer.from(capture) : capture
  if (!(bytes instanceof Uint8Array))
    throw new CvHookError('usage', 'parseCaptures needs the bytes or text of a recording')
  requireKnown('format', options?.format, CAPTURE_FORMATS)
  requireKnown('trust', options?.trust, BYTES_TRUST)
  return parse(bytes, { ...options, name: options?.name ?? 'capture' })
}
