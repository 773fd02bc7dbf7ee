/** Writers of JSON with independent switches: blanks, spelling of strings, spelling of numbers. */
import { jsNumber, jsString } from './json-spelling.js'
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
  /** Spells a string with its quotes; default: as JavaScript does. */
  readonly string?: (raw: string) => string
  /** Spells a number; default: as it is. */
  readonly number?: (raw: string) => string
}

/** Writes a tree; with no style compactly. */
export function writeTree(root: JsonNode, style: WriteStyle = {}): string {
  const { colon = ':', comma = ',', indent, string = jsString, number } = style
  let out = ''
  const write = (node: JsonNode, level: string): void => {
    if ('raw' in node) {
      out += node.kind === 'text' ? string(node.raw) : number && node.kind === 'number' ? number(node.raw) : node.raw
      return
    }
    const { length } = node.kind === 'array' ? node.items : node.members
    out += node.kind === 'array' ? '[' : '{'
    const inner = indent === undefined ? '' : `${level}${indent}`
    for (let at = 0; at < length; at++) {
      if (indent !== undefined) out += at > 0 ? `,\n${inner}` : `\n${inner}`
      else if (at > 0) out += comma
      if (node.kind === 'array') write(node.items[at]!, inner)
      else {
        const { key, value } = node.members[at]!
        out += string(key) + colon
        write(value, inner)
      }
    }
    if (indent !== undefined && length > 0) out += `\n${level}`
    out += node.kind === 'array' ? ']' : '}'
  }
  write(root, '')
  return out
}
