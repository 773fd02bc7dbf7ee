/** Bodies that somebody pasted into a text, with what the program made of their quotes. They are left as they stand there. */
import { PASTED, straightened } from '../typographic.js'
import { type FoundBody, findBodies } from './find.js'

/**
 * Finds them outside of what was found already.
 *
 * @param found in the order of the text
 */
export function findPasted(text: string, found: readonly FoundBody[]): FoundBody[] {
  const plain = text.includes('event') ? straightened(text) : undefined
  if (plain === undefined) return []
  return findBodies(plain)
    .bodies.filter(
      ({ start, end, complete }) => complete && isOdd(text.slice(start, end)) && isApart(start, end, found),
    )
    .map(body => ({ ...body, text: text.slice(body.start, body.end), notes: [PASTED], pasted: true }))
}

const isOdd = (slice: string) => slice.startsWith('{') && straightened(slice) !== undefined

const isApart = (start: number, end: number, found: readonly FoundBody[]) =>
  found.every(one => one.end <= start || one.start >= end)
