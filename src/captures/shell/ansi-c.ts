/** The escapes of `$'...'` in bash, undone. Text is one character per byte, as everywhere in shell/. */

const SHORT: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
}

const NUMERIC = /x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c([\s\S])/y

/**
 * The bytes of the escape whose letter stands at a position, and where it ends. Code points become UTF-8;
 * an escape that bash does not know stays as it is.
 */
export function ansiEscape(text: string, at: number): { bytes: string; end: number } {
  const short = SHORT[text[at] ?? '']
  if (short !== undefined) return { bytes: short, end: at + 1 }
  NUMERIC.lastIndex = at
  const numeric = NUMERIC.exec(text)
  if (!numeric) return { bytes: `\\${text[at] ?? ''}`, end: at + 1 }
  const [whole, hex, unit, point, octal, control] = numeric
  const end = at + whole.length
  if (hex !== undefined) return { bytes: String.fromCharCode(Number.parseInt(hex, 16)), end }
  if (octal !== undefined) return { bytes: String.fromCharCode(Number.parseInt(octal, 8) & 0xff), end }
  if (control !== undefined)
    return { bytes: control === '?' ? '\x7f' : String.fromCharCode(control.charCodeAt(0) & 0x1f), end }
  const code = Number.parseInt(unit ?? point ?? '', 16)
  return code > 0x10ffff ? { bytes: `\\${whole}`, end } : pairedBytes(text, code, end)
}

// Chrome copies a character beyond the basic plane as two escapes, which together are one code point.
function pairedBytes(text: string, code: number, end: number): { bytes: string; end: number } {
  const low = code >= 0xd800 && code <= 0xdbff ? /^\\u(d[c-f][0-9a-f]{2})/i.exec(text.slice(end, end + 6)) : null
  const point = low ? 0x10000 + (code - 0xd800) * 0x400 + Number.parseInt(low[1]!, 16) - 0xdc00 : code
  const bytes = Buffer.from(String.fromCodePoint(point), 'utf8').toString('latin1')
  return { bytes, end: low ? end + 6 : end }
}
