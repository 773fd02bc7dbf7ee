/**
 * Text inside Markdown, so that none of it becomes markup, a mention, an issue's number or a link, in whichever tracker it
 * is pasted. Code is the one place where every tracker leaves text alone; so plain words stay prose, and whatever is more
 * than a plain word becomes code, which is how one would write `--header-env` anyway.
 */

/** A word with the punctuation of a sentence around it. */
const WORD = /^(["'(]{0,2})(.*?)([)"',.;:!?]{0,3})$/su

/** Letters, with an apostrophe or a hyphen between them; a number or a version; or a short mixture such as `4xx`. */
const PLAIN = /^(?:\p{L}{1,40}(?:['’-]\p{L}{1,40}){0,4}|\d{1,6}(?:[.,]\d{1,6}){0,3}%?|[\p{L}\d]{0,6})$/u

/** Letters that trackers take for the hash of a commit. */
const HASH = /[0-9a-f]{7}/i

/** A sentence or a title, on one line. Words of code that follow each other become one piece of code. */
export function prose(text: string): string {
  const parts: string[] = []
  let code: string[] = []
  let opening = ''
  const flush = (closing = '') => {
    if (code.length > 0) parts.push(opening + codeSpan(code.join(' ')) + closing)
    code = []
  }
  for (const word of text.split(/\s+/)) {
    const [before, bare, after] = partsOf(word)
    if (PLAIN.test(bare) && !HASH.test(bare)) {
      flush()
      if (word !== '') parts.push(word)
      continue
    }
    if (before !== '') flush()
    if (code.length === 0) opening = before
    code.push(bare)
    if (after !== '') flush(after)
  }
  flush()
  return parts.join(' ')
}

/** A word and what stands around it; a call such as `body()` keeps its own bracket. */
function partsOf(word: string): [before: string, bare: string, after: string] {
  const [, before = '', bare = '', after = ''] = WORD.exec(word) ?? []
  const open = bare.split('(').length - bare.split(')').length
  const own = Math.max(0, Math.min(open, /^\)*/.exec(after)![0].length))
  return [before, bare + after.slice(0, own), after.slice(own)]
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
