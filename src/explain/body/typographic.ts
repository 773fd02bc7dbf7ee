/** Damage from a chat, a ticket or a word processor. Each kind is a switch; those that are seen are undone together, then in part. */
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault, Candidate } from './fault.js'

interface Damage {
  readonly what: string
  readonly seen: RegExp
  undo(text: string): string
}

const DAMAGES: readonly Damage[] = [
  { what: 'smart double quotes', seen: /[“”„‟«»″]/, undo: text => text.replace(/[“”„‟«»″]/g, '"') },
  { what: 'smart single quotes', seen: /[‘’‚‛′]/, undo: text => text.replace(/[‘’‚‛′]/g, "'") },
  { what: 'no-break spaces', seen: /[\u00a0\u202f\u2007]/, undo: text => text.replace(/[\u00a0\u202f\u2007]/g, ' ') },
  {
    what: 'zero-width characters',
    seen: /[\u200b\u2060\ufeff\u00ad]/,
    undo: text => text.replace(/[\u200b\u2060\ufeff\u00ad]/g, ''),
  },
  { what: 'dashes', seen: /[–—‑−]/, undo: text => text.replace(/—/g, '--').replace(/[–‑−]/g, '-') },
  { what: 'single dashes', seen: /—/, undo: text => text.replace(/—/g, '-') },
  { what: 'ellipses', seen: /…/, undo: text => text.replaceAll('…', '...') },
  {
    what: 'automatic links',
    seen: /<(?:https?:\/\/|mailto:|tel:)|\]\((?:https?:\/\/|mailto:)/,
    undo: text => withoutLinks(text),
  },
  { what: 'soft line breaks', seen: /[\r\n]/, undo: text => joined(text, '') },
  { what: 'line breaks for blanks', seen: /[\r\n]/, undo: text => joined(text, ' ') },
]

/** Damage that is seen in good JSON too, and so means nothing by itself. */
const TELLING = /[“”„‟][\w:,{}[\] ]|<(?:https?:\/\/|mailto:)|\]\((?:https?:\/\/|mailto:)/

/** Texts up to here are tried with every subset of the damage undone. */
const SMALL = 64 * 1024

export const typographic: BodyFault = {
  id: 'body-typographic',
  wraps: true,
  *undo({ text, tokens }): Iterable<Candidate> {
    if (text === undefined || text.length > TEXT_LIMIT) return
    const seen = DAMAGES.filter(one => one.seen.test(text) && !(tokens && one.what.includes('line break')))
    const given = new Set([text])
    for (const group of groupsOf(seen, text.length <= SMALL)) {
      const plain = group.reduce((all, one) => one.undo(all), text)
      if (given.has(plain)) continue
      given.add(plain)
      yield { body: plain, how: group.map(one => one.what).join(', ') }
    }
  },
  evidence({ text, tokens }) {
    if (!text || tokens) return undefined
    return TELLING.test(text) || /^\s{0,4}\{\s{0,4}[“”„]/.test(text)
      ? 'smart quotes or automatic links stand where JSON has plain quotes'
      : undefined
  },
}

// The two ways of undoing dashes, and of undoing line breaks, exclude each other.
function groupsOf(seen: readonly Damage[], small: boolean): Damage[][] {
  const without = (...names: string[]) => seen.filter(one => !names.includes(one.what))
  const wholes = [
    without('single dashes', 'line breaks for blanks'),
    without('dashes', 'line breaks for blanks'),
    without('single dashes', 'soft line breaks'),
    without('dashes', 'soft line breaks'),
  ]
  if (!small) return wholes
  const subsets: Damage[][] = []
  for (let bits = 1; bits < 2 ** seen.length; bits++) subsets.push(seen.filter((_, index) => (bits >> index) % 2 === 1))
  return [...wholes, ...subsets.sort((a, b) => b.length - a.length)]
}

// Slack and mail write <url> and <url|text>, Markdown [text](url).
function withoutLinks(text: string): string {
  return text
    .replace(/<(?:mailto:|tel:)?([^<>|"\s]{1,500})\|([^<>|"]{1,500})>/g, '$2')
    .replace(/<(https?:\/\/[^<>|"\s]{1,2000})>/g, '$1')
    .replace(/<(?:mailto:|tel:)([^<>|"\s]{1,500})>/g, '$1')
    .replace(/\[([^[\]"]{1,500})\]\((?:https?:\/\/|mailto:)[^()"\s]{1,2000}\)/g, '$1')
}

// Only breaks inside strings: those between tokens are blanks of JSON. A break between tokens is kept.
function joined(text: string, by: string): string {
  const parts: string[] = []
  let inString = false
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === '"') inString = !inString
    else if (inString && (char === '\n' || char === '\r')) {
      parts.push(text.slice(from, at), by)
      while (text[at + 1] === '\n' || text[at + 1] === '\r' || text[at + 1] === '\t' || text[at + 1] === ' ') at++
      from = at + 1
    }
  }
  return parts.join('') + text.slice(from)
}
