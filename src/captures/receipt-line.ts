/** One line of a cv-hook capture, read back: the body without a copy of it as text, the rest as JSON. */
import { isAscii } from 'node:buffer'
import { asBuffer } from '../core/bytes.js'
import { isObject } from '../core/path.js'
import { base64Bytes, base64InPlace, LONE_SURROGATE } from './body-text.js'
import { BYTES_TRUST, type BytesTrust, CAPTURE_FORMATS, type CaptureFormat } from './delivery.js'
import { momentOf, textOf } from './draft.js'
import { headersFrom } from './headers.js'
import { parsed } from './json/parsed.js'
import { decodeTextInPlace } from './json/text-bytes.js'
import type { RawHeader } from './record.js'

/** What a line is. */
export type CaptureLine =
  | { kind: 'receipt'; receipt: ReadReceipt }
  | { kind: 'answer'; id: string; status: number | undefined }
  | { kind: 'unknown' | 'blank' }
  | { kind: 'bad'; why: string }

/** A receipt as a delivery needs it. */
export interface ReadReceipt {
  id: string | undefined
  verdict: string | undefined
  method: string | undefined
  path: string | undefined
  httpVersion: string | undefined
  receivedAt: number | undefined
  headers: RawHeader[]
  body: Uint8Array | undefined
  complete: boolean
  lossy: boolean
  recordedAs: { format: CaptureFormat; trust: BytesTrust } | undefined
}

const TEXT_KEY = Buffer.from('"body":"')
const OPEN = 0x7b
const CODE_POINT = Buffer.from('\\u')
const BASE64_KEY = Buffer.from('"bodyBase64":"')
const BAD: CaptureLine = { kind: 'bad', why: 'is not JSON, or cut off; skipped' }
const MAX_WITHOUT_BODY = 8 * 1024 ** 2

/** Bytes of a line up to which a copy costs nothing. */
const SHORT = 1024 ** 2
const BEYOND_ASCII = /[\x80-\xff]/

/**
 * Reads a line. One over 1 MiB is taken over: its body is decoded in place and is a part of it.
 *
 * @param line without its newline
 */
export function readCaptureLine(line: Uint8Array): CaptureLine {
  const buffer = asBuffer(line)
  return buffer.length > SHORT ? readInPlace(buffer) : (readShort(buffer) ?? readInPlace(Buffer.from(buffer)))
}

/**
 * Most lines: parsed as latin1, which is several times as fast, and leaves the UTF-8 bytes of the body one character
 * each. An escaped code point would become a character too, and other texts would have to be UTF-8.
 */
function readShort(buffer: Buffer): CaptureLine | undefined {
  if (buffer[0] !== OPEN || buffer.includes(CODE_POINT)) return undefined
  const value = parsed(buffer.toString('latin1'))?.value
  const read = isObject(value) ? fromParsed(value, 'latin1') : undefined
  if (read?.kind !== 'receipt') return read
  return isAscii(buffer) || isAsciiBesideBody(read.receipt) ? read : undefined
}

function isAsciiBesideBody({ id, verdict, method, path, httpVersion, headers }: ReadReceipt): boolean {
  for (const [name, value] of headers) if (BEYOND_ASCII.test(name) || BEYOND_ASCII.test(value)) return false
  return [id, verdict, method, path, httpVersion].every(text => text === undefined || !BEYOND_ASCII.test(text))
}

function readInPlace(buffer: Buffer): CaptureLine {
  const textAt = buffer.indexOf(TEXT_KEY)
  const base64At = textAt === -1 ? buffer.indexOf(BASE64_KEY) : -1
  if (base64At === -1 && textAt === -1) return readWithoutBody(buffer)
  const from = textAt === -1 ? base64At + BASE64_KEY.length : textAt + TEXT_KEY.length
  const before = buffer.toString('utf8', 0, from - 1)
  const text = decodeTextInPlace(buffer, from)
  if (!text) return BAD
  // A number stands for the text now: a body that is not the line's own member leaves that one as it was.
  const envelope = parsed(`${before}0${buffer.toString('utf8', text.end)}`)?.value
  if (!isObject(envelope)) return BAD
  const read = fromParsed(envelope, 'utf8')
  const own = envelope[textAt === -1 ? 'bodyBase64' : 'body'] === 0
  if (read.kind !== 'receipt' || !own) return read
  const body = textAt === -1 ? base64InPlace(text.bytes) : text.bytes
  return { kind: 'receipt', receipt: { ...read.receipt, body, lossy: text.lossy || read.receipt.lossy } }
}

function readWithoutBody(buffer: Buffer): CaptureLine {
  if (buffer.length > MAX_WITHOUT_BODY) return { kind: 'bad', why: 'is no cv-hook record, and very long; skipped' }
  const start = buffer.findIndex(byte => byte > 0x20)
  if (start === -1) return { kind: 'blank' }
  if (buffer[start] !== OPEN) return BAD
  const text = buffer.toString('utf8')
  const value = parsed(text)?.value
  return isObject(value) ? fromParsed(value, 'utf8') : BAD
}

/** @param coding how the line's bytes were made characters */
function fromParsed(value: Record<string, unknown>, coding: 'latin1' | 'utf8'): CaptureLine {
  if ('cvHookAnswer' in value) {
    const { id, status } = value
    if (typeof id !== 'string') return { kind: 'bad', why: 'is an answer without an id; skipped' }
    return { kind: 'answer', id, status: typeof status === 'number' ? status : undefined }
  }
  if ('cvHookCapture' in value) {
    const says = ['headers', 'body', 'bodyBase64'].some(name => value[name] !== undefined)
    if (!says) return { kind: 'bad', why: 'is a record without headers and body; skipped' }
    return { kind: 'receipt', receipt: receiptOf(value, coding) }
  }
  const known = Object.keys(value).some(name => name.startsWith('cvHook'))
  return known ? { kind: 'unknown' } : { kind: 'bad', why: 'is no cv-hook record; skipped' }
}

function receiptOf(value: Record<string, unknown>, coding: 'latin1' | 'utf8'): ReadReceipt {
  const text = textOf(value['body'])
  const base64 = textOf(value['bodyBase64'])
  const recorded = isObject(value['recordedAs']) ? value['recordedAs'] : undefined
  return {
    id: textOf(value['id']),
    verdict: textOf(value['verdict']),
    method: textOf(value['method']),
    path: textOf(value['path']),
    httpVersion: textOf(value['httpVersion']),
    receivedAt: momentOf(value['receivedAt']),
    headers: headersFrom(value['headers']),
    body: text === undefined ? (base64 === undefined ? undefined : base64Bytes(base64)) : Buffer.from(text, coding),
    complete: value['complete'] !== false,
    lossy: recorded?.['lossy'] === true || (text !== undefined && coding === 'utf8' && LONE_SURROGATE.test(text)),
    recordedAs: recorded && recordedAs(recorded),
  }
}

/** A redacted copy is judged by what it was made of. */
function recordedAs({ format, bytes }: Record<string, unknown>): ReadReceipt['recordedAs'] {
  const known = CAPTURE_FORMATS.find(one => one === format)
  const trust = BYTES_TRUST.find(one => one === bytes)
  return known && trust && { format: known, trust }
}
