/** What stands for each value in a copy: fictional, of the same shape, and the same wherever the value comes up again. */
import { type DateShift, drawShift } from './dates.js'
import { otherDigits, otherLetters, otherWord, UNMISTAKEN } from './letters.js'
import { type ChoicesFor, choicesUnder, pick } from './random.js'

/** Stands for the values of one run. Total: any text is taken. */
export interface Disguise {
  readonly shift: DateShift
  /** Free text. Ids, dates, mail addresses, links and telephone numbers in it are treated as such. */
  text(value: string): string
  /** Text of which the length may tell what it was. */
  word(value: string): string
  id(value: string): string
  time(value: string): string
  phone(value: string): string
  /** A number of a register, such that its check digit is wrong. */
  number(value: string): string
  /** Inline bytes: as many. */
  document(value: string): string
  /** The name of a host: one that is reserved. */
  host(value: string): string
  /** Text in which nothing is recognised. */
  plain(value: string): string
  /** Choices for what has no value of its own. */
  choices: ChoicesFor
  /** Digits of a number without its exponent, spelled as a serializer would. */
  digits(value: string, salt: string): string
}

const ONE_WORD = /^[A-Za-z]{1,10}$/
const NUMERIC = /^(-?(?:0|[1-9]\d{0,40})(?:\.\d{1,40})?)([eE][+-]?\d{1,3})?$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const HEX = /^[0-9a-f]{12,}$/
const EPOCH = /^1\d{9}(?:\d{3})?$/

/** What is recognised inside other text. */
const PARTS = new RegExp(
  [
    String.raw`(?<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})`,
    String.raw`(?<date>\d{4}-\d\d-\d\d(?!\d))`,
    String.raw`/Date\((?<dotnet>-?\d{1,14})\)/`,
    String.raw`(?<scheme>https?:(?:\\?/){2})(?<authority>[\w.-]{1,250})`,
    String.raw`(?<entity>&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,5}|#[xX][0-9a-fA-F]{1,4});)`,
    String.raw`(?<local>[\w.%+-]{1,64})@(?<domain>[A-Za-z0-9.-]{4,250}[A-Za-z])`,
    String.raw`(?<phone>(?<!\d)\+?1?[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d))`,
  ].join('|'),
  'g',
)

/** Makes what stands for the values of one run. */
export function createDisguise(key: Uint8Array): Disguise {
  const choicesFor = choicesUnder(key)
  const shift = drawShift(choicesFor('\0shift'))
  const letters = (value: string) => {
    const [, number, exponent = ''] = NUMERIC.exec(value) ?? []
    return number === undefined
      ? otherLetters(value, choicesFor(value))
      : otherDigits(number, choicesFor(value)) + exponent
  }
  const host = (value: string) => otherHost(value, choicesFor)
  const id = (value: string) => otherId(value, choicesFor)
  const phone = (value: string) => otherPhone(value, choicesFor)

  const text = (value: string): string => {
    if (value === '' || NUMERIC.test(value)) return letters(value)
    let out = ''
    let from = 0
    for (const match of value.matchAll(PARTS)) {
      out += letters(value.slice(from, match.index)) + part(match)
      from = match.index + match[0].length
    }
    return out + letters(value.slice(from))
  }
  const part = ({ 0: whole, groups = {} }: RegExpMatchArray): string => {
    const { uuid, date, dotnet, scheme, authority, entity, local, domain } = groups
    if (uuid !== undefined) return id(uuid)
    if (date !== undefined) return shift.iso(date) ?? letters(date)
    if (dotnet !== undefined) return `/Date(${shift.epoch(Number(dotnet))})/`
    if (scheme !== undefined) return scheme + host(authority!)
    if (entity !== undefined) return entity
    if (local !== undefined) return `${letters(local)}@${host(domain!)}`
    return phone(whole)
  }

  return {
    shift,
    text,
    id,
    phone,
    host,
    word: value => (ONE_WORD.test(value) ? otherWord(value, choicesFor(value)) : text(value)),
    time: value => shift.iso(value) ?? otherEpoch(value, shift) ?? text(value),
    number: value => withWrongCheck(otherLetters(value, choicesFor(value))),
    document: placeholder,
    plain: letters,
    choices: choicesFor,
    digits: (value, salt) => otherDigits(value, choicesFor(`${salt}\0${value}`)),
  }
}

