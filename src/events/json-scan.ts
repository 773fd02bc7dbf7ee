/**
 * One pass over JSON text for what `JSON.parse` does not tell without quoting the text: where it stops being JSON, which
 * member names stand twice in one object, and whether it nests too deep. Linear, and without recursion.
 */
import type { Segment } from '../core/path.js'
import { JsonCursor, JsonFault } from './json-cursor.js'

/** Levels of nesting beyond which a body is not looked at: `JSON.stringify` and others of the platform recurse. */
export const MAX_DEPTH = 500

/** What a scan came to. */
export interface JsonScan {
  /** Where and why the text is not JSON, or too deep; absent for good JSON. */
  fault: { offset: number; reason: string } | undefined
  /** Paths of members whose name stands in their object already. */
  duplicates: Segment[][]
}

/** An open object, with the names met in it, or an open array; `at` is where the scan is in it. */
interface Level {
  names: Set<string> | undefined
  at: Segment
}

const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d

/**
 * Scans JSON text.
 *
 * @param limit how many duplicates are kept
 */
export function scanJson(text: string, limit: number): JsonScan {
  const duplicates: Segment[][] = []
  try {
    walk(new JsonCursor(text), duplicates, limit)
    return { fault: undefined, duplicates }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    return { fault: { offset: error.offset, reason: error.reason }, duplicates }
  }
}

function walk(cursor: JsonCursor, duplicates: Segment[][], limit: number): void {
  const levels: Level[] = []
  for (;;) {
    if (!opens(cursor, levels)) cursor.takeScalar()
    else if (!closes(cursor, levels)) {
      enter(cursor, levels, duplicates, limit)
      continue
    }
    while (levels.length > 0 && cursor.peek() !== COMMA) {
      if (!closes(cursor, levels)) cursor.fail('expected a comma, or the end of an object or array')
    }
    if (levels.length === 0) break
    cursor.at++
    enter(cursor, levels, duplicates, limit)
  }
  cursor.peek()
  if (cursor.at < cursor.text.length) cursor.fail('expected nothing after the value')
}

function opens(cursor: JsonCursor, levels: Level[]): boolean {
  const code = cursor.peek()
  if (code !== OPEN_OBJECT && code !== OPEN_ARRAY) return false
  if (levels.length === MAX_DEPTH) cursor.fail(`nested deeper than ${MAX_DEPTH} levels`)
  levels.push(code === OPEN_OBJECT ? { names: new Set(), at: '' } : { names: undefined, at: -1 })
  cursor.at++
  return true
}

function closes(cursor: JsonCursor, levels: Level[]): boolean {
  if (cursor.peek() !== (levels.at(-1)!.names ? CLOSE_OBJECT : CLOSE_ARRAY)) return false
  levels.pop()
  cursor.at++
  return true
}

/** Moves to the next value of the innermost level: past its name, in an object. */
function enter(cursor: JsonCursor, levels: Level[], duplicates: Segment[][], limit: number): void {
  const level = levels.at(-1)!
  if (!level.names) {
    level.at = (level.at as number) + 1
    return
  }
  const start = cursor.takeText('expected a member name in double quotes')
  const raw = cursor.text.slice(start, cursor.at - 1)
  const name = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
  cursor.take(COLON, 'expected a colon after the member name')
  level.at = name
  if (!level.names.has(name)) level.names.add(name)
  else if (duplicates.length < limit) duplicates.push(levels.map(one => one.at))
}
