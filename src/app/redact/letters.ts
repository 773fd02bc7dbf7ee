/**
 * Text with every letter and digit replaced by another one, and all else as it was: as many characters and bytes, the same
 * case, the same hazards for a receiver. Words can be pronounced, and say nothing.
 */
import { type Choices, pickOther } from './random.js'

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

/**
 * Replaces letters and digits.
 *
 * @param digits `nonzero`: a zero stays, and nothing else becomes one, as a number that is text needs it
 */
export function otherLetters(text: string, choices: Choices, digits: 'any' | 'nonzero' = 'any'): string {
  const chars = [...text]
  let vowel = choices.next(2) === 0
  let out = ''
  for (const [at, char] of chars.entries()) {
    if (ASCII.test(char)) {
      const lower = char.toLowerCase()
      if (lower >= 'a' && lower <= 'z') {
        const next = chars[at + 1]
        const other =
          next !== undefined && MARK.test(next)
            ? composing(lower, next, choices)
            : pickOther(vowel ? VOWELS : CONSONANTS, lower, choices)
        vowel = !vowel
        out += char === lower ? other : other.toUpperCase()
      } else if (char >= '0' && char <= '9') {
        out +=
          digits === 'any' ? pickOther(DIGITS, char, choices) : char === '0' ? '0' : pickOther(NONZERO, char, choices)
      } else out += char
    } else out += LETTER.test(char) || DIGIT.test(char) ? neighbour(char, choices) : char
  }
  return out
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
