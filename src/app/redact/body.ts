/**
 * The body of a copy. JSON is redacted where it lies: also inside what was put around it, which is undone and done again
 * by the same fault that explains it.
 */
import { isUtf8 } from 'node:buffer'
import { brotliCompressSync, brotliDecompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { asBuffer } from '../../core/bytes.js'
import { isTokens, tokenize } from '../../core/json-tokens.js'
import { seededBytes } from '../../core/random.js'
import type { BodyFault } from '../../explain/body/fault.js'
import { BODY_FAULTS } from '../../explain/body/faults.js'
import type { ExplainInput } from '../../explain/explanation.js'
import { BodyView } from '../../explain/view.js'
import type { Disguise } from './disguise.js'
import { otherJson } from './json.js'
import { otherLoose } from './loose.js'

/** Wraps that are undone, one inside the other. */
const DEEPEST = 3
/** Versions of one wrap that are compared. */
const MOST_VERSIONS = 64

/**
 * The body with other values.
 *
 * @param route the faults of the body that are proven, outermost first: these are undone even where the body looks whole
 */
export function otherBody(input: ExplainInput, disguise: Disguise, route: readonly string[] = []): Buffer {
  return redacted(asBuffer(input.body), { input, disguise }, route, 0)
}

interface Run {
  readonly input: ExplainInput
  readonly disguise: Disguise
}

function redacted(bytes: Buffer, run: Run, route: readonly string[], depth: number): Buffer {
  const [head, ...rest] = route
  const named = BODY_FAULTS.find(one => one.id === head)
  if (named && depth < DEEPEST) {
    const wrap = wrapOf(named, bytes, run, true)
    if (wrap) return wrap.again(redacted(wrap.inner, run, rest, depth + 1))
  }
  const [start, end] = trimmedEnds(bytes)
  const inner = bytes.subarray(start, end)
  const text = isUtf8(inner) ? inner.toString('utf8') : undefined
  const tokens = text === undefined ? undefined : tokenize(text)
  if (tokens && isTokens(tokens)) {
    const other = Buffer.from(otherJson(tokens, run.disguise))
    return Buffer.concat([bytes.subarray(0, start), other, bytes.subarray(end)])
  }
  if (depth < DEEPEST) {
    for (const fault of BODY_FAULTS) {
      const wrap = fault.wraps && !UNSURE.has(fault.id) ? wrapOf(fault, bytes, run, false) : undefined
      if (wrap) return wrap.again(redacted(wrap.inner, run, [], depth + 1))
    }
  }
  return otherBytes(bytes, text === undefined ? undefined : bytes.toString('utf8'), run.disguise)
}

/** These can be undone in nearly any text. */
const UNSURE: ReadonlySet<string> = new Set(['body-latin1', 'body-typographic', 'body-trailing-bytes'])

interface Wrap {
  readonly inner: Buffer
  again(inner: Buffer): Buffer
}

/**
 * What a fault was done to, and how it is done again.
 *
 * @param proven whether the fault is known to be there, so that what is inside need not be JSON
 */
function wrapOf(fault: BodyFault, bytes: Buffer, { input }: Run, proven: boolean): Wrap | undefined {
  const special = again(fault, bytes)
  if (!fault.redo && !special) return undefined
  for (const { body } of taken(fault.undo?.(new BodyView(bytes, input.event), input))) {
    const inner = asBuffer(body)
    const view = new BodyView(inner, input.event)
    if (!proven && !view.tokens && !/^[[{]/.test(inner.toString('latin1', 0, 1))) continue
    if (special) return { inner, again: special }
    const same = taken(fault.redo!(view)).find(one => asBuffer(one.body).equals(bytes))
    const invertible = same ?? taken(fault.redo!(view)).find(one => undoes(fault, asBuffer(one.body), inner, input))
    if (!invertible) continue
    const { how } = invertible
    return {
      inner,
      again: other => {
        const versions = taken(fault.redo!(new BodyView(other, input.event)))
        const version = versions.find(one => one.how === how) ?? versions[0]
        return version ? asBuffer(version.body) : other
      },
    }
  }
  return undefined
}

function undoes(fault: BodyFault, bytes: Buffer, inner: Buffer, input: ExplainInput): boolean {
  return taken(fault.undo?.(new BodyView(bytes, input.event), input)).some(one => asBuffer(one.body).equals(inner))
}

function taken<T>(list: Iterable<T> | undefined): T[] {
  const all: T[] = []
  for (const one of list ?? []) if (all.push(one) >= MOST_VERSIONS) break
  return all
}

/** Wraps that no receiver is known to put around a body by itself: compression, and the framing of chunks. */
function again(fault: BodyFault, bytes: Buffer): Wrap['again'] | undefined {
  if (fault.id === 'body-compressed') {
    if (bytes[0] === 0x1f) return inner => gzipSync(inner)
    if ((bytes[0]! & 0x0f) === 8) return inner => deflateSync(inner)
    return isBrotli(bytes) ? inner => brotliCompressSync(inner) : inner => deflateRawSync(inner)
  }
  if (fault.id !== 'body-altered-by-proxy') return undefined
  const size = /^([0-9a-fA-F]{1,7})\r\n/.exec(bytes.toString('latin1', 0, 20))
  return size ? inner => inChunks(inner, Number.parseInt(size[1]!, 16)) : undefined
}

/** Nothing marks brotli. */
function isBrotli(bytes: Buffer): boolean {
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: MOST_OUTPUT }).length > 0
  } catch {
    return false
  }
}

const MOST_OUTPUT = 64 * 1024 ** 2

function inChunks(bytes: Buffer, size: number): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size)
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

/** Where a body begins and ends, without a byte order mark, NULs and blanks. */
function trimmedEnds(bytes: Buffer): [start: number, end: number] {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  let end = bytes.length
  while (end > start && (bytes[end - 1] === 0 || bytes[end - 1]! <= 0x20)) end--
  while (start < end && (bytes[start] === 0 || bytes[start]! <= 0x20)) start++
  return [start, end]
}

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f]/

/** What holds no JSON: text stays text; of anything else only how it begins may stay. */
function otherBytes(bytes: Buffer, text: string | undefined, disguise: Disguise): Buffer {
  if (text !== undefined) return Buffer.from(otherLoose(text, disguise))
  const single = bytes.toString('latin1')
  if (!CONTROL.test(single)) return Buffer.from(otherLoose(single, disguise), 'latin1')
  const other = Buffer.from(seededBytes(`${disguise.choices(single).next(65_536)} ${disguise.id(SEED)}`)(bytes.length))
  const kept = MAGIC.find(start => single.startsWith(start))?.length ?? 0
  bytes.copy(other, 0, 0, kept)
  return other
}

const SEED = '00000000-0000-4000-8000-000000000000'

/** How compressed data begins. */
const MAGIC = ['\x1f\x8b\x08', '\x28\xb5\x2f\xfd', '\x78\x9c', '\x78\x01', '\x78\xda', '\xff\xfe', '\xfe\xff']
