/**
 * Text inside Markdown, so that none of it becomes markup, a mention, an issue's number or a link, in whichever tracker it
 * is pasted. Code is the one place where every tracker leaves text alone; so plain words stay prose, and whatever is more
 * than a plain word becomes code, which is how one would write `--header-env` anyway.
 */

/** Letters, with an apostrophe or a hyphen between them; or a short number; with the punctuation of a sentence around. */
const PLAIN_WORD = /^["'(]{0,2}(?:\p{L}{1,40}(?:['’-]\p{L}{1,40}){0,4}|\d{1,6}(?:[.,]\d{1,6})?%?)[)"',.;:!?]{0,3}$/u

/** Letters that trackers take for the hash of a commit. */
const HASH = /[0-9a-f]{7}/i

const isPlain = (word: string) => PLAIN_WORD.test(word) && !HASH.test(word)

/** A sentence or a title, on one line. */
export function prose(text: string): string {
  const parts: string[] = []
  let code: string[] = []
  const flush = () => {
    if (code.length > 0) parts.push(codeSpan(code.join(' ')))
    code = []
  }
  for (const word of text.split(/\s+/)) {
    if (word === '') continue
    if (!isPlain(word)) code.push(word)
    else {
      flush()
      parts.push(word)
    }
  }
  flush()
  return parts.join(' ')
}

/** The same for a cell of a table, where even code ends at a bar. */
export const cell = (text: string): string => prose(text.replaceAll('|', '\\x7c'))

/** Lines of text or commands, as they are. */
export function block(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}text\n${text}\n${fence}`
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${text}${padding}${fence}`
}

/** How many backticks stand together at most. */
const longestRun = (text: string) => (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
