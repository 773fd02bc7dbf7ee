/**
 * Reads captures of any size, delivery by delivery: cv-hook's own and HTTP archives while they are read, a body up to
 * 96 MiB, all other formats up to 64 MiB at once.
 */
import type { CapturedDelivery, CaptureFormat } from '../captures/delivery.js'
import { MAX_IN_MEMORY, plainFile } from '../captures/encoding.js'
import { applyKnown, type Known } from '../captures/known.js'
import { isOwnCapture } from '../captures/own.js'
import { badCapture, FORMATS_HINT } from '../captures/problems.js'
import { formatSize } from '../core/units.js'
import { type CaptureSource, piecesOf, sourceName } from './capture-pieces.js'
import { streamOf } from './capture-streams.js'
import { Gathered } from './gathered.js'

export type { CaptureSource } from './capture-pieces.js'

/** Bytes of a body, or of a line of a capture, above which it is not read. */
const MAX_BODY = 96 * 1024 ** 2

/** The format is found by looking at so much of a file. */
const HEAD = 64 * 1024

/** How to read a capture. */
export interface ReadCaptureOptions extends Known {
  /** The format; found by looking when absent, or `body` when a signature is given. */
  format?: CaptureFormat
  /** The folder below which a curl command may name files (`@file`); without it none is read. */
  filesFolder?: string
}

/** A capture that is being read. */
export interface CaptureReading {
  /**
   * The deliveries, in the order of the file, to be read once. A body of more than 8 MiB is to be used before the next
   * delivery is asked for: its memory is then used again, and it is found empty.
   *
   * @throws CvHookError `unreadable`; `bad-capture` when nothing of it can be read; deliveries before a fault were given
   */
  deliveries: AsyncIterable<CapturedDelivery>
  /** The same, as they come out of each piece that is read, for whoever has many to look at: to wait for each costs more than to read it. */
  batches: AsyncIterable<readonly CapturedDelivery[]>
  /** What was passed over so far, each naming where. */
  notices(): string[]
}

/** Reads a capture from a file or from standard input, in memory that does not grow with it. */
export function readCaptureFile(source: CaptureSource, options: ReadCaptureOptions = {}): CaptureReading {
  const reading = new Reading(source, options)
  const batches = reading.batches()
  return { deliveries: each(batches), batches, notices: () => reading.notices() }
}

class Reading {
  readonly #name: string
  notices: () => string[] = () => []

  constructor(
    readonly source: CaptureSource,
    readonly options: ReadCaptureOptions,
  ) {
    this.#name = sourceName(source)
  }

  async *batches(): AsyncGenerator<CapturedDelivery[]> {
    let given = 0
    for await (const batch of this.#read(piecesOf(this.source))) {
      given += batch.length
      for (const delivery of batch) applyKnown(delivery, this.options)
      if (batch.length > 0) yield batch
    }
    if (given === 0) throw badCapture(this.#name, 'holds no delivery', [FORMATS_HINT])
  }

  /** The deliveries that end in each piece. */
  async *#read(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<CapturedDelivery[]> {
    try {
      const head = await headOf(pieces)
      const format = this.options.format ?? (await this.#formatOf(head))
      const { bytes, converted } = plainFile(head)
      const stream = converted ? undefined : await streamOf(format, this.#name, MAX_BODY)
      if (!stream) {
        yield await this.#whole(head, pieces, format)
        return
      }
      this.notices = stream.notices
      yield stream.push(bytes)
      for await (const piece of pieces) yield stream.push(piece)
      yield stream.end()
    } finally {
      await pieces.return(undefined)
    }
  }

  /** The format, as far as the beginning tells it. */
  async #formatOf(head: Uint8Array): Promise<CaptureFormat | undefined> {
    if (isOwnCapture(head)) return 'cv-hook'
    const { formatBeside, streamedFormat } = await import('../captures/detect.js')
    return this.options.signature === undefined ? streamedFormat(head) : formatBeside(head)
  }

  async #whole(
    head: Uint8Array,
    pieces: AsyncIterable<Uint8Array>,
    named: CaptureFormat | undefined,
  ): Promise<CapturedDelivery[]> {
    const [{ detectFormat }, { parseCaptures }] = await Promise.all([
      import('../captures/detect.js'),
      import('../captures/parse.js'),
    ])
    const gathered = new Gathered(MAX_BODY)
    let format = named
    const add = (piece: Uint8Array) => {
      gathered.add(piece)
      if (gathered.size <= MAX_IN_MEMORY) return
      format ??= detectFormat(gathered.bytes, this.#name)
      const limit = format === 'body' ? MAX_BODY : MAX_IN_MEMORY
      if (gathered.size > limit) throw tooLarge(this.#name, limit, format)
    }
    add(head)
    for await (const piece of pieces) add(piece)
    const { filesFolder } = this.options
    const readReferenced =
      filesFolder === undefined ? undefined : (await import('./referenced-files.js')).referencedFiles(filesFolder)
    const read = parseCaptures(gathered.bytes, { ...this.options, name: this.#name, format, readReferenced })
    this.notices = () => read.notices
    return read.deliveries
  }
}

async function* each(batches: AsyncIterable<CapturedDelivery[]>): AsyncGenerator<CapturedDelivery> {
  for await (const batch of batches) yield* batch
}

function tooLarge(name: string, limit: number, format: CaptureFormat) {
  const what = format === 'body' ? 'a body' : `a recording in the format ${format}`
  return badCapture(name, `is larger than ${formatSize(limit)}, which is the most that ${what} may have`, [
    format === 'body' ? 'cv-hook sign computes the signature of a file of any size' : 'split it',
  ])
}

/** The first bytes of a source: enough to tell the format, so that lines which come one by one are read as they come. */
async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let size = 0; size < HEAD; ) {
    const { value, done } = await pieces.next()
    if (done) break
    parts.push(Buffer.from(value))
    size += value.length
    if (size < HEAD && (await isStreamed(Buffer.concat(parts)))) break
  }
  return Buffer.concat(parts)
}

async function isStreamed(head: Uint8Array): Promise<boolean> {
  return isOwnCapture(head) || (await import('../captures/detect.js')).streamedFormat(head) !== undefined
}
