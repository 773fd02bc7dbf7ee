/** JSON files of the user's, with the line of each member for errors. */
import { CvHookError, type ErrorCode } from '../core/errors.js'
import { parseJson } from '../core/parse-json.js'
import type { Json, Segment } from '../core/path.js'
import { readUserFile } from './files.js'

/** JSON of a file, with the places of its members. */
export interface JsonFile {
  value: Json
  /** `file:line` of the member at a path, or of the nearest one above it. */
  where(path: Segment[]): Promise<string>
}

/**
 * Reads a JSON file.
 *
 * @param code the error's code when it is not JSON
 * @throws CvHookError `unreadable`, or `code` with file, line and column
 */
export async function readJsonFile(path: string, what: string, code: ErrorCode = 'usage'): Promise<JsonFile> {
  const text = readUserFile(path, what)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const where = async (segments: Segment[]) => {
    const { lineOf } = await import('./json-place.js')
    return `${path}:${lineOf(text, segments)}`
  }
  try {
    return { value: parseJson(text), where }
  } catch (error) {
    const { jsonFault, refusedLine } = await import('./json-place.js')
    if (error instanceof CvHookError) {
      // Its hints are for bodies.
      const hints = code === 'usage' ? error.hints : []
      throw new CvHookError(code, `${path}:${refusedLine(text)}: ${error.message}`, hints)
    }
    const { place, why } = jsonFault(text)
    throw new CvHookError(code, `${path}:${place}: not JSON: ${why}`)
  }
}
