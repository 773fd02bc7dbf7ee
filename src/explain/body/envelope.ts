/** One side took a part of the JSON: the signed body inside an envelope, or the whole around a part. */
import { decoded } from '../../core/json-spelling.js'
import type { JsonNode } from '../../core/json-tree.js'
import { namesWith } from '../../events/catalogue.js'
import { BASE64 } from '../large/encoded.js'
import { type BodyView, TEXT_LIMIT } from '../view.js'
import type { BodyFault, Candidate } from './fault.js'
import { isPlausible } from './plausible.js'

const MAX_DEPTH = 3
const MAX_PARTS = 60
// No count: a lower bound makes the engine remember every step of a long text.
const SHORTEST_BASE64 = 16
const ENVELOPE_NAMES: ReadonlySet<string> = new Set(['body', 'Body', 'detail', 'Message', 'message', 'data', 'rawBody'])

export const envelope: BodyFault = {
  id: 'body-envelope',
  wraps: true,
  *undo({ tree, bytes, write }) {
    if (!tree || bytes.length > TEXT_LIMIT) return
    for (const { name, node } of parts(tree)) {
      if (node.kind === 'text') {
        const text = decoded(node.raw)
        if (/^\s{0,4}[{[]/.test(text)) yield { body: text }
        else if (
          text.length >= SHORTEST_BASE64 &&
          BASE64.test(text) &&
          isPlausible(Buffer.from(text.slice(0, 44), 'base64'))
        ) {
          yield { body: Buffer.from(text, 'base64') }
        }
      } else if (isWhole(node) || ENVELOPE_NAMES.has(name)) yield { body: write(node) }
    }
  },
}

export const partSigned: BodyFault = {
  id: 'json-part-signed',
  *undo(view) {
    const { tree, write } = view
    if (!tree) return
    for (const { name, node } of parts(tree)) {
      if (node.kind !== 'text' && !isWhole(node) && !ENVELOPE_NAMES.has(name))
        yield { body: write(node), guess: true, rare: name !== 'payload' && name !== 'data' }
    }
    yield* wrapped(view, tree)
  },
  *redo({ tree, write }) {
    if (!tree) return
    for (const { name, node } of parts(tree)) {
      yield { body: write(node), how: `${shown(name)} alone` }
      if (node.kind === 'text') yield { body: decoded(node.raw), how: `the text of ${shown(name)} alone` }
    }
  },
}

// Names that no document lists may hold anything.
const KNOWN: ReadonlySet<string> = new Set([
  'payload',
  'event',
  'case',
  'activity',
  'decision',
  'order',
  'payment',
  'data',
])
const shown = (name: string) => (KNOWN.has(name) ? `the part "${name}"` : 'a part')

const isWhole = (node: JsonNode) => node.kind === 'object' && node.members.some(one => one.key === '"event"')

function* parts(root: JsonNode): Iterable<{ name: string; node: JsonNode }> {
  let level: Array<{ name: string; node: JsonNode }> = [{ name: '', node: root }]
  let given = 0
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const inner: typeof level = []
    for (const { name, node } of level) {
      if (node.kind === 'object') {
        for (const { key, value } of node.members.slice(0, MAX_PARTS)) inner.push({ name: decoded(key), node: value })
      } else if (node.kind === 'array') {
        for (const item of node.items.slice(0, MAX_PARTS)) inner.push({ name, node: item })
      }
    }
    level = inner.filter(one => one.node.kind !== 'number' && one.node.kind !== 'word').slice(0, MAX_PARTS)
    for (const part of level) {
      if (given++ < MAX_PARTS) yield part
    }
  }
}

// What is at hand is the payload alone: the event's name stands in activity.type, or is one of those that are known.
function* wrapped({ event, write }: BodyView, tree: JsonNode): Iterable<Candidate> {
  if (tree.kind !== 'object' || isWhole(tree)) return
  const activity = tree.members.find(one => one.key === '"activity"')?.value
  if (!activity && !tree.members.some(one => one.key === '"case"')) return
  const type = activity?.kind === 'object' ? activity.members.find(one => one.key === '"type"')?.value : undefined
  const named = [event, type?.kind === 'text' ? decoded(type.raw) : undefined].filter(name => name !== undefined)
  const payload = write(tree)
  for (const name of new Set([...named, ...namesWith('event')])) {
    const guess = !named.includes(name)
    yield { body: `{"event":${JSON.stringify(name)},"payload":${payload}}`, guess, rare: guess }
  }
}
