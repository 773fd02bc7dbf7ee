/** Timestamps that were parsed and printed in another form. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import type { Shape } from '../shape.js'
import type { JsonAxis } from './axis.js'
import { changed, rewrite, rewriteTexts, textNode } from './rewrite.js'

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|UTC|[+-]\d\d:?(?:\d\d)?)?$/
const DATE_ONLY = /^\d{4}-\d\d-\d\d$/
const DOTNET = /^\/Date\((-?\d{1,14})\)\/$/
const LONGEST = 40
/** What a timestamp begins with. */
const [SLASH, ZERO, NINE] = [0x2f, 0x30, 0x39]

export const dates: JsonAxis = {
  id: 'json-dates',
  needs: /\d{4}-\d\d-\d\d(?!T\d\d:\d\d:\d\d\.\d{3}Z)|\/Date\(|\d{9}/,
  *undo(tree, shape) {
    const times = rewrite(tree, shape, (node, at) => restored(node, at, false))
    yield* changed(tree, times)
    const all = rewrite(times, shape, (node, at) => restored(node, at, true))
    if (all !== times) yield all
  },
}

function restored(node: JsonNode, shape: Shape | undefined, dateOnly: boolean): JsonNode {
  if (node.kind === 'number' && shape?.date && !shape.number) return fromEpoch(node)
  if (node.kind !== 'text' || node.raw.length > LONGEST) return node
  const text = decoded(node.raw)
  const iso = dateOnly && DATE_ONLY.test(text) && (!shape || shape.date) ? `${text}T00:00:00.000Z` : isoTime(text)
  return iso === undefined || iso === text ? node : textNode(iso)
}

function fromEpoch(node: JsonNode & { raw: string }): JsonNode {
  const value = Number(node.raw)
  const time = new Date(Math.abs(value) < 1e11 ? Math.round(value * 1000) : value)
  return Number.isNaN(time.getTime()) ? node : textNode(time.toISOString())
}

function isoTime(text: string): string | undefined {
  const first = text.charCodeAt(0)
  if (first !== SLASH && !(first >= ZERO && first <= NINE)) return undefined
  const epoch = first === SLASH ? DOTNET.exec(text) : null
  if (epoch) return new Date(Number(epoch[1])).toISOString()
  const parts = DATE_TIME.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(part => Number(part ?? 0)) as number[]
  const fraction = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const utc = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!, fraction)
  const time = new Date(utc - offsetOf(parts[8]) * 60_000)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone[0] === '-' ? -minutes : minutes
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The forms in which other platforms print a timestamp. */
export const DATE_FORMS: ReadonlyArray<readonly [how: string, print: (iso: string) => string]> = [
  ['milliseconds dropped where they are zero (Newtonsoft)', iso => iso.replace('.000Z', 'Z')],
  ['milliseconds dropped (many libraries)', iso => iso.replace(/\.\d{3}Z/, 'Z')],
  ['trailing zeros of the fraction dropped (Newtonsoft)', iso => iso.replace(/0{1,2}Z$/, 'Z').replace('.0Z', 'Z')],
  ['seven digits (.NET)', iso => iso.replace('Z', '0000Z')],
  ['+00:00 for Z (Python, Jackson)', iso => iso.replace('Z', '+00:00')],
  ['+0000 for Z (Jackson)', iso => iso.replace('Z', '+0000')],
  ['microseconds and +00:00 (Python)', iso => iso.replace('.000Z', '+00:00').replace(/(\.\d{3})Z/, '$1000+00:00')],
  ['a blank for T (databases)', iso => iso.replace('T', ' ').replace('Z', '')],
]

/** A tree with every timestamp printed in another form. */
export const withDates = (tree: JsonNode, print: (iso: string) => string) =>
  rewriteTexts(tree, undefined, text => (ISO.test(text) ? print(text) : text))
