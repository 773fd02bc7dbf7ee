/**
 * Text that is no JSON, or is damaged JSON, with other letters and digits: as long as before. What stays is what belongs to
 * a spelling and not to a value: names that are documented, the event, escapes, entities, percent signs, link schemes.
 */
import { findEvent } from '../../events/catalogue.js'
import { isDocumentedName } from '../../events/documented-names.js'
import type { Disguise } from './disguise.js'
import { otherLetters } from './letters.js'

const PARTS = new RegExp(
  [
    String.raw`(?<percent>%[0-9a-fA-F]{2})`,
    String.raw`(?<escape>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrtbfv0]))`,
    String.raw`(?<entity>&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,5}|#[xX][0-9a-fA-F]{1,4});)`,
    String.raw`(?<date>\d{4}-\d\d-\d\d(?!\d))`,
    String.raw`(?<scheme>(?:https?|mailto|tel):)`,
    String.raw`(?<event>(?<![A-Z_])[A-Z]{2,20}(?:_[A-Z]{1,20}){1,8}(?![A-Z_]))`,
    // A name has something like a quote before it, and a colon behind the other one.
    String.raw`(?<=["'“”„‟;\\22])(?<name>[A-Za-z]\w{0,39})(?=\\?(?:["'“”„‟]|&quot;|&#0?39;|&#34;|&#x27;|%22)\s{0,3}(?::|%3[aA]|\xa0:|=>))`,
    String.raw`(?<word>(?<=[:[,=]\s{0,3})(?:null|None|nil|true|false|True|False)(?=\s{0,3}[,}\]]))`,
    String.raw`(?<number>(?<![\w.])-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?(?![\w.-]))`,
  ].join('|'),
  'g',
)

/** Replaces letters and digits. */
export function otherLoose(text: string, disguise: Disguise): string {
  let out = ''
  let from = 0
  const other = (upTo: number) => disguise.plain(text.slice(from, upTo))
  for (const match of text.matchAll(PARTS)) {
    const kept = part(match, disguise)
    if (kept === undefined) continue
    out += other(match.index) + kept
    from = match.index + match[0].length
  }
  return out + other(text.length)
}

/** What stands for a part; nothing where it is as any other text. */
function part({ 0: whole, groups = {}, index, input }: RegExpMatchArray, disguise: Disguise): string | undefined {
  const { percent, escape: escaped, date, event, name, word, number } = groups
  if (percent !== undefined) return otherPercent(input!, index!, disguise)
  if (escaped !== undefined) return otherEscape(escaped, index!, disguise)
  if (date !== undefined) return disguise.shift.iso(date)
  if (event !== undefined) return findEvent(event)?.name === event ? event : undefined
  if (name !== undefined) return isDocumentedName(name) ? name : undefined
  if (word !== undefined) return word === 'true' ? 'null' : word === 'True' ? 'None' : word
  return number === undefined
    ? whole
    : disguise.digits(number.replace(/[eE].*$/, ''), '') + (/[eE].*$/.exec(number)?.[0] ?? '')
}

/**
 * A percent sign with its two digits: what it stands for stays only where that is no letter and no digit.
 *
 * @param place where it stands in the text, which makes the same sign another one elsewhere: who knows one letter would
 *   know them all
 */
export function otherPercent(text: string, place: number, disguise: Disguise): string {
  const percent = text.slice(place, place + 3)
  const choices = disguise.choices(`${place}${percent}`)
  const code = Number.parseInt(percent.slice(1), 16)
  const char = String.fromCharCode(code)
  // The first byte of a character in UTF-8 says little; one that no other follows is a letter of Latin-1.
  const first = code >= 0xc0 && /^%[89ab]/i.test(text.slice(place + 3, place + 5))
  if (code < 0x80 ? !/[A-Za-z0-9]/.test(char) : first) return percent
  const other = code < 0x80 ? hexOf(otherLetters(char, choices)) : ((code & 0xc0) | choices.next(64)).toString(16)
  return `%${/[A-F]/.test(percent) ? other.toUpperCase() : other}`
}

function otherEscape(escaped: string, place: number, disguise: Disguise): string {
  const hex = escaped.slice(2)
  if (hex === '') return escaped
  const char = String.fromCharCode(Number.parseInt(hex, 16))
  const other = hexOf(otherLetters(char, disguise.choices(`${place}${escaped}`))).padStart(hex.length, '0')
  return other.length === hex.length ? escaped.slice(0, 2) + (/[A-F]/.test(hex) ? other.toUpperCase() : other) : escaped
}

const hexOf = (char: string) => char.charCodeAt(0).toString(16)
