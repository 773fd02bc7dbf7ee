/** The one path syntax for members of a payload: `payload.decision.medInfo[0].dosage`, `["odd.key"]`. */
import { clip } from './clip.js'
import { CvHookError } from './errors.js'

/** One step of a path: a member name or an array index. */
export type Segment = string | number

/** JSON as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json }

const PLAIN_NAME = /^[A-Za-z_$][\w$-]*/
const MAX_INDEX = 10_000

/**
 * Reads a path.
 *
 * @throws CvHookError `usage` with the position of what cannot be read, or for a path into a prototype
 */
export function parsePath(text: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  while (at < text.length) {
    const [segment, length] = nextSegment(text, at, segments.length === 0)
    if (segment === '__proto__') throw new CvHookError('usage', 'a path may not contain __proto__')
    segments.push(segment)
    at += length
  }
  if (segments.length === 0) throw malformed(text, 0)
  return segments
}

function nextSegment(text: string, at: number, first: boolean): [Segment, number] {
  const rest = text.slice(at)
  const index = /^\[(\d{1,6})\]/.exec(rest)
  if (index) {
    if (Number(index[1]) > MAX_INDEX)
      throw new CvHookError('usage', `path "${clip(text)}": an index above ${MAX_INDEX}`)
    return [Number(index[1]), index[0].length]
  }
  const quoted = /^\[("(?:[^"\\]|\\.)*")\]/.exec(rest)
  if (quoted) return [unquote(quoted[1]!, text, at), quoted[0].length]
  const dot = first ? 0 : 1
  if (dot && rest[0] !== '.') throw malformed(text, at)
  const name = PLAIN_NAME.exec(rest.slice(dot))
  if (!name) throw malformed(text, at)
  return [name[0], dot + name[0].length]
}

function unquote(quoted: string, text: string, at: number): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    throw malformed(text, at)
  }
}

const malformed = (text: string, at: number) =>
  new CvHookError('usage', `path "${clip(text)}" cannot be read at character ${at + 1}`, [
    'write payload.decision.medInfo[0].dosage, or ["odd.key"] for a name with other characters',
  ])

/** Writes a path as {@link parsePath} reads it. */
export function formatPath(segments: readonly Segment[]): string {
  let text = ''
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`
    else if (PLAIN_NAME.exec(segment)?.[0] === segment) text += text === '' ? segment : `.${segment}`
    else text += `[${JSON.stringify(segment)}]`
  }
  return text
}

/** The value at a path, own members only; `undefined` where there is none. */
export function getAt(root: Json, path: readonly Segment[]): Json | undefined {
  let node: Json | undefined = root
  for (const segment of path) node = child(node, segment)
  return node
}

/**
 * Sets the value at a path, in place. Objects that are missing on the way are made; an index may extend an array by one.
 *
 * @throws CvHookError `unknown-path` where the way leads through a text, number, boolean or past the end of an array
 */
export function setAt(root: Json, path: readonly Segment[], value: Json): void {
  let node = root
  for (const [depth, segment] of path.entries()) {
    const last = depth === path.length - 1
    if (
      Array.isArray(node)
        ? typeof segment !== 'number' || segment > node.length
        : !isObject(node) || typeof segment === 'number'
    ) {
      throw new CvHookError(
        'unknown-path',
        `${clip(formatPath(path), 80)}: ${clip(formatPath(path.slice(0, depth)), 80) || 'the body'} is ${describe(node)}`,
      )
    }
    const next: Json = last ? value : (child(node, segment) ?? (typeof path[depth + 1] === 'number' ? [] : {}))
    define(node, segment, next)
    node = next
  }
}

/** Removes what stands at a path, in place; array items move up. Returns whether there was anything. */
export function unsetAt(root: Json, path: readonly Segment[]): boolean {
  const parent = getAt(root, path.slice(0, -1))
  const last = path.at(-1)!
  if (parent === undefined || child(parent, last) === undefined) return false
  if (Array.isArray(parent)) parent.splice(last as number, 1)
  else delete (parent as { [member: string]: Json })[last as string]
  return true
}

/**
 * Merges a patch into a value, in place, by RFC 7396: objects are merged, `null` removes a member, anything else replaces.
 *
 * @throws CvHookError `usage` when the patch holds a `__proto__` member
 */
export function mergeInto(target: { [member: string]: Json }, patch: { [member: string]: Json }, depth = 0): void {
  if (depth > 100) throw new CvHookError('usage', 'a merge may not be deeper than 100 levels')
  for (const [member, value] of Object.entries(patch)) {
    if (member === '__proto__') throw new CvHookError('usage', 'a merge may not contain __proto__')
    const present = child(target, member)
    if (value === null) delete target[member]
    else if (!isObject(value)) define(target, member, value)
    else {
      const base = present !== undefined && isObject(present) ? present : {}
      define(target, member, base)
      mergeInto(base, value, depth + 1)
    }
  }
}

/** Whether a value is a JSON object (not null, not an array). */
export function isObject(value: unknown): value is { [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function child(node: Json | undefined, segment: Segment): Json | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  if (Array.isArray(node)) return typeof segment === 'number' ? node[segment] : undefined
  return typeof segment === 'string' && Object.hasOwn(node, segment) ? node[segment] : undefined
}

// Assignment would call the `__proto__` setter; a definition only ever makes an own member.
function define(node: Json, segment: Segment, value: Json): void {
  Object.defineProperty(node, segment, { value, writable: true, enumerable: true, configurable: true })
}

function describe(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `an array of ${value.length}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
