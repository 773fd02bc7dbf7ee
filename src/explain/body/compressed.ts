/** Bodies that are still compressed. What comes out is bounded, whatever a bomb promises. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { headerValue } from '../../core/headers.js'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

const MAX_RATIO = 100
const SMALLEST_CAP = 256 * 1024
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

export const compressed: BodyFault = {
  id: 'body-compressed',
  wraps: true,
  *undo({ bytes, text }) {
    if (bytes.length < 8 || bytes.length > TEXT_LIMIT) return
    const options = { maxOutputLength: Math.min(TEXT_LIMIT, Math.max(SMALLEST_CAP, bytes.length * MAX_RATIO)) }
    const attempts: Array<() => Buffer> = []
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) attempts.push(() => gunzipSync(bytes, options))
    else if ((bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0)
      attempts.push(() => inflateSync(bytes, options))
    else if (text === undefined && !bytes.subarray(0, 4).equals(ZSTD)) {
      attempts.push(
        () => brotliDecompressSync(bytes, options),
        () => inflateRawSync(bytes, options),
      )
    }
    for (const attempt of attempts) {
      try {
        yield { body: attempt() }
      } catch {
        // Not this format, cut off, or larger than allowed: no candidate.
      }
    }
  },
  evidence({ bytes, tokens }, { headers = [] }) {
    if (bytes.subarray(0, 4).equals(ZSTD)) return 'the body is zstd data, which is not decompressed here'
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'the body is gzip data'
    const coding = headerValue(headers, 'content-encoding')?.trim().toLowerCase()
    return coding && coding !== 'identity' && tokens
      ? 'the request was compressed (Content-Encoding), the body at hand is not'
      : undefined
  },
}