/** Another time for seconds or milliseconds since 1970, as text; nothing for any other text. */
export function otherEpoch(value: string, shift: DateShift): string | undefined {
  if (!EPOCH.test(value)) return undefined
  const unit = value.length > 11 ? 1 : 1000
  return String(shift.epoch(Number(value) * unit) / unit)
}

function otherId(value: string, choicesFor: ChoicesFor): string {
  const choices = choicesFor(value.toLowerCase())
  const isHex = UUID.test(value) || HEX.test(value)
  const upper = value === value.toUpperCase() && value !== value.toLowerCase()
  const lower = value === value.toLowerCase()
  const letters = isHex ? 'abcdef0123456789' : lower ? 'abcdefghjkmnpqrstuvwxyz0123456789' : UNMISTAKEN
  if (/^\d+$/.test(value)) return otherDigits(value, choices)
  if (/[^\x20-\x7e]/.test(value)) return otherLetters(value, choices)
  return value.replace(/[A-Za-z0-9]/g, (_, at: number) => {
    // The version and the variant of a UUID.
    if (isHex && UUID.test(value) && (at === 14 || at === 19)) return value[at]!
    const char = pick(letters, choices)
    return upper ? char.toUpperCase() : char
  })
}

/** Numbers of North America become ones that are reserved for fiction: 555-0100 to 555-0199. */
function otherPhone(value: string, choicesFor: ChoicesFor): string {
  const digits = value.replace(/\D/g, '')
  const choices = choicesFor(digits.slice(-10))
  const american = digits.length === 10 || (digits.length === 11 && digits[0] === '1')
  if (!american) return otherLetters(value, choices)
  const area = String(201 + choices.next(700)).padStart(3, '2')
  const wanted = `${digits.slice(0, -10)}${area}55501${String(choices.next(100)).padStart(2, '0')}`
  let at = 0
  return otherLetters(value.replace(/\d/g, '#'), choices).replace(/#/g, () => wanted[at++]!)
}

/** A name below a domain that is reserved, of the same length where that has room. */
function otherHost(value: string, choicesFor: ChoicesFor): string {
  if (/^(?:localhost|127\.0\.0\.1)$/.test(value)) return value
  const choices = choicesFor(value.toLowerCase())
  if (value.length < 7 || /[^A-Za-z0-9.-]/.test(value) || /^[\d.]+$/.test(value)) return otherLetters(value, choices)
  return `${otherLetters('a'.repeat(value.length - 5), choices)}.test`
}

/** Both registers: the last digit checks the others. */
function withWrongCheck(value: string): string {
  const digits = value.replace(/\D/g, '')
  const right = digits.length === 10 ? luhn(`80840${digits}`) : digits.length === 7 && deaCheck(digits)
  if (!right) return value
  const last = value.length - 1
  return /\d/.test(value[last]!) ? `${value.slice(0, last)}${(Number(value[last]) + 1) % 10}` : value
}

function luhn(digits: string): boolean {
  let sum = 0
  for (const [at, char] of [...digits].reverse().entries()) {
    const twice = Number(char) * (at % 2 === 1 ? 2 : 1)
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

function deaCheck(digits: string): boolean {
  const [a, b, c, d, e, f, last] = [...digits].map(Number) as [number, number, number, number, number, number, number]
  return (a + c + e + 2 * (b + d + f)) % 10 === last
}

const FILLING = 'cvHookPlaceholder'

/** Base64 of as many bytes; what an escape or a form decoder would change stays where it is. */
function placeholder(value: string): string {
  const padding = /={0,2}$/.exec(value)![0].length
  const end = value.length - padding - (padding > 0 ? 1 : 0)
  let out = ''
  let from = 0
  for (let at = 0; at < end; at++) {
    const char = value[at]!
    const isLetter = (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char >= '0' && char <= '9')
    if (isLetter) continue
    out += filled(from, at) + (char.charCodeAt(0) > 0x7f ? '_' : char)
    from = at + 1
  }
  // The bits that padding leaves over are zero.
  const rest = value.slice(end).replace(/[^=]/g, 'A')
  return out + filled(from, end) + rest
}

const filled = (from: number, to: number): string =>
  FILLING.repeat(Math.ceil((to - from) / FILLING.length)).slice(0, to - from)
