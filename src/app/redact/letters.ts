/**
 * Text with every letter and digit replaced by another one, and all else as it was: as many characters and bytes, the same
 * case, the same hazards for a receiver. Words can be pronounced, and say nothing.
 */
import { type Choices, pickOther } from './random.js'

/** Letters and digits of which none is taken for another. */
export const UNMISTAKEN = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

const VOWELS = 'aeiou'
const CONSONANTS = 'bcdfghjklmnprstvz'
const DIGITS = '0123456789'
const NONZERO = '123456789'
const LETTER = /\p{L}/u
const MARK = /\p{M}/u
const DIGIT = /\p{Nd}/u
const UPPER = /\p{Lu}/u
const LOWER = /\p{Ll}/u
const ASCII = /^[\x00-\x7f]$/

/** Stand in for a letter of which no other was found in its neighbourhood, by its bytes in UTF-8. */
const OTHERWISE = ['', 'x', 'ж', '字', '𠀀'] as const

/** Replaces letters and digits. */
export function otherLetters(text: string, choices: Choices): string {
  let vowel = choices.next(2) === 0
  let out = ''
  let at = 0
  for (const char of text) {
    at += char.length
    if (!ASCII.test(char)) {
      out += LETTER.test(char) || DIGIT.test(char) ? neighbour(char, choices) : char
      continue
    }
    const lower = char.toLowerCase()
    if (lower >= 'a' && lower <= 'z') {
      const mark = text.charCodeAt(at) > 0x7f ? String.fromCodePoint(text.codePointAt(at)!) : ''
      const other = MARK.test(mark)
        ? composing(lower, mark, choices)
        : pickOther(vowel ? VOWELS : CONSONANTS, lower, choices)
      vowel = !vowel
      out += char === lower ? other : other.toUpperCase()
    } else out += char >= '0' && char <= '9' ? pickOther(DIGITS, char, choices) : char
  }
  return out
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/
/** Digits beyond which a number may have been rounded, so that the zeros at its end tell. */
const LONG = 16

/**
 * Replaces the digits of a number, without its exponent: it is as long, and whether a serializer would spell it so, with
 * zeros before its first digit or behind its last one, stays as it was.
 */
export function otherDigits(number: string, choices: Choices): string {
  const [, sign = '', whole = '', fraction] = NUMBER.exec(number) ?? []
  if (whole === '') return otherLetters(number, choices)
  const zeros = whole.length < LONG ? 0 : endZeros(whole)
  const digits = whole === '0' ? '0' : significant(whole.slice(0, whole.length - zeros), choices, true, zeros > 0)
  const before = sign + digits + '0'.repeat(zeros)
  if (fraction === undefined) return before
  const start = whole === '0' ? /^0*/.exec(fraction)![0].length : 0
  const end = Math.max(start, fraction.length - endZeros(fraction))
  const middle = significant(fraction.slice(start, end), choices, start > 0 || whole === '0', true)
  return `${before}.${fraction.slice(0, start)}${middle}${fraction.slice(end)}`
}

/** How many zeros stand at the end. */
export const endZeros = (digits: string): number => /0*$/.exec(digits)![0].length

function significant(digits: string, choices: Choices, firstCounts: boolean, lastCounts: boolean): string {
  return digits.replace(/\d/g, (digit, at: number) => {
    const counts = (firstCounts && at === 0) || (lastCounts && at === digits.length - 1)
    return pickOther(counts ? NONZERO : DIGITS, digit, choices)
  })
}

/** A letter that a combining mark joins in the same way. */
function composing(letter: string, mark: string, choices: Choices): string {
  const joins = (one: string) => [...(one + mark).normalize('NFC')].length === 1
  const wanted = joins(letter)
  const list = [...(VOWELS + CONSONANTS)].filter(one => joins(one) === wanted).join('')
  return list.length > 1 ? pickOther(list, letter, choices) : letter
}

/** A character of the same kind and length: those of 64 code points share all but the last byte in UTF-8. */
function neighbour(char: string, choices: Choices): string {
  const code = char.codePointAt(0)!
  const base = code & ~0x3f
  const from = choices.next(64)
  for (let step = 0; step < 64; step++) {
    const other = String.fromCodePoint(base | ((from + step) & 0x3f))
    if (other !== char && isLike(other, char)) return other
  }
  return LETTER.test(char) ? (OTHERWISE[Buffer.byteLength(char)] ?? char) : char
}

const isLike = (one: string, other: string) =>
  LETTER.test(one) === LETTER.test(other) &&
  DIGIT.test(one) === DIGIT.test(other) &&
  UPPER.test(one) === UPPER.test(other) &&
  LOWER.test(one) === LOWER.test(other) &&
  isStable(one, 'NFC') === isStable(other, 'NFC') &&
  isStable(one, 'NFD') === isStable(other, 'NFD')

const isStable = (char: string, form: 'NFC' | 'NFD') => char.normalize(form) === char

/** A word of a length of its own: of few likely words the length alone would tell which it was. */
export function otherWord(word: string, choices: Choices): string {
  const other = otherLetters('word', choices)
  if (word === word.toUpperCase()) return other.toUpperCase()
  return word[0] === word[0]!.toLowerCase() ? other : other[0]!.toUpperCase() + other.slice(1)
}
