/** What a chat, a ticket or a word processor makes of JSON: quotes and blanks that no serializer writes. */
import { asBuffer } from '../core/bytes.js'

/** Quotes that stand for `"`. */
const QUOTES = /[\u201c\u201d\u201e\u201f]/g
/** Spaces that do not break a line. */
const SPACES = /[\u00a0\u202f\u2007]/g

/** Between tokens JSON has none of these: at its first name, or around a colon. */
const DELIMITERS =
  /^[\s\ufeff]{0,999}\{(?:[ \t\r\n]{0,999}[\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb]|[ \t\r\n]{0,999}[\u00a0\u202f\u2007])|^[\s\ufeff]{0,999}\{[ \t\r\n]{0,999}"[^"\\]{0,999}"(?:[\u00a0\u202f\u2007]|\s{0,20}:[\u00a0\u202f\u2007])/

/** Bytes by which it is told. */
const LOOKED_AT = 4096

/** How such a text is told of. */
export const PASTED = 'smart quotes or no-break spaces stand where JSON has plain ones: a person pasted this text'

/** Whether a text that begins like JSON has marks that only a person's program sets. */
export const isPasted = (text: string): boolean => DELIMITERS.test(text)

/** The same for the bytes of a file. */
export function isPastedFile(bytes: Uint8Array): boolean {
  return isPasted(asBuffer(bytes).toString('utf8', 0, LOOKED_AT))
}

/** The text with plain quotes and spaces, each character in its place; nothing where it has no others. */
export function straightened(text: string): string | undefined {
  const plain = text.replace(QUOTES, '"').replace(SPACES, ' ')
  return plain === text ? undefined : plain
}
