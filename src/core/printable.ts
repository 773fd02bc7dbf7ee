/**
 * Text from outside, made safe for a terminal or for the log of a CI system: nothing in it can move the cursor, hide
 * text or turn its direction, and no `##[command]` in it is obeyed.
 */

// C0/C1 controls, zero-width, bidi, line and paragraph separators, soft hyphen, BOM, interlinear, tags, lone surrogates.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu

/** Nearly every text that is shown: the search for what may not be is several times as slow. */
const PLAIN = /^[\x20-\x22\x24-\x7e]*$/

/** GitHub's runner, Azure's agent and TeamCity look for these anywhere in a line; marks between are invisible to them. */
const CI_COMMAND = /(#\p{M}*#[\p{M}\w]*)\[/gu

/**
 * Replaces every control, bidi, zero-width and otherwise invisible character by a visible escape (`\n`, `\x1b`, `\u202e`).
 *
 * @param keep characters of the unsafe set to leave as they are, e.g. `'\n'` for text shown over several lines
 */
export function printable(text: string, keep = ''): string {
  if (PLAIN.test(text)) return text
  const seen = text.replace(UNSAFE, char => (keep.includes(char) ? char : visible(char)))
  return seen.includes('#') ? seen.replace(CI_COMMAND, '$1\\x5b') : seen
}

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

function visible(char: string): string {
  const code = char.codePointAt(0)!
  return (
    SHORT[char] ??
    (code <= 0xff ? `\\x${hex(code, 2)}` : code <= 0xffff ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 0)}}`)
  )
}

const hex = (code: number, width: number) => code.toString(16).padStart(width, '0')
