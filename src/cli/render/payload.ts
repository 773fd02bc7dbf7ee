/** A body on a terminal: indented, coloured, folded where it is deep or long, documents as type and size. */
import { printable } from '../../core/printable.js'
import { noun } from '../../core/units.js'
import { maskedDocument } from '../../events/placeholder.js'
import type { Page, Style } from './style.js'

/** How much of a body is shown. */
const DEEPEST = 8
const MOST_ITEMS = 5
const MOST_MEMBERS = 60
const MOST_LINES = 200
const LONGEST_TEXT = 300
/** A value of so few members may stand in one line. */
const MOST_INLINE = 3
/** A text of base64 from here on is taken for a document. */
const DOCUMENT_LENGTH = 200

/** The lines of a value, without indentation of their own. */
export function payloadLines(value: unknown, style: Style, columns: number): string[] {
  const lines: string[] = []
  write(value, '', '', '', 0, { style, columns, lines })
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES), style.dim(`... ${lines.length - MOST_LINES} more lines`)]
}

interface Sheet extends Page {
  lines: string[]
}

function write(value: unknown, indent: string, label: string, end: string, depth: number, page: Sheet): void {
  const { style, lines } = page
  if (typeof value !== 'object' || value === null) {
    const taken = indent.length + plainLength(label) + end.length
    if (label === '' || taken + wantedRoom(value) <= page.columns) {
      lines.push(`${indent}${label}${scalar(value, page, taken)}${end}`)
    } else {
      const inner = `${indent}  `
      lines.push(`${indent}${label.trimEnd()}`, `${inner}${scalar(value, page, inner.length + end.length)}${end}`)
    }
    return
  }
  const isList = Array.isArray(value)
  const [open, close] = isList ? '[]' : '{}'
  const names = isList ? undefined : Object.keys(value)
  const size = isList ? value.length : names!.length
  const inline = size <= MOST_INLINE ? inOneLine(value, page) : undefined
  if (size === 0) lines.push(`${indent}${label}${open}${close}${end}`)
  else if (inline !== undefined && indent.length + plainLength(label + inline + end) <= page.columns) {
    lines.push(`${indent}${label}${inline}${end}`)
  } else if (depth >= DEEPEST) {
    lines.push(`${indent}${label}${open} ${style.dim(`... ${count(size, isList)}`)} ${close}${end}`)
  } else {
    lines.push(`${indent}${label}${open}`)
    const shown = Math.min(size, isList ? MOST_ITEMS : MOST_MEMBERS)
    for (let at = 0; at < shown && lines.length <= MOST_LINES; at++) {
      const name = names?.[at]
      const inner = name === undefined ? value[at as never] : (value as Record<string, unknown>)[name]
      const own = name === undefined ? '' : `${memberName(name, page)}: `
      write(inner, `${indent}  `, own, at < size - 1 ? ',' : '', depth + 1, page)
    }
    if (size > shown) lines.push(`${indent}  ${style.dim(`... ${size - shown} more`)}`)
    lines.push(`${indent}${close}${end}`)
  }
}

/** Columns beside its name without which a text stands below it. */
const ROOM = 24

const wantedRoom = (value: unknown) =>
  typeof value === 'string' ? Math.min(ROOM, value.length + 2) : String(value).length

/** A small value in one line, if all that is in it is plain. */
function inOneLine(value: object, page: Sheet): string | undefined {
  const inner = Object.values(value)
  if (inner.some(one => typeof one === 'object' && one !== null)) return undefined
  const words = inner.map(one => scalar(one, page, 0))
  if (Array.isArray(value)) return `[${words.join(', ')}]`
  return `{ ${Object.keys(value)
    .map((name, at) => `${memberName(name, page)}: ${words[at]}`)
    .join(', ')} }`
}

const memberName = (name: string, { style }: Sheet) => style.cyan(JSON.stringify(printable(name.slice(0, 80))))

const count = (size: number, isList: boolean) => `${size} ${noun(size, isList ? 'item' : 'member')}`

const plainLength = (text: string) => text.replace(/\x1b\[\d+m/g, '').length

function scalar(value: unknown, { style, columns }: Sheet, taken: number): string {
  if (typeof value === 'string') return style.green(text(value, Math.max(8, columns - taken)))
  if (typeof value === 'number') return style.yellow(Number.isFinite(value) ? String(value) : '<beyond a double>')
  return style.yellow(String(value))
}

/** A text in quotes, cut to its room; a document is told by its first bytes. */
function text(value: string, room: number): string {
  if (value.length >= DOCUMENT_LENGTH && /^[A-Za-z0-9+/_-]{200}/.test(value)) {
    return maskedDocument(value)
  }
  const quoted = JSON.stringify(printable(value.slice(0, LONGEST_TEXT)))
  const whole = value.length <= LONGEST_TEXT
  return whole && quoted.length <= room ? quoted : `${quoted.slice(0, Math.max(8, room - 4)).replace(/"$/, '')}..."`
}
