/** From a recording in any format to deliveries: the way in for everybody who reads captures. */
import { formatSize } from '../core/units.js'
import type { CapturedDelivery, CaptureFormat } from './delivery.js'
import { detectFormat, formatBeside } from './detect.js'
import { MAX_IN_MEMORY, plainFile } from './encoding.js'
import { READERS } from './formats.js'
import { applyKnown, type Known } from './known.js'
import { badCapture, Notices } from './problems.js'

/** How to read a recording. */
export interface ParseOptions extends Known {
  /** The file's name, or `stdin`: how deliveries and errors are named. */
  name: string
  /** The format; found by looking when absent, or `body` when a signature is given. */
  format?: CaptureFormat
  /** Reads a file that a curl command names (`@file`); absent when that is not allowed. What it throws is told, if it is a CvHookError. */
  readReferenced?: (path: string) => Uint8Array
}

/** What a recording holds. */
export interface ParsedCaptures {
  /** In the order of the recording. */
  deliveries: CapturedDelivery[]
  /** What was passed over, each naming where. */
  notices: string[]
}

const ANY_SIZE: ReadonlySet<CaptureFormat> = new Set(['cv-hook', 'har', 'body'])

/**
 * Reads all deliveries of a recording. A bad record never loses the others: it is named in the notices.
 *
 * @throws CvHookError `bad-capture` when the recording is in no known format, or nothing of it can be read
 */
export function parseCaptures(bytes: Uint8Array, options: ParseOptions): ParsedCaptures {
  const { name, signature, readReferenced } = options
  const format = options.format ?? (signature === undefined ? detectFormat(bytes, name) : formatBeside(bytes))
  const plain = format === 'body' ? { bytes, converted: false } : plainFile(bytes)
  if (plain.bytes.length > MAX_IN_MEMORY && !ANY_SIZE.has(format)) {
    throw badCapture(name, `has ${formatSize(bytes.length)}: a recording in this format may have 64 MB`, ['split it'])
  }
  const notices = new Notices(name)
  const deliveries = READERS[format]({ bytes: plain.bytes, name, signature, readReferenced }, notices)
  for (const delivery of deliveries) {
    if (plain.converted && format === 'http') {
      delivery.trust = 'logged'
      delivery.notes.push('the file is UTF-16: the text went through a conversion')
    }
    applyKnown(delivery, options)
  }
  return { deliveries, notices: notices.list() }
}
