/** A parsed object turned into text by the language: a repr that can be read back, or a constant that holds nothing. */
import { readLiteral } from '../../captures/log/literal.js'
import { readPrinted } from '../../captures/log/relaxed.js'
import { decoded, pythonNumber } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault } from './fault.js'

const CONSTANTS = [
  '[object Object]',
  'undefined',
  'null',
  '{}',
  '""',
  'None',
  'nil',
  'true',
  'false',
  '[object Promise]',
  '[object ReadableStream]',
  '[object ArrayBuffer]',
  '[object Uint8Array]',
  '{"type":"Buffer","data":[]}',
  'Array',
  "b''",
  '[]',
]

export const stringifiedObject: BodyFault = {
  id: 'body-stringified-object',
  wraps: true,
  decisive: true,
  *undo({ text, tokens }) {
    if (!text || tokens || text.length > TEXT_LIMIT) return
    const bytes = printedBytes(text)
    if (bytes) yield { body: bytes }
    const json = printedJson(text)
    if (json !== undefined) yield { body: json }
  },
  *redo({ tree, bytes }) {
    for (const constant of CONSTANTS) yield { body: constant, how: `the text ${constant}` }
    if (tree) {
      const repr = reprOf(tree)
      yield { body: repr, how: "a Python dict's repr" }
    }
    if (bytes.length <= TEXT_LIMIT) yield { body: reprOfBytes(bytes), how: "a Python bytes object's repr" }
  },
  evidence({ text }) {
    const bare = text?.trim()
    if (bare === undefined || bare === '') return undefined
    if (CONSTANTS.includes(bare)) return 'the body is a constant that a language prints for an object'
    if (bare.startsWith('map[')) return 'the body is what Go prints for a map'
    return bare.startsWith("{'") || bare.startsWith("b'") ? 'the body is the repr of a Python object' : undefined
  },
}

const reprOfText = (text: string) => quoted(text, /[\u0000-\u001f\u007f-\u00a0\u00ad]/g)
const reprOfBytes = (bytes: Buffer) => `b${quoted(bytes.toString('latin1'), /[\u0000-\u001f\u007f-\u00ff]/g)}`

/** A Python string: double quotes only where single ones stand inside and no double ones. */
function quoted(text: string, unprintable: RegExp): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inner = text
    .replaceAll('\\', '\\\\')
    .replace(/[\n\r\t]/g, char => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[char]!)
    .replace(unprintable, char => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return quote + (quote === "'" ? inner.replaceAll("'", "\\'") : inner) + quote
}

const PYTHON_WORDS: Record<string, string> = { null: 'None', true: 'True', false: 'False' }

function reprOf(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(reprOf).join(', ')}]`
  if (node.kind === 'object') {
    return `{${node.members.map(one => `${reprOfText(decoded(one.key))}: ${reprOf(one.value)}`).join(', ')}}`
  }
  if (node.kind === 'number') return pythonNumber(node.raw)
  return node.kind === 'text' ? reprOfText(decoded(node.raw)) : PYTHON_WORDS[node.raw]!
}

/** Compact JSON of a printed object; nothing where it cannot be read, is not whole, or is written as JSON writes it. */
function printedJson(text: string): string | undefined {
  const bare = text.trim()
  const printed = /^[{[]/.test(bare) ? readPrinted(bare, 0, { left: bare.length }) : undefined
  const isOther = printed !== undefined && !printed.cut && !printed.gaps && printed.by !== 'JSON'
  return isOther && printed.end === bare.length ? printed.json : undefined
}

/** The bytes of a printed Python bytes object. */
function printedBytes(text: string): Buffer | undefined {
  const bare = text.trim()
  const literal = /^b['"]/.test(bare) ? readLiteral(bare, 1) : undefined
  return literal?.end === bare.length && !/[^\u0000-\u00ff]/.test(literal.value)
    ? Buffer.from(literal.value, 'latin1')
    : undefined
}
