/** Files that an editor, PowerShell or a terminal wrote: a byte order mark, UTF-16, colours. */
import { asBuffer } from '../core/bytes.js'

/** Beyond this only formats that are read piece by piece, and a body itself, are taken. */
export const MAX_IN_MEMORY = 64 * 1024 ** 2

/** The bytes of a text file in UTF-8 without a byte order mark. */
export interface PlainFile {
  bytes: Uint8Array
  /** Whether it was UTF-16, so that its text went through a conversion. */
  converted: boolean
}

/** Drops a byte order mark, and turns UTF-16 that has one into UTF-8. */
export function plainFile(bytes: Uint8Array): PlainFile {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return { bytes: bytes.subarray(3), converted: false }
  const little = first === 0xff && second === 0xfe
  const big = first === 0xfe && second === 0xff
  if ((!little && !big) || bytes.length > MAX_IN_MEMORY) return { bytes, converted: false }
  const text = new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(bytes)
  return { bytes: Buffer.from(text, 'utf8'), converted: true }
}

const COLOURS = /\x1b\[[0-9;]{0,40}m/g

/** The text of a program's output without the colours that it has on a terminal; JSON holds no such character. */
export function uncoloured(bytes: Uint8Array): string {
  const text = asBuffer(bytes).toString('utf8')
  return text.includes('\x1b[') ? text.replace(COLOURS, '') : text
}
