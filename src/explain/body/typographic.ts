/** Damage from a chat, a ticket or a word processor. Each kind is a switch; those that are seen are undone together, then in part. */

import { isPasted } from '../../captures/typographic.js'
import { isTokens, tokenize } from '../../core/json-tokens.js'
import { TEXT_LIMIT } from '../view.js'
import type { BodyFault, Candidate } from './fault.js'

interface Damage {
  readonly what: string
  readonly seen: RegExp
  undo(text: string): string
}

const DAMAGES: readonly Damage[] = [
  { what: 'smart double quotes', seen: /[“”„‟«»″]/, undo: text => text.replace(/[“”„‟«»″]/g, '"') },
  {
    what: 'smart double quotes around names and values',
    seen: /[“”„‟]/,
    undo: text => text.replace(/(?<=[{[,:]\s{0,20})[“”„‟]|[“”„‟](?=\s{0,20}[}\],:])/g, '"'),
  },
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

/** Texts up to here are tried with one or two kinds of damage left as they are. */
const SMALL = 64 * 1024
const MOST_GROUPS = 48

export const typographic: BodyFault = {
  id: 'body-typographic',
  wraps: true,
  *undo({ text, tokens }): Iterable<Candidate> {
    if (text === undefined || text.length > TEXT_LIMIT) return
    const seen = DAMAGES.filter(one => one.seen.test(text) && !(tokens && one.what.includes('line break')))
    const given = new Set([text])
    let broken: Candidate | undefined
    let whole = false
    for (const group of groupsOf(seen, text.length <= SMALL)) {
      const plain = group.reduce((all, one) => one.undo(all), text)
      if (given.has(plain)) continue
      given.add(plain)
      // In JSON that is whole these characters mean little: of a large one nothing else is looked for inside.
      const closed = tokens !== undefined && text.length > SMALL
      const candidate = { body: plain, how: group.map(one => one.what).join(', '), closed }
      // Where the damage broke the JSON, what does not mend it is not all of it.
      if (tokens || isTokens(tokenize(plain))) {
        whole = true
        yield candidate
      } else broken ??= candidate
    }
    if (broken && !whole) yield broken
  },
  evidence({ text, tokens }) {
    if (!text || tokens) return undefined
    return TELLING.test(text) || isPasted(text)
      ? 'smart quotes or automatic links stand where JSON has plain quotes'
      : undefined
  },
}

/** Ways of undoing one kind of damage that exclude each other. */
const EITHER = [
  ['smart double quotes', 'smart double quotes around names and values'],
  ['dashes', 'single dashes'],
  ['soft line breaks', 'line breaks for blanks'],
] as const

// All of it, in each way that there is; then with one kind left, or two: those may have been there before.
function groupsOf(seen: readonly Damage[], small: boolean): Damage[][] {
  let wholes = [[...seen]]
  for (const [one, other] of EITHER) {
    const has = (what: string) => seen.some(damage => damage.what === what)
    if (has(one) && has(other)) wholes = wholes.flatMap(group => [without(group, other), without(group, one)])
  }
  if (!small) return wholes
  const less = (groups: Damage[][]) => groups.flatMap(group => group.map(one => without(group, one.what)))
  const oneLess = less(wholes)
  const all = [...wholes, ...oneLess, ...less(oneLess)].filter(group => group.length > 0)
  return [...new Map(all.map(group => [group.map(one => one.what).join(), group])).values()].slice(0, MOST_GROUPS)
}

const without = (group: readonly Damage[], what: string) => group.filter(one => one.what !== what)

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
