/** Another text in the spelling of a JSON string: what was escaped stays escaped, in the same way. */

const UNIT = /\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs

/**
 * Spells a text as the string token was that it stands for.
 *
 * @param raw the token with its quotes
 * @param before what it says
 * @param after what is to be said
 */
export function spelledAlike(raw: string, before: string, after: string): string {
  if (!raw.includes('\\')) return JSON.stringify(after)
  const units = raw.slice(1, -1).match(UNIT) ?? []
  if (after.length === before.length && units.length === before.length) {
    let out = ''
    for (let at = 0; at < units.length; at++) out += unitAlike(units[at]!, after[at]!, before[at]!)
    return `"${out}"`
  }
  const known = new Map(units.map((unit, at) => [before[at]!, unit]))
  const beyond = units.find((unit, at) => before.charCodeAt(at) > 0x7f && unit.startsWith('\\u'))
  const spelled = (char: string) =>
    known.get(char) ?? (beyond && char.charCodeAt(0) > 0x7f ? escaped(char, beyond) : plain(char))
  return `"${Array.from(after, spelled).join('')}"`
}

function unitAlike(unit: string, char: string, before: string): string {
  if (char === before) return unit
  if (unit.startsWith('\\u')) return codeUnit(char.charCodeAt(0), unit)
  return unit.startsWith('\\') || /["\\\0-\x1f]/.test(char) ? plain(char) : char
}

const plain = (char: string) => JSON.stringify(char).slice(1, -1)

const escaped = (char: string, like: string) =>
  Array.from({ length: char.length }, (_, at) => codeUnit(char.charCodeAt(at), like)).join('')

function codeUnit(code: number, like: string): string {
  const hex = code.toString(16).padStart(4, '0')
  return `\\u${/[A-F]/.test(like) ? hex.toUpperCase() : hex}`
}
