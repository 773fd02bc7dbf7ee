/** What is stripped off secrets. */

/** Secrets beyond this are not looked into. */
export const MAX_SECRET = 10_000

/** Characters that nobody sees. */
export const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/** A text without one pair of quotes around it. */
export function unquoted(text: string): string {
  const [first, last] = [text[0], text.at(-1)]
  const quoted = text.length > 1 && (first === '“' ? last === '”' : first === last && QUOTES.includes(first!))
  return quoted ? text.slice(1, -1) : text
}

const QUOTES = '"\'`'
