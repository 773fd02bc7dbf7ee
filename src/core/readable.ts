/** How much of a body fits the memory once it is read: as text, and as the parts that it is made of, each of which becomes an object. */

/** Bytes beyond which a body is not read as text, and bytes that its text may take. */
export const LARGEST_READ = 8 * 1024 ** 2
/** Up to here nothing is counted: whatever is in a body of this size does fit. */
const SMALL = 1024 ** 2
const MOST_PARTS = 600_000
/** What parts begin and end with, escapes and entities too; to count them is enough, whatever they mean where they stand. */
const MARKS = new Uint8Array(256)
for (const mark of '{[,:"\'\\&%') MARKS[mark.charCodeAt(0)] = 1
/** From here on a byte begins a character beyond Latin-1: all characters of the text take two bytes then. */
const BEYOND_LATIN1 = 0xc4

/** Whether a body is small enough to be read as text and as JSON: 8 MB at most, and 600,000 parts. One pass. */
export function isReadable(body: Uint8Array): boolean {
  if (body.length <= SMALL) return true
  if (body.length > LARGEST_READ) return false
  let parts = 0
  let characters = 0
  let width = 1
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!
    parts += MARKS[byte]!
    if (byte < 0x80 || byte >= 0xc0) characters++
    if (byte >= BEYOND_LATIN1) width = 2
  }
  return parts <= MOST_PARTS && characters * width <= LARGEST_READ
}
