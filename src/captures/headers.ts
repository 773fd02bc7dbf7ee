/** Headers as the formats write them: lists of pairs, lists of objects, or maps of names to one value or to several. */
import { isObject } from '../core/path.js'
import { SIGNATURE_HEADER } from '../core/signature.js'
import type { RawHeader } from './record.js'

/** Whether a signature header is there. */
export function hasSignature(headers: readonly RawHeader[]): boolean {
  return headers.some(header => header[0].toLowerCase() === SIGNATURE_HEADER)
}

/** One header; text beyond latin1 becomes the code points of its UTF-8 bytes, as a server would give it. */
export function rawHeader(name: string, value: string): RawHeader {
  return [latin1(name), latin1(value)]
}

const latin1 = (text: string) => (/[^\u0000-\u00ff]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text)

/** Headers of any shape that a format may use; what has none of these shapes is left out. */
export function headersFrom(value: unknown): RawHeader[] {
  const headers: RawHeader[] = []
  if (Array.isArray(value)) {
    for (const item of value) {
      if (Array.isArray(item)) addHeader(headers, item[0], item[1])
      else if (isObject(item)) addHeader(headers, item['name'], item['value'])
    }
  } else if (isObject(value)) {
    for (const [name, held] of Object.entries(value)) addHeader(headers, name, held)
  }
  return headers
}

function addHeader(headers: RawHeader[], name: unknown, held: unknown): void {
  if (typeof name !== 'string') return
  for (const value of Array.isArray(held) ? held : [held]) {
    if (typeof value === 'string') headers.push(rawHeader(name, value))
    else if (typeof value === 'number' || typeof value === 'boolean') headers.push(rawHeader(name, String(value)))
  }
}
