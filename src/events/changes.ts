/** Changes that a user makes to a fixture: `--set`, `--set-string`, `--unset`, `--merge`, `--pad`. */
import { clip } from '../core/clip.js'
import { CvHookError } from '../core/errors.js'
import { parseJson } from '../core/parse-json.js'
import {
  formatPath,
  getAt,
  isObject,
  type Json,
  mergeInto,
  parsePath,
  type Segment,
  setAt,
  unsetAt,
} from '../core/path.js'
import { nearest } from '../core/suggest.js'

/** Larger bodies than this do not fit one text of Node's. */
const MAX_PAD = 256 * 1024 * 1024

/** One change, as read from the command line or a scenario step. */
export type Change =
  | { kind: 'set'; path: Segment[]; value: Json }
  | { kind: 'set-text'; path: Segment[]; raw: string; literal: boolean }
  | { kind: 'unset'; path: Segment[] }
  | { kind: 'merge'; patch: { [member: string]: Json } }

/** What a schema knows of an event's members: array items are written `medInfo[]`. */
export interface MemberKnowledge {
  paths: ReadonlyMap<string, { type: string }>
}

/** Reads `path=value` of `--set` (JSON, or text where the schema says text) or `--set-string` (`literal`: always text). */
export function parseSet(option: string, literal: boolean): Change {
  const equals = splitSet(option)
  if (equals === -1) {
    throw new CvHookError('usage', `"${clip(option)}" has no "="`, ['write --set payload.case.status=APPROVED'])
  }
  return { kind: 'set-text', path: parsePath(option.slice(0, equals)), raw: option.slice(equals + 1), literal }
}

/**
 * Applies changes in their order, in place.
 *
 * @param force adds paths that neither the schema nor the body has, instead of refusing them
 * @returns the paths that this body lacks: what was to be removed, and with `skipMissing` also what was to be changed
 * @throws CvHookError `unknown-path` with the nearest known paths; `usage` for a value that is neither JSON nor text
 */
export function applyChanges(
  body: Json,
  changes: readonly Change[],
  knowledge: MemberKnowledge,
  options: { force?: boolean; skipMissing?: boolean } = {},
): string[] {
  const missed: string[] = []
  for (const change of changes) {
    if (change.kind === 'merge') {
      const fits = options.force || leaves(change.patch).every(path => known(body, path, knowledge, options, missed))
      if (fits && isObject(body)) mergeInto(body, change.patch)
      continue
    }
    if (!options.force && !known(body, change.path, knowledge, options, missed)) continue
    if (change.kind === 'unset') {
      if (!unsetAt(body, change.path)) missed.push(formatPath(change.path))
      continue
    }
    const value = change.kind === 'set' ? structuredClone(change.value) : readValue(change, body, knowledge)
    setAt(body, change.path, value)
  }
  return missed
}

/** Every text that the changes put into a body, e.g. an id of the user's own. */
export function textsSet(changes: readonly Change[]): string[] {
  const texts = (value: Json, depth = 0): string[] => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null && depth < 20
      ? Object.values(value).flatMap(one => texts(one, depth + 1))
      : []
  }
  return changes.flatMap(change => {
    if (change.kind === 'set-text') return [change.raw, ...texts(readJson(change.raw) ?? null)]
    if (change.kind === 'set') return texts(change.value)
    return change.kind === 'merge' ? texts(change.patch) : []
  })
}

/**
 * Grows the first document of a body, with blanks after its end, until the compact body has at least `bytes` bytes
 * (at most three more: base64 comes in fours).
 *
 * @throws CvHookError `usage` when there is no inline document to grow, or the body is already larger
 */
