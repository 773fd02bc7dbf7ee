/** Reading back what Python, Ruby and Node print for an object. One pass, no recursion. */

const WORDS: Record<string, string> = { None: 'null', True: 'true', False: 'false', nil: 'null', undefined: 'null' }
const BLANKS = ' \n\r\t'
const WORD = /[A-Za-z_$][\w$]*/y
const NUMBER = /-?\d[\d.eE+-]*/y
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', 0: '\0', a: '\x07', v: '\v' }

/** Compact JSON of a printed object; nothing where it cannot be read, or is written as JSON writes it. */
export function jsonOfRepr(text: string): string | undefined {
  const parts: string[] = []
  let foreign = false
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === "'" || char === '"') {
      const string = quoted(text, at)
      if (!string) return undefined
      foreign ||= char === "'"
      parts.push(JSON.stringify(string.value))
      at = string.end
    } else if ('{}[],:'.includes(char)) {
      if (char === '}' || char === ']') if (parts.at(-1) === ',') parts.pop()
      parts.push(char)
      at++
    } else if (text.startsWith('=>', at)) {
      foreign = true
      parts.push(':')
      at += 2
    } else if (BLANKS.includes(char)) at++
    else {
      NUMBER.lastIndex = at
      WORD.lastIndex = at
      const number = NUMBER.exec(text)
      const word = number ?? WORD.exec(text)
      if (!word) return undefined
      at += word[0].length
      const isKey = !number && /^\s{0,8}:/.test(text.slice(at, at + 9))
      foreign ||= isKey || Object.hasOwn(WORDS, word[0])
      parts.push(isKey ? JSON.stringify(word[0]) : (WORDS[word[0]] ?? word[0]))
    }
  }
  const first = parts[0]
  return foreign && (first === '{' || first === '[') ? parts.join('') : undefined
}

/** The bytes of a printed Python bytes object. */
export function unquotedBytes(text: string): Buffer | undefined {
  const bare = text.trim()
  if (!/^b['"]/.test(bare)) return undefined
  const string = quoted(bare, 1)
  return string?.end === bare.length && !/[^\u0000-\u00ff]/.test(string.value)
    ? Buffer.from(string.value, 'latin1')
    : undefined
}

function quoted(text: string, start: number): { value: string; end: number } | undefined {
  const quote = text[start]
  const parts: string[] = []
  let from = start + 1
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (char === quote) return { value: parts.join('') + text.slice(from, at), end: at + 1 }
    if (char !== '\\') continue
    parts.push(text.slice(from, at))
    const letter = text[at + 1] ?? ''
    const width = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0
    const hex = text.slice(at + 2, at + 2 + width)
    if (width > 0 && (hex.length < width || !/^[0-9a-fA-F]+$/.test(hex) || Number.parseInt(hex, 16) > 0x10ffff)) {
      return undefined
    }
    parts.push(width > 0 ? String.fromCodePoint(Number.parseInt(hex, 16)) : (ESCAPES[letter] ?? letter))
    at += 1 + width
    from = at + 1
  }
  return undefined
}
