/** Text broken into lines that fit a terminal. */

/** GitHub's runner obeys a line that starts so: such a word of a stranger's stays behind the one before it. */
const CI_COMMAND = /^[\s\p{M}]*:\p{M}*:/u

/** Breaks a text at blanks into lines of at most `width` characters; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    const room = widthOf(word)
    if (line !== '' && used + 1 + room > width && !CI_COMMAND.test(word)) {
      lines.push(line)
      line = word
      used = room
    } else {
      used += room + (line === '' ? 0 : 1)
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/**
 * Wraps each line of a text; what is carried over is indented by two. Lines that are indented stay whole: they are for
 * copying, or have been wrapped before.
 */
export function wrapLines(text: string, width: number): string {
  return text
    .split('\n')
    .map(line => (widthOf(line) <= width || /^\s/.test(line) ? line : carryOver(line, width)))
    .join('\n')
}

function carryOver(line: string, width: number): string {
  const [first = '', ...rest] = wrap(line, width)
  return [first, ...wrap(rest.join(' '), width - 2).map(one => `  ${one}`)].join('\n')
}

/** Characters that are seen: colours take no room. */
const widthOf = (text: string) => text.replace(/\x1b\[[\d;]*m/g, '').length