export function padDocument(body: Json, bytes: number): void {
  if (bytes > MAX_PAD) throw new CvHookError('usage', '--pad: at most 256mb')
  const holder = findDocument(body, 0)
  if (!holder) {
    throw new CvHookError('usage', '--pad needs an event with an inline document', [
      'ADD_CASE_ATTACHMENT and ADD_CASE_COMMENT carry one, with --documents base64',
    ])
  }
  const size = Buffer.byteLength(JSON.stringify(body))
  if (size > bytes) throw new CvHookError('usage', `--pad ${bytes}: the body already has ${size} bytes`)
  const content = Buffer.from(holder['content'] as string, 'base64')
  const wanted = Math.ceil((bytes - size + (holder['content'] as string).length) / 4) * 3
  holder['content'] = Buffer.concat([content, Buffer.alloc(Math.max(0, wanted - content.length), 0x20)]).toString(
    'base64',
  )
}

function known(
  body: Json,
  path: readonly Segment[],
  knowledge: MemberKnowledge,
  options: { skipMissing?: boolean },
  missed: string[],
): boolean {
  if (knowledge.paths.has(pattern(path)) || getAt(body, path) !== undefined) {
    if (!options.skipMissing || getAt(body, path.slice(0, -1)) !== undefined) return true
  }
  const text = formatPath(path)
  if (options.skipMissing) {
    missed.push(text)
    return false
  }
  throw unknownMember(text, knowledge.paths.keys())
}

/** The error for a path that is none, with the nearest of the paths that are known. */
export function unknownMember(path: string, known: Iterable<string>, whose = 'this event has no'): CvHookError {
  return new CvHookError('unknown-path', `${whose} member ${clip(path, 80)}`, [
    ...nearest(path, known).map(one => `did you mean ${one.replaceAll('[]', '[0]')}?`),
    '--force adds a member that is not known',
  ])
}

function readValue(change: Change & { kind: 'set-text' }, body: Json, knowledge: MemberKnowledge): Json {
  if (change.literal) return change.raw
  const present = getAt(body, change.path)
  const type = knowledge.paths.get(pattern(change.path))?.type ?? (present === null ? 'unknown' : typeof present)
  const isText = /\bstring\b/.test(type)
  // Digits of a phone number or an id are text; only a member that may also be a number takes them as one.
  if (/^-?[\d.eE+-]+$/.test(change.raw) && isText && !/number|integer/.test(type)) return change.raw
  const value = readJson(change.raw)
  if (value !== undefined) return value
  if (isText || type === 'unknown' || type === 'undefined') return change.raw
  throw new CvHookError(
    'usage',
    `--set ${clip(formatPath(change.path), 80)}: "${clip(change.raw)}" is not JSON, and the member is ${type}`,
    ['use --set-string to send text all the same'],
  )
}

function readJson(raw: string): Json | undefined {
  try {
    return parseJson(raw)
  } catch (error) {
    if (error instanceof CvHookError) throw error
    return undefined
  }
}

function leaves(patch: { [member: string]: Json }, prefix: Segment[] = []): Segment[][] {
  if (prefix.length > 100) throw new CvHookError('usage', 'a merge may not be deeper than 100 levels')
  return Object.entries(patch).flatMap(([member, value]) =>
    isObject(value) && Object.keys(value).length > 0 ? leaves(value, [...prefix, member]) : [[...prefix, member]],
  )
}

function findDocument(node: Json, depth: number): { [member: string]: Json } | undefined {
  if (depth > 8 || typeof node !== 'object' || node === null) return undefined
  if (isObject(node) && typeof node['content'] === 'string') return node
  for (const value of Object.values(node)) {
    const found = findDocument(value, depth + 1)
    if (found) return found
  }
  return undefined
}

/** `medInfo[0].dosage` as the schema writes it: `medInfo[].dosage`. */
const pattern = (path: readonly Segment[]) => anyItem(formatPath(path))

/** A path as a schema has it: of whatever item of an array. */
export const anyItem = (path: string) => path.replace(/\[\d+\]/g, '[]')

/** Where the "=" is that ends the path, one inside `["a=b"]` not counted; -1 where there is none. */
export function splitSet(option: string): number {
  let quoted = false
  for (let at = 0; at < option.length; at++) {
    const char = option[at]
    if (quoted && char === '\\') at++
    else if (char === '"') quoted = !quoted
    else if (char === '=' && !quoted) return at
  }
  return -1
}
