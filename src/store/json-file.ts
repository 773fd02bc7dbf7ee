/** JSON files of the user's, with the line of each member for errors. */
import {
  findNodeAtLocation,
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { CvHookError, type ErrorCode } from '../core/errors.js'
import { parseJson } from '../core/parse-json.js'
import type { Json, Segment } from '../core/path.js'
import { readUserFile } from './files.js'

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
    return { value: parseJson(text), where: segments => `${path}:${lineOf(text, segments)}` }
  } catch (error) {
    if (error instanceof CvHookError) throw new CvHookError(code, `${path}: ${error.message}`, error.hints)
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
