/** The JSON documents of a file: one, one a line, or the whole items of a list that is cut off. */
import { asBuffer } from '../../core/bytes.js'
import { scanJson } from '../../events/json-scan.js'
import { badCapture, type Notices } from '../problems.js'
import { ItemScanner } from './items.js'
import { parsed } from './parsed.js'

/** One document, or one item of a list. */
export interface JsonDocument {
  value: unknown
  /** Where it stands: `line 3`, `item 2`; empty for a file that is one document. */
  where: string
}

const MAX_ITEM = 64 * 1024 ** 2
const MAX_SCANNED = 8 * 1024 ** 2

/**
 * Reads all documents of a file.
 *
 * @param list the names that lead to the format's list, from which whole items are saved when the file is cut off
 * @throws CvHookError `bad-capture` when there is none
 */
export function jsonDocuments(bytes: Uint8Array, list: readonly string[], notices: Notices): JsonDocument[] {
  const text = asBuffer(bytes).toString('utf8')
  const whole = parsed(text)
  if (whole) {
    if (!Array.isArray(whole.value)) return [{ value: whole.value, where: '' }]
    return whole.value.map((value: unknown, index) => ({ value, where: `item ${index + 1}` }))
  }
  const documents = byLine(text, notices) ?? saved(bytes, list, notices)
  if (documents.length > 0) return documents
  throw badCapture(notices.name, `is not JSON to its end${faultOf(text)}`, [
    'the file may be cut off: save it again, whole',
  ])
}

function byLine(text: string, notices: Notices): JsonDocument[] | undefined {
  const first = parsed(text.slice(0, Math.max(0, text.indexOf('\n'))))
  if (!first) return undefined
  const documents: JsonDocument[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const document = parsed(line)
    if (document) documents.push({ value: document.value, where: `line ${index + 1}` })
    else notices.add(`line ${index + 1}`, 'is not JSON, or cut off; skipped')
  }
  return documents
}

function saved(bytes: Uint8Array, list: readonly string[], notices: Notices): JsonDocument[] {
  const scanner = new ItemScanner({ path: list, limit: MAX_ITEM })
  const documents: JsonDocument[] = []
  for (const item of scanner.push(bytes)) {
    const document = item.bytes && parsed(Buffer.from(item.bytes).toString('utf8'))
    if (document) documents.push({ value: { [list[0] ?? '']: [document.value] }, where: `item ${item.number}` })
    else notices.add(`item ${item.number}`, 'is not JSON; skipped')
  }
  if (documents.length > 0 && !scanner.closed) notices.add('', 'is cut off; the items that are whole were read')
  return documents
}

function faultOf(text: string): string {
  if (text.length > MAX_SCANNED) return ''
  const { fault } = scanJson(text, 0)
  return fault ? `: character ${fault.offset + 1}, ${fault.reason}` : ''
}
