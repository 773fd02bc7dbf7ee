/** What stands out about bytes that are signed, seen while they pass in pieces: how they begin and end, and whether it is the sender's JSON. */
import { isUtf8 } from 'node:buffer'
import { isTokens, tokenize } from '../core/json-tokens.js'
import type { CauseId } from './causes.js'
import type { Where } from './explanation.js'
import { fingerprint } from './fingerprint.js'
import { lexicalCauses } from './json/lexical.js'
import { windowAt } from './where.js'

/** Masked bytes: letters as `x`, digits as `9`. */
type MaskedBytes = Pick<Where, 'text' | 'hex'>

/** What is told of signed bytes. */
export interface SignedBytes {
  bytes: number
  /** The first sixteen. */
  first: MaskedBytes
  /** The last sixteen. */
  last: MaskedBytes
  byteOrderMark: 'UTF-8' | 'UTF-16' | null
  /** What the bytes end with that a body of the sender does not end with. */
  end: 'CRLF' | 'line feed' | 'carriage return' | 'blank' | 'NUL' | null
  /** `compact`: spelled as the sender spells it; `unchecked`: larger than is kept in memory. */
  json: 'compact' | 'rewritten' | 'none' | 'unchecked'
  /** How the JSON differs from the sender's spelling. */
  causes: CauseId[]
  looksLike?: string
}

const WINDOW = 16

/** Bytes that are kept, to be looked at as JSON. */
const LARGEST = 8 * 1024 * 1024

/** Watches bytes pass; takes each piece like a hash does, and keeps no reference to it. */
export class SignedBytesWatch {
  #bytes = 0
  #kept: Buffer[] | undefined = []
  #first = Buffer.alloc(0)
  #last = Buffer.alloc(0)

  update(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    this.#bytes += chunk.length
    if (this.#first.length < WINDOW) this.#first = Buffer.concat([this.#first, chunk]).subarray(0, WINDOW)
    this.#last = Buffer.concat([this.#last, chunk.subarray(-WINDOW)]).subarray(-WINDOW)
    if (this.#bytes > LARGEST) this.#kept = undefined
    else this.#kept?.push(Buffer.from(chunk))
  }

  /** What was seen. */
  describe(): SignedBytes {
    const mark = byteOrderMark(this.#first)
    return {
      bytes: this.#bytes,
      first: masked(this.#first, 0),
      last: masked(this.#last, this.#last.length),
      byteOrderMark: mark,
      end: endOf(this.#last),
      ...this.#asJson(mark === 'UTF-8' ? 3 : 0),
    }
  }

  #asJson(start: number): Pick<SignedBytes, 'json' | 'causes' | 'looksLike'> {
    if (this.#kept === undefined) return { json: 'unchecked', causes: [] }
    const bytes = Buffer.concat(this.#kept).subarray(start)
    const text = isUtf8(bytes) ? bytes.toString('utf8') : undefined
    const tokens = text === undefined ? undefined : tokenize(text)
    if (text === undefined || tokens === undefined || !isTokens(tokens)) return { json: 'none', causes: [] }
    const causes = lexicalCauses(tokens, { strings: 'js', numbers: 'js' })
    const looksLike = causes.length > 0 ? fingerprint(text) : undefined
    return { json: causes.length > 0 ? 'rewritten' : 'compact', causes, ...(looksLike !== undefined && { looksLike }) }
  }
}

function masked(bytes: Buffer, at: number): MaskedBytes {
  const { text, hex } = windowAt(bytes, at)
  return { text, hex }
}

function byteOrderMark(first: Buffer): SignedBytes['byteOrderMark'] {
  const [one, two, three] = first
  if (one === 0xef && two === 0xbb && three === 0xbf) return 'UTF-8'
  return (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff) ? 'UTF-16' : null
}

const ENDS: Readonly<Record<number, SignedBytes['end']>> = {
  10: 'line feed',
  13: 'carriage return',
  32: 'blank',
  9: 'blank',
  0: 'NUL',
}

function endOf(last: Buffer): SignedBytes['end'] {
  if (last.at(-1) === 0x0a && last.at(-2) === 0x0d) return 'CRLF'
  return ENDS[last.at(-1) ?? -1] ?? null
}
