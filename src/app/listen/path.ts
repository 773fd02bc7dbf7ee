/** The path of a request as it may be shown: plain words stay, and all that may be an id, a token or a name is masked. */

const PLAIN_WORD = /^[A-Za-z][A-Za-z._-]{0,31}\d{0,2}$/
const MASK = '***'
const MOST_SEGMENTS = 12

/** Masks a request target. */
export function shownPath(target: string): string {
  const bare = target.replace(/[?#].*$/s, '')
  const segments = bare.slice(0, 2000).split('/').slice(0, MOST_SEGMENTS)
  const shown = segments.map(segment => (segment === '' || PLAIN_WORD.test(segment) ? segment : MASK)).join('/')
  return target.includes('?') ? `${shown}?${MASK}` : shown
}
