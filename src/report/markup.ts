/** Text for XML and HTML. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // As they are, an attribute would turn them into blanks.
  '\n': '&#10;',
  '\t': '&#9;',
}

/**
 * Escapes a text for an attribute's value or an element's content. `>` too, since `]]>` may not stand in XML.
 *
 * @param text without characters that XML does not know
 */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, char => ENTITIES[char]!)

/** Escapes a text for an attribute's value, line breaks included. */
export const escapeAttribute = (text: string): string => text.replace(/[&<>"'\n\t]/g, char => ENTITIES[char]!)
