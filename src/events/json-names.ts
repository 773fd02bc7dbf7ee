/** Whether every member name of a JSON text made a member of the parsed value: the cheap way to know that none stands twice. */
import { MAX_DEPTH } from './json-scan.js'

const COLON = 0x3a
const QUOTE = 0x22
const SPACE = 0x20
const BACKSLASH = 0x5c

/**
 * Whether no object of a text has a name twice, and nothing nests too deep.
 *
 * @param text in UTF-8
 * @param value what the text was parsed to
 * @returns false also where that cannot be told so cheaply: a scan then tells
 */
export function hasPlainNames(text: Uint8Array, value: unknown): boolean {
  return countNames(text) === countMembers(value, 0)
}

/** At least as many as there are names: a text that begins with a colon counts too. NaN, which equals nothing, where a blank before a colon may hide a name's end. */
function countNames(text: Uint8Array): number {
  let count = 0
  for (let at = 1; at < text.length; at++) {
    if (text[at] !== COLON) continue
    const before = text[at - 1]!
    if (before === QUOTE) {
      let slashes = 0
      while (text[at - 2 - slashes] === BACKSLASH) slashes++
      if (slashes % 2 === 0) count++
    } else if (before <= SPACE) return Number.NaN
  }
  return count
}

/** NaN, which equals nothing, for a value that is too deep. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth === MAX_DEPTH) return Number.NaN
  let count = 0
  if (Array.isArray(value)) for (const item of value) count += countMembers(item, depth + 1)
  else {
    for (const name in value) {
      count += 1 + countMembers((value as Record<string, unknown>)[name], depth + 1)
    }
  }
  return count
}
