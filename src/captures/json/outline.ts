/** Which members the first JSON value of a file has, near its root; works on a file that is cut off as well. */

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const MAX_DEPTH = 3
const MAX_PATHS = 400
const LONGEST_NAME = 100

/** A container near the root: its path, and whether the next text is a member name. */
interface Level {
  path: string
  object: boolean
  name: string
  wantsName: boolean
}

/**
 * The paths of members down to three levels, as `log.entries` or `Records[].body`; of a list, those of all its items.
 *
 * @param limit how many bytes are looked at
 */
export function jsonOutline(bytes: Uint8Array, limit: number): Set<string> {
  const paths = new Set<string>()
  const levels: Level[] = []
  const end = Math.min(bytes.length, limit)
  let depth = 0
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]!
    const level = depth === levels.length ? levels.at(-1) : undefined
    if (byte === QUOTE) {
      const close = textEnd(bytes, at + 1, end)
      if (level?.wantsName && close < end && close - at <= LONGEST_NAME) {
        level.name = Buffer.from(bytes.subarray(at + 1, close)).toString('latin1')
        level.wantsName = false
        if (paths.size < MAX_PATHS) paths.add(join(level))
      }
      at = close
    } else if (byte === COMMA) {
      if (level) level.wantsName = level.object
    } else if (byte === 0x7b || byte === 0x5b) {
      if (depth === levels.length && depth < MAX_DEPTH) levels.push(opened(level, byte === 0x7b))
      depth++
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth === levels.length) levels.pop()
      depth--
      if (depth <= 0) break
    }
  }
  return paths
}

/** Where a text ends: the position of its closing quote, or the limit. */
export function textEnd(bytes: Uint8Array, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const byte = bytes[at]!
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) at++
  }
  return limit
}

function opened(parent: Level | undefined, object: boolean): Level {
  const path = parent ? (parent.object ? join(parent) : parent.path) : ''
  return { path: object ? path : `${path}[]`, object, name: '', wantsName: object }
}

const join = (level: Level) => (level.path === '' ? level.name : `${level.path}.${level.name}`)
