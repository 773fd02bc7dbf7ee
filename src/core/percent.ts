/** Percent encoding of what may hold none, or half of one: then it stays as it is. */

/** A text as a part of a URL. */
export const percentEncoded = (text: string): string => unlessThrown(encodeURIComponent, text)

/** What a part of a URL says. */
export const percentDecoded = (text: string): string => unlessThrown(decodeURIComponent, text)

function unlessThrown(change: (text: string) => string, text: string): string {
  try {
    return change(text)
  } catch {
    return text
  }
}
