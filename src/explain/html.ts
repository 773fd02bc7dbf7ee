/** HTML entities as filters write them, and back. */

const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,5}|#[xX][0-9a-fA-F]{1,4});/g
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

/** Text with its entities undone, once. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, entity => {
    const name = entity.slice(1, -1)
    if (name[0] !== '#') return NAMED[name]!
    return String.fromCharCode(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
  })
}

const escaper =
  (entities: Record<string, string>) =>
  (text: string): string =>
    text.replace(/[&<>"'/]/g, char => entities[char] ?? char)

const BASIC = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** What filters do, by what they escape. */
export const ESCAPERS: ReadonlyArray<readonly [how: string, escape: (text: string) => string]> = [
  ['< > & escaped', escaper(BASIC)],
  ['< > & and double quotes escaped', escaper({ ...BASIC, '"': '&quot;' })],
  ['all quotes escaped, &#39;', escaper({ ...BASIC, '"': '&quot;', "'": '&#39;' })],
  ['all quotes escaped, &#039; (PHP)', escaper({ ...BASIC, '"': '&quot;', "'": '&#039;' })],
  ['all quotes escaped, &#x27; (Python)', escaper({ ...BASIC, '"': '&quot;', "'": '&#x27;' })],
  ['all quotes escaped, &#34; (Go)', escaper({ ...BASIC, '"': '&#34;', "'": '&#39;' })],
  ['all quotes and slashes escaped (XSS filter)', escaper({ ...BASIC, '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' })],
  ['< > alone escaped', escaper({ '<': '&lt;', '>': '&gt;' })],
]
