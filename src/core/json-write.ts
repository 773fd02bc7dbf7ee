/** Writers of JSON with independent switches: blanks, spelling of strings, spelling of numbers. */
import { decoded, type EscapeStyle, jsNumber, jsString, styledString } from './json-spelling.js'
import { type JsonTokens, TOKEN } from './json-tokens.js'
import type { JsonNode } from './json-tree.js'

/** Whether a kind of token keeps its spelling, or gets JavaScript's. */
export interface Spelling {
  readonly strings: 'raw' | 'js'
  readonly numbers: 'raw' | 'js'
}

/** Writes tokens without blanks. Works at any depth; what needs no change is copied in whole runs. */
export function compactTokens(tokens: JsonTokens, spelling: Spelling): string {
  const { text, count, kinds, starts, ends } = tokens
  let out = ''
  let from = starts[0] ?? 0
  let upTo = from
  for (let at = 0; at < count; at++) {
    const start = starts[at]!
    const end = ends[at]!
    const respelled = respell(text, kinds[at]!, start, end, spelling)
    if (start !== upTo || respelled !== undefined) {
      out += text.slice(from, upTo)
      from = start
    }
    if (respelled !== undefined) {
      out += respelled
      from = end
    }
    upTo = end
  }
  return out + text.slice(from, upTo)
}

function respell(text: string, kind: number, start: number, end: number, spelling: Spelling): string | undefined {
  const string = kind === TOKEN.text || kind === TOKEN.name
  if (!(string ? spelling.strings === 'js' : kind === TOKEN.number && spelling.numbers === 'js')) return undefined
  const raw = text.slice(start, end)
  const js = string ? jsString(raw) : jsNumber(raw)
  return js === raw ? undefined : js
}

/** How a serializer writes. */
export interface WriteStyle {
  /** Between a name and its value; default `:`. */
  readonly colon?: string
  /** Between members where there is no indentation; default `,`. */
  readonly comma?: string
  /** One level of indentation; none: all on one line. */
  readonly indent?: string
  readonly escapes?: EscapeStyle | undefined
  /** Spells a number; default: as it is. */
  readonly number?: (raw: string) => string
}

/** Writes a tree; with no style compactly, every string as JavaScript spells it. */
export function writeTree(root: JsonNode, style: WriteStyle = {}): string {
  const { colon = ':', comma = ',', indent, escapes, number } = style
  const string = (raw: string) => (escapes ? styledString(decoded(raw), escapes) : jsString(raw))
  const wrap = (open: string, parts: string[], close: string, level: string) => {
    if (parts.length === 0) return open + close
    if (indent === undefined) return open + parts.join(comma) + close
    return `${open}\n${level}${indent}${parts.join(`,\n${level}${indent}`)}\n${level}${close}`
  }
  const write = (node: JsonNode, level: string): string => {
    if ('raw' in node) {
      if (node.kind === 'text') return string(node.raw)
      return number && node.kind === 'number' ? number(node.raw) : node.raw
    }
    const inner = indent === undefined ? '' : level + indent
    if (node.kind === 'array') {
      return wrap(
        '[',
        node.items.map(item => write(item, inner)),
        ']',
        level,
      )
    }
    const members = node.members.map(({ key, value }) => string(key) + colon + write(value, inner))
    return wrap('{', members, '}', level)
  }
  return write(root, '')
}
