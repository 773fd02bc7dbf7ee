/** What may have become of a large body, in both directions. Each change costs one pass; what it needs is looked for first. */
import { isAscii, isUtf8 } from 'node:buffer'
import { BOM } from '../body/bom.js'
import { ADDED, blanksAround } from '../body/ends.js'
import { CHUNKED, chunksIn } from '../body/proxy.js'
import type { CauseId } from '../causes.js'
import { Compacted } from './blanks.js'
import { type Ending, type LargeChange, WHOLE } from './change.js'
import { singleBytesAsUtf8, utf8AsSingleBytes, utf8AsUtf16, utf16AsUtf8 } from './charsets.js'
import { decodedPieces, encodedPieces, encodingOf } from './encoded.js'
import { moved, redoneEndings, undoneEndings } from './ends.js'
import { otherLineEndings } from './line-endings.js'
import { type Pieces, piecesOf } from './pieces.js'

const PUT_BEFORE = ['\n', ' ', '\r\n'].map(text => Buffer.from(text))

/** The changes of one direction. */
export interface LargeChanges {
  /** The body as it is, with its endings. */
  readonly plain: LargeChange
  readonly others: Iterable<LargeChange>
}

/** What the sender may have signed, given the body at hand. */
export function undoneChanges(bytes: Buffer): LargeChanges {
  const endings = undoneEndings(bytes)
  return { plain: plainOf(bytes, endings), others: undone(bytes, endings) }
}

/** What a receiver may have hashed, given the right body. */
export function redoneChanges(bytes: Buffer): LargeChanges {
  const endings = redoneEndings(bytes)
  return { plain: plainOf(bytes, endings), others: redone(bytes, endings) }
}

const plainOf = (bytes: Buffer, endings: readonly Ending[]) => change([], '', () => piecesOf(bytes), endings)

function* undone(bytes: Buffer, endings: readonly Ending[]): Iterable<LargeChange> {
  const { start } = blanksAround(bytes)
  yield mark(bytes, endings)
  if (start > 0) yield change('body-trailing-bytes', '', () => piecesOf(bytes.subarray(start)), moved(endings, -start))
  for (const before of PUT_BEFORE)
    yield guess(change('body-trimmed', '', () => piecesOf(bytes, before), moved(endings, before.length)))
  yield* converted(bytes)
  if (bytes.length % 2 === 0) {
    const little = bytes[0] === 0xff && bytes[1] === 0xfe
    const big = bytes[0] === 0xfe && bytes[1] === 0xff
    const text = little || big ? bytes.subarray(2) : bytes
    if (little || bytes[1] === 0) yield change('body-utf16', '', () => utf16AsUtf8(text, false))
    if (big || bytes[0] === 0) yield change('body-utf16', '', () => utf16AsUtf8(text, true))
  }
  const encoding = encodingOf(bytes)
  if (encoding) yield change('body-base64-or-hex', `${encoding} decoded`, () => decodedPieces(bytes, encoding))
  const chunks = chunksIn(bytes)
  if (chunks) yield change('body-altered-by-proxy', CHUNKED, () => chunks)
}

function* redone(bytes: Buffer, endings: readonly Ending[]): Iterable<LargeChange> {
  yield mark(bytes, endings)
  yield change('body-trailing-bytes', 'a line feed put before', () => piecesOf(bytes, PUT_BEFORE[0]))
  yield* converted(bytes)
  for (const encoding of ['base64', 'base64url', 'hex'] as const)
    yield change('body-base64-or-hex', `as ${encoding}`, () => encodedPieces(bytes, encoding))
  yield change('body-base64-or-hex', 'as upper-case hex', () => encodedPieces(bytes, 'hex', true))
  if (!isUtf8(bytes)) return
  for (const big of [false, true]) {
    const how = `encoded as UTF-16, ${big ? 'big' : 'little'} endian`
    yield change('body-utf16', how, () => utf8AsUtf16(bytes, big))
    yield change('body-utf16', `${how}, with byte order mark`, () => marked(utf8AsUtf16(bytes, big), big))
  }
}

function mark(bytes: Buffer, endings: readonly Ending[]): LargeChange {
  if (bytes.subarray(0, 3).equals(BOM))
    return change('body-bom', 'the byte order mark dropped', () => piecesOf(bytes.subarray(3)), moved(endings, -3))
  return guess(change('body-bom', 'a byte order mark added', () => piecesOf(bytes, BOM), moved(endings, 3)))
}

const guess = (one: LargeChange): LargeChange => ({ ...one, guess: true })

/** What is looked for in both directions. */
function* converted(bytes: Buffer): Iterable<LargeChange> {
  for (const { how, pieces } of otherLineEndings(bytes)) yield change('body-line-endings', how, pieces)
  if (Compacted.fits(bytes)) {
    const compacted = new Compacted(bytes)
    yield change(compacted.causes, 'its blanks taken out', compacted.pieces)
  }
  if (isAscii(bytes)) return
  const text = isUtf8(bytes)
  for (const windows of [false, true]) {
    const charset = windows ? 'Windows-1252' : 'Latin-1'
    yield change('body-latin1', `read as ${charset}`, () => singleBytesAsUtf8(bytes, windows))
    if (text) yield change('body-latin1', `encoded as ${charset}`, () => utf8AsSingleBytes(bytes, windows))
  }
}

function* marked(pieces: Pieces, big: boolean): Pieces {
  yield Buffer.from(big ? [0xfe, 0xff] : [0xff, 0xfe])
  yield* pieces
}

const AFTER_ANY: readonly Ending[] = [
  WHOLE,
  ...ADDED.slice(0, 2).map(([added]): Ending => ({ added: Buffer.from(added), causes: ['body-trimmed'] })),
]

function change(
  causes: CauseId | readonly CauseId[] | (() => readonly CauseId[]),
  how: string,
  pieces: () => Pieces,
  endings: readonly Ending[] = AFTER_ANY,
): LargeChange {
  const list = typeof causes === 'string' ? [causes] : causes
  const route = typeof causes === 'function' ? 'json' : (list as readonly CauseId[]).join()
  return {
    causes: typeof list === 'function' ? list : () => list,
    route,
    ...(how !== '' && { how }),
    pieces,
    endings,
  }
}
