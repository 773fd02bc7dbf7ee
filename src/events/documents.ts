/** How documents are carried: their bytes inline as `content`, or a link in its place. */
import { isObject, type Json } from '../core/path.js'

/** What the vendor's setting calls BASE64 and URL. */
export type DocumentFormat = 'base64' | 'url'

/** Whether the compact text of a body has an inline document. */
export const hasInlineDocument = (text: string): boolean => text.includes('"content":"')

/**
 * Reads the compact text of one of our fixtures, with every inline document replaced by a link.
 *
 * @param url the link for all of them; a fictional one for each where it is not given
 */
export function parseWithLinks(text: string, url: string | undefined): Json {
  return JSON.parse(text, (_, value: Json) => {
    if (!isObject(value) || !('content' in value)) return value
    const entries = Object.entries(value).map(([name, member]) =>
      name === 'content' ? ['url', url ?? fictionalLink(value)] : [name, member],
    )
    return Object.fromEntries(entries) as Json
  }) as Json
}

// Looks as a signed link does, and leads nowhere: example.com is reserved.
function fictionalLink(document: { [member: string]: Json }): string {
  const query = 'expires=900&signature=fictional-0000000000000000'
  return `https://documents.example.com/files/${document['id']}?${query}`
}
