/** Whether every member name of a JSON text made a member of the parsed value: the cheap way to know that none stands twice. */
import { MAX_DEPTH } from './json-scan.js'

/** Blanks before a colon: a name's end is then not found by what follows its quote. */
const SPACED_COLONS = [' :', '\n:', '\r:', '\t:']

/**
 * Whether no object of a text has a name twice, and nothing nests too deep.
 *
 * @param value what the text was parsed to
 * @returns false also where that cannot be told so cheaply: a scan then tells
 */
export function hasPlainNames(text: string, value: unknown): boolean {
  return !SPACED_COLONS.some(colon => text.includes(colon)) && countNames(text) === countMembers(value, 0)
}

/** At least as many as there are names, if no name has a blank behind it: a text that begins with a colon counts too. */
function countNames(text: string): number {
  let count = 0
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) count++
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
