/** What stands in place of a value that is not shown: its kind and about how long it is. Plain ASCII. */
import { formatSize, noun } from '../core/units.js'

const CLASSES = [5, 10, 20, 50, 100, 200, 500, 1000, 10_000]

/** A class of lengths: `1-5`, `11-20`, `over 10000`. */
export function lengthClass(length: number): string {
  let from = 1
  for (const to of CLASSES) {
    if (length <= to) return `${from}-${to}`
    from = to + 1
  }
  return `over ${CLASSES.at(-1)}`
}

/** Stands for a text. The empty text tells nothing and stays. */
export function maskedText(value: string, kind = 'text'): string {
  return value === '' ? '' : `<${kind}, ${lengthClass(value.length)} chars>`
}

/** Stands for a document's inline bytes: what kind it is, by its first bytes, and its size. */
export function maskedDocument(base64: string): string {
  return base64 === '' ? '' : `<${documentKind(base64)}, ${formatSize(Math.floor((base64.length * 3) / 4))}>`
}

/** How the base64 of well-known files begins. */
const BEGINNINGS: ReadonlyArray<readonly [start: string, kind: string]> = [
  ['JVBERi', 'PDF document'],
  ['iVBORw0KGgo', 'PNG picture'],
  ['/9j/', 'JPEG picture'],
  ['R0lGOD', 'GIF picture'],
  ['SUkq', 'TIFF picture'],
  ['UEsDB', 'ZIP or office document'],
  ['0M8R4', 'office document'],
]

const documentKind = (base64: string): string =>
  BEGINNINGS.find(([start]) => base64.startsWith(start))?.[1] ?? 'document'

/** Stands for any value of which nothing is known. Null stays, and so does an empty text. */
export function maskedValue(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return maskedText(value)
  if (Array.isArray(value)) return `<array, ${count(value.length, 'item')}>`
  if (typeof value === 'object') return `<object, ${count(Object.keys(value).length, 'member')}>`
  return `<${typeof value}>`
}

const count = (number: number, one: string) => `${number} ${noun(number, one)}`
