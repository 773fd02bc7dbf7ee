/** What begins with `$` or a backtick in a shell: passed over, since only the shell knows what it stands for. */

const VARIABLE = /\$(?:[A-Za-z_]\w{0,200}|[0-9@*#?$!-])/y
const PRINTF = /\$\(printf '/y
const QUOTED_QUOTE = `"'"'`

/** Where an expansion ends: one character on when it is none, `undefined` when it is not closed. */
export function skipExpansion(text: string, at: number): number | undefined {
  const next = text[at + 1]
  if (text[at] === '`') return behind(text.indexOf('`', at + 1))
  if (next === '{') return behind(text.indexOf('}', at + 2))
  if (next === '(') return closingParenthesis(text, at + 2)
  VARIABLE.lastIndex = at
  const variable = VARIABLE.exec(text)
  return at + (variable ? variable[0].length : 1)
}

/**
 * `$(printf '...')`, in which mitmproxy writes a body with control characters as `\xNN`. Its other backslashes are the
 * body's own: mitmproxy does not double them, so the shell would mangle them; here they stay.
 */
export function undoPrintf(text: string, at: number): { bytes: string; end: number } | undefined {
  PRINTF.lastIndex = at
  if (!PRINTF.test(text)) return undefined
  const parts: string[] = []
  for (let from = PRINTF.lastIndex; ; ) {
    const close = text.indexOf("'", from)
    if (close === -1) return undefined
    parts.push(text.slice(from, close))
    if (!text.startsWith(QUOTED_QUOTE, close + 1)) {
      if (text[close + 1] !== ')') return undefined
      return { bytes: undoControls(parts.join("'")), end: close + 2 }
    }
    from = close + 1 + QUOTED_QUOTE.length
  }
}

/** Undoes `\xNN` for control characters, as mitmproxy writes them. */
export function undoControls(text: string): string {
  return text.replace(/\\x([01][0-9a-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function closingParenthesis(text: string, from: number): number | undefined {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at + 1
  }
  return undefined
}

const behind = (at: number) => (at === -1 ? undefined : at + 1)
