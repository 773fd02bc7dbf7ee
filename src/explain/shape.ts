/** What the bundled body of an event shows about order, nulls, and empty values: the template for undoing a serializer. */
import { decoded } from '../core/json-spelling.js'
import type { JsonNode } from '../core/json-tree.js'
import type { Json } from '../core/path.js'
import { findEvent, type Variant } from '../events/catalogue.js'
import { fixture } from '../events/fixture.js'

/** What is seen of one place in a body; for array items all of them together. */
export interface Shape {
  nil: boolean
  text: boolean
  emptyText: boolean
  number: boolean
  date: boolean
  array: boolean
  /** Members in the order in which they are sent. */
  members: ShapeMembers | undefined
  item: Shape | undefined
}

/** A member of an object, with its place among the others. */
interface ShapeMember {
  readonly name: string
  readonly shape: Shape
  readonly rank: number
}

/** The members of an object, found by their names as a body spells them: nearly always as JavaScript does. */
export class ShapeMembers {
  readonly #byKey = new Map<string, ShapeMember>()

  get size(): number {
    return this.#byKey.size
  }

  /** In the order in which they are sent. */
  all(): Iterable<ShapeMember> {
    return this.#byKey.values()
  }

  add(name: string, shape: Shape): void {
    this.#byKey.set(JSON.stringify(name), { name, shape, rank: this.#byKey.size })
  }

  /** @param key the name with its quotes */
  find(key: string): ShapeMember | undefined {
    return this.#byKey.get(key) ?? (key.includes('\\') ? this.#byKey.get(JSON.stringify(decoded(key))) : undefined)
  }
}

/** The template of an event in one shape of the payload. */
export interface Template {
  shape: Shape
  /** Whether the order of members is the vendor's, not deduced. */
  orderKnown: boolean
}

const templates = new Map<string, Template[]>()
const VARIANTS: readonly Variant[] = ['event', 'full', 'legacy']

/** The templates of an event, one for each shape that it has; none for an unknown event. */
export function templatesOf(event: string): readonly Template[] {
  const entry = findEvent(event)
  if (!entry) return []
  const known = templates.get(entry.name)
  if (known) return known
  const made = VARIANTS.filter(variant => entry.variants.includes(variant)).map(variant => ({
    shape: shapeOf(fixture(entry.name, { variant }) as unknown as Json),
    orderKnown: entry.orderKnown && variant === 'event',
  }))
  templates.set(entry.name, made)
  return made
}

/** Items of an array that are compared with a shape. */
const COMPARED_ITEMS = 3

/** How well a body fits a shape: members that both have count for it, those that one of them lacks against it. */
export function resemblance(node: JsonNode, { members, item }: Shape): number {
  if (node.kind === 'array') {
    return item ? node.items.slice(0, COMPARED_ITEMS).reduce((sum, one) => sum + resemblance(one, item), 0) : 0
  }
  if (node.kind !== 'object' || !members) return 0
  let score = -members.size
  for (const { key, value } of node.members) {
    const inner = members.find(key)
    score += inner ? 2 + resemblance(value, inner.shape) : -1
  }
  return score
}

const DATE = /^\d{4}-\d\d-\d\dT/

function shapeOf(value: Json, seen: Shape = unseen()): Shape {
  if (value === null) seen.nil = true
  else if (typeof value === 'string') {
    if (value === '') seen.emptyText = true
    else if (DATE.test(value)) seen.date = true
    seen.text = true
  } else if (typeof value === 'number') seen.number = true
  else if (Array.isArray(value)) {
    seen.array = true
    for (const item of value) seen.item = shapeOf(item, seen.item)
  } else if (typeof value === 'object') {
    seen.members ??= new ShapeMembers()
    for (const [name, member] of Object.entries(value)) {
      const known = seen.members.find(JSON.stringify(name))
      const shape = shapeOf(member, known?.shape)
      if (!known) seen.members.add(name, shape)
    }
  }
  return seen
}

const unseen = (): Shape => ({
  nil: false,
  text: false,
  emptyText: false,
  number: false,
  date: false,
  array: false,
  members: undefined,
  item: undefined,
})
