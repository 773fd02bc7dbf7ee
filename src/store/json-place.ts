/** Where a member stands in a JSON file, and where and why one stops being JSON. Loaded when something is wrong. */
import { parseJson } from '../core/parse-json.js'
import type { Segment } from '../core/path.js'
import { JsonCursor } from '../events/json-cursor.js'
import { scanJson } from '../events/json-scan.js'

const COMMA = 0x2c
const COLON = 0x3a
const OPENING = new Set([0x5b, 0x7b])
const BETWEEN = new Set([COMMA, COLON])
const CLOSING = new Set([0x5d, 0x7d])

/** Where a text stops being JSON, as `line:column`, and why. */
export function jsonFault(text: string): { place: string; why: string } {
  const { offset, reason } = scanJson(text, 0).fault ?? { offset: 0, reason: 'not JSON' }
  const rest = text.slice(offset)
  const why = /^\/[/*]/.test(rest)
    ? 'a comment, which JSON does not have'
    : /^[\r\n]/.test(rest)
      ? 'a text without its closing quote'
      : reason
  return { place: `${lineAt(text, offset)}:${offset - text.slice(0, offset).lastIndexOf('\n')}`, why }
}

/** The line of the first name or number that is JSON, but that {@link parseJson} refuses. */
export function refusedLine(text: string): number {
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|-?\d[\d.eE+-]*/g)) {
    if (token.endsWith('"')) continue
    try {
      parseJson(token.endsWith(':') ? `{${token}0}` : token)
    } catch {
      return lineAt(text, index)
    }
  }
  return 1
}

/** The line of the member at a path of a text that is JSON, or of the nearest one above it. */
export function lineOf(text: string, path: readonly Segment[]): number {
  const cursor = new JsonCursor(text)
  cursor.peek()
  let offset = cursor.at
  for (const segment of path) {
    const inside = enter(cursor, segment)
    if (inside === undefined) break
    offset = inside
  }
  return lineAt(text, offset)
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

/** Moves from the start of a value to that of a member's; gives where the member starts, or nothing where there is none. */
function enter(cursor: JsonCursor, segment: Segment): number | undefined {
  if (!OPENING.has(cursor.peek())) return undefined
  const isList = cursor.text[cursor.at] === '['
  for (let index = 0; !CLOSING.has(cursor.peek()); index++) {
    cursor.at++
    if (CLOSING.has(cursor.peek())) return undefined
    const start = cursor.at
    const name = isList ? index : takeName(cursor)
    cursor.peek()
    if (name === segment) return start
    skip(cursor)
  }
  return undefined
}

function takeName(cursor: JsonCursor): string {
  const start = cursor.takeText('') - 1
  const name = JSON.parse(cursor.text.slice(start, cursor.at)) as string
  cursor.take(COLON, '')
  return name
}

/** Moves over a value. */
function skip(cursor: JsonCursor): void {
  let depth = 0
  do {
    const code = cursor.peek()
    if (OPENING.has(code)) depth++
    else if (CLOSING.has(code)) depth--
    else if (!BETWEEN.has(code)) {
      cursor.takeScalar()
      continue
    }
    cursor.at++
  } while (depth > 0)
}
