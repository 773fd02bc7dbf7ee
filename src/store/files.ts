/** The user's own files, read with errors that name the file and say what to do. */
import { readFileSync, statSync } from 'node:fs'
import {
  findNodeAtLocation,
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { CvHookError, type ErrorCode } from '../core/errors.js'
import type { Json, Segment } from '../core/path.js'

/** Larger files are refused where the whole is needed in memory. */
const MAX_BYTES = 256 * 1024 * 1024

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read (permissions)',
  EPERM: 'it may not be read (permissions)',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
}

/**
 * Reads a whole file.
 *
 * @param what how the error calls it, e.g. `--data`
 * @throws CvHookError `unreadable`
 */
export function readUserFile(path: string, what: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > MAX_BYTES) throw new CvHookError('unreadable', `${what}: ${path} is larger than 256 MB`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof CvHookError) throw error
    throw new CvHookError('unreadable', `${what}: cannot read ${path}: ${reason(error)}`)
  }
}

/** Why the system refused a file, in words. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return REASONS[code] ?? (code || 'unknown reason')
}

/** JSON of a file, with the places of its members. */
export interface JsonFile {
  value: Json
  /** `file:line` of the member at a path, or of the nearest one above it. */
  where(path: Segment[]): string
}

/**
 * Reads a JSON file.
 *
 * @param code the error's code when it is not JSON
 * @throws CvHookError `unreadable`, or `code` with file, line and column
 */
export function readJsonFile(path: string, what: string, code: ErrorCode = 'usage'): JsonFile {
  const text = readUserFile(path, what)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  try {
    return { value: JSON.parse(text) as Json, where: segments => `${path}:${lineOf(text, segments)}` }
  } catch {
    const errors: ParseError[] = []
    parseTree(text, errors, { disallowComments: true })
    const [first] = errors
    const place = first ? position(text, first.offset) : { line: 1, column: 1 }
    const why = first ? words(printParseErrorCode(first.error)) : 'not JSON'
    throw new CvHookError(code, `${path}:${place.line}:${place.column}: not JSON: ${why}`)
  }
}

function lineOf(text: string, segments: readonly Segment[]): number {
  const tree = parseTree(text)
  for (let length = segments.length; tree && length >= 0; length--) {
    const node: JsonNode | undefined = length === 0 ? tree : findNodeAtLocation(tree, segments.slice(0, length))
    if (node) return position(text, (node.parent?.type === 'property' ? node.parent : node).offset).line
  }
  return 1
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** `CommaExpected` as `comma expected`. */
const words = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
