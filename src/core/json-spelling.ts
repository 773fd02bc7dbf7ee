/** How a string or a number is spelled in JSON: as JavaScript does, or as another serializer does. */

/** A string token with its quotes, spelled as `JSON.stringify` does. */
export function jsString(raw: string): string {
  return raw.includes('\\') ? JSON.stringify(JSON.parse(raw)) : raw
}

/** What a string token says. */
export function decoded(raw: string): string {
  return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1)
}

const PLAIN_INTEGER = /^-?\d+$/

/** A number token spelled as `JSON.stringify` does; an integer of more digits than a double holds stays as it is. */
export function jsNumber(raw: string): string {
  if (PLAIN_INTEGER.test(raw)) return raw === '-0' ? '0' : raw
  const value = Number(raw)
  return Number.isFinite(value) ? String(value) : raw
}

/** A number token spelled as `JSON.stringify(JSON.parse(raw))` does: digits that a double does not hold are lost. */
export function roundedNumber(raw: string): string {
  const value = Number(raw)
  return Number.isFinite(value) ? String(value === 0 ? 0 : value) : 'null'
}

/** A number as Python writes a float, where it differs from JavaScript: `1e-05`, `1e+16`. */
export function pythonNumber(raw: string): string {
  if (PLAIN_INTEGER.test(raw)) return jsNumber(raw)
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  const [digits, power] = value.toExponential().split('e') as [string, string]
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) return Number.isInteger(value) ? `${value}.0` : decimal(value)
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

// JavaScript writes decimals down to 1e-6 plainly, which covers Python's range.
const decimal = (value: number) => String(value)

/** How a serializer escapes what JavaScript leaves as it is. */
export interface EscapeStyle {
  /** Characters beyond what JSON demands that are written as `\uXXXX`. */
  readonly escape: RegExp
  readonly upper?: boolean
  /** `/` becomes `\/`. */
  readonly slash?: boolean
}

/** The escape styles of serializers that are met in practice. */
export const ESCAPES = {
  /** Python's `ensure_ascii`, PHP. */
  ascii: { escape: /[\u007f-\uffff]/g },
  php: { escape: /[\u007f-\uffff]/g, slash: true },
  slash: { escape: /(?!)/g, slash: true },
  /** Go, and Rails. */
  go: { escape: /[<>&\u2028\u2029]/g },
  gson: { escape: /[<>&='\u2028\u2029]/g },
  /** System.Text.Json: everything but basic Latin, and what is special in HTML. */
  dotnet: { escape: /[<>&'+`"\u007f-\uffff]/g, upper: true },
  upper: { escape: /[\u007f-\uffff]/g, upper: true },
} as const satisfies Record<string, EscapeStyle>

/** A string token in an escape style. */
export function styledString(value: string, style: EscapeStyle): string {
  const plain = JSON.stringify(value)
  const inner = style.upper ? plain.slice(1, -1).replaceAll('\\"', '\\u0022') : plain.slice(1, -1)
  const escaped = inner.replace(style.escape, char => unicodeEscape(char, style.upper))
  return `"${style.slash ? escaped.replaceAll('/', '\\/') : escaped}"`
}

/** A writer of string tokens in an escape style. */
export const escaped =
  (style: EscapeStyle) =>
  (raw: string): string =>
    styledString(decoded(raw), style)

function unicodeEscape(char: string, upper = false): string {
  const hex = char.charCodeAt(0).toString(16).padStart(4, '0')
  return `\\u${upper ? hex.toUpperCase() : hex}`
}
