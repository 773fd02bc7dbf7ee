/** Format `cv-hook`: our own capture, a receipt line for each delivery and an answer line that names the same id. */
import type { CapturedDelivery } from '../delivery.js'
import { answerOf, makeDelivery } from '../draft.js'
import { Notices } from '../problems.js'
import type { CaptureReader, CaptureStream, StreamOptions } from '../reader.js'
import { type ReadReceipt, readCaptureLine } from '../receipt-line.js'

/** Deliveries that wait for their answer line, and the bytes of their lines; an answer that comes later is not joined. */
const MAX_WAITING = 64
const MAX_WAITING_BYTES = 8 * 1024 ** 2
const NEWLINE = 0x0a

/** A stream of lines. */
export interface CaptureLineStream extends CaptureStream {
  /** Notes a line that the caller did not give, e.g. because it is longer than it reads. */
  skip(why: string): void
}

/**
 * Reads a capture line by line, for files of any size: `push` takes one line, with or without its newline. One over
 * 1 MiB it takes over: it is decoded in place, and its body is a part of it, so that it costs no memory besides its own.
 * One over 8 MiB is given at once, before its answer.
 */
export function captureLineParser({ name }: StreamOptions): CaptureLineStream {
  const notices = new Notices(name)
  const waiting: Array<{ id: string | undefined; bytes: number; delivery: CapturedDelivery }> = []
  let waitingBytes = 0
  let line = 0

  const release = (all: boolean) => {
    const done: CapturedDelivery[] = []
    while (waiting.length > 0) {
      const first = waiting[0]!.delivery
      const full = waiting.length > MAX_WAITING || waitingBytes > MAX_WAITING_BYTES
      if (!all && !full && first.answer === undefined && waiting[0]!.id !== undefined) break
      waitingBytes -= waiting.shift()!.bytes
      done.push(first)
    }
    return done
  }

  return {
    push(bytes) {
      line++
      const read = readCaptureLine(bytes[bytes.length - 1] === NEWLINE ? bytes.subarray(0, -1) : bytes)
      if (read.kind === 'bad') notices.add(`line ${line}`, read.why)
      else if (read.kind === 'receipt') {
        const delivery = toDelivery(read.receipt, `${name}, line ${line}`)
        waiting.push({ id: read.receipt.id, bytes: bytes.length, delivery })
        waitingBytes += bytes.length
      } else if (read.kind === 'answer') {
        const asked = waiting.find(one => one.id === read.id)
        const answer = answerOf(read.status)
        if (asked && answer) asked.delivery.answer = answer
        else if (asked) asked.id = undefined
      }
      return release(false)
    },
    skip(why) {
      line++
      notices.add(`line ${line}`, why)
    },
    end: () => release(true),
    notices: () => notices.list(),
  }
}

const LOSSY = 'the recording holds characters, such as half a surrogate pair, that no bytes stand for'

function toDelivery(receipt: ReadReceipt, source: string): CapturedDelivery {
  const { id, verdict, method, path, httpVersion, receivedAt, headers, body, complete, recordedAs } = receipt
  return makeDelivery({
    source,
    format: recordedAs?.format ?? 'cv-hook',
    trust: recordedAs?.trust ?? 'wire',
    id,
    verdict,
    method,
    path,
    httpVersion,
    receivedAt,
    headers,
    body,
    complete: complete && body !== undefined,
    lossy: receipt.lossy ? LOSSY : undefined,
    notes: body ? [] : ['the record has no body that can be decoded'],
  })
}

/** Reads a capture that is in memory; its bytes stay as they are. */
export const readCvHook: CaptureReader = ({ bytes, name }, notices) => {
  const stream = captureLineParser({ name })
  const deliveries: CapturedDelivery[] = []
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(NEWLINE, at)
    const end = feed === -1 ? bytes.length : feed
    for (const delivery of stream.push(Buffer.from(bytes.subarray(at, end)))) deliveries.push(delivery)
    at = end + 1
  }
  for (const delivery of stream.end()) deliveries.push(delivery)
  notices.adopt(stream.notices())
  return deliveries
}
