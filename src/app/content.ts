/** What a body says once its content encoding is undone. The body itself stays as it came: that is what was signed, kept and passed on. */
import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions } from 'node:zlib'
import type { RawHeader } from '../captures/record.js'
import { headerValues } from '../core/headers.js'

/** Bytes beyond which nothing is decoded: a few bytes can stand for very many. */
const MOST_DECODED = 8 * 1024 ** 2

const DECODERS: Readonly<Record<string, (bytes: Uint8Array, options: ZlibOptions) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/** The decoded body; undefined where it has no encoding that is known, or cannot be decoded within the bound. */
export function decodedContent(headers: readonly RawHeader[], body: Uint8Array): Uint8Array | undefined {
  const [encoding, ...others] = headerValues(headers, 'content-encoding')
  const decode = encoding === undefined || others.length > 0 ? undefined : DECODERS[encoding.trim().toLowerCase()]
  if (!decode || body.length === 0) return undefined
  try {
    return decode(body, { maxOutputLength: MOST_DECODED })
  } catch {
    return undefined
  }
}
