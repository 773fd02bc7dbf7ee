/** Whether something that was unwrapped may hold a JSON body, and so is worth looking into. */
import { asBuffer } from '../../core/bytes.js'

const LOOKED_AT = 32
/** JSON, a quoted or printed one, one with entities or percent signs, in a form field, in base64, in hex. */
const TEXT = /^(?:\xef\xbb\xbf)?[ \t\r\n]*(?:[{["'&]|b['"]|%7[bB]|[\w.-]{1,20}=|eyJ|ew|W3s|Wy|H4sI|7[bB]|5[bB]|1f8b)/
/** gzip, zlib, and both byte orders of UTF-16 with and without their mark. */
const BINARY = /^(?:\x1f\x8b|x[\x01\x5e\x9c\xda]|\xff\xfe|\xfe\xff|[{["]\0|\0[{["])/

/** Whether a body begins like JSON, or like one of the ways in which JSON is wrapped. */
export function isPlausible(body: Uint8Array | string): boolean {
  const start = typeof body === 'string' ? body.slice(0, LOOKED_AT) : asBuffer(body).toString('latin1', 0, LOOKED_AT)
  return TEXT.test(start) || BINARY.test(start)
}
