/** Bytes as text, where they are UTF-8. */
import { isUtf8 } from 'node:buffer'
import { asBuffer } from './bytes.js'

/** The text of bytes, a byte order mark included; `undefined` where they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? asBuffer(bytes).toString('utf8') : undefined
}
