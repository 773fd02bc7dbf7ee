/** The bodies that the sender may have signed, given JSON that was read and written again: the axes alone, then together. */
import type { JsonNode } from '../../core/json-tree.js'
import { compactTokens, writeTree } from '../../core/json-write.js'
import { type CauseId, inOrder } from '../causes.js'
import type { Shape } from '../shape.js'
import type { BodyView } from '../view.js'
import { JSON_AXES } from './axes.js'
import type { JsonAxis } from './axis.js'
import { lexicalCauses } from './lexical.js'

/** A body with the causes by which it differs from the one at hand. */
export interface JsonCandidate {
  readonly body: string
  readonly causes: () => CauseId[]
  /** The axes that were undone, as a stable name. */
  readonly route: string
}

/** Nodes of trees that are built in one search, so that a large body gets fewer of them. */
const MOST_NODES = 2_000_000
const FEWEST_TREES = 6
const MOST_TREES = 400
/** Trees that are taken further by a second and third axis. */
const MOST_EXTENDED = 60

/** Blanks and escapes, all at once: cheap, at any depth. */
export function* flatCandidates({ tokens, text, tree }: BodyView): Iterable<JsonCandidate> {
  if (!tokens) return
  const seen = new Set([text])
  const spellings = [
    { strings: 'js', numbers: 'raw' },
    { strings: 'raw', numbers: 'raw' },
    { strings: 'js', numbers: 'js' },
  ] as const
  for (const spelling of spellings) {
    if (tree && spelling.numbers === 'js') continue
    const body = compactTokens(tokens, spelling)
    if (seen.has(body)) continue
    seen.add(body)
    yield { body, causes: () => lexicalCauses(tokens, spelling), route: 'json' }
  }
}

interface Step {
  readonly tree: JsonNode
  readonly shape: Shape | undefined
  readonly axes: readonly JsonAxis[]
  readonly next: number
}

/** What changes structure and values: one axis, two, three, then all that apply. */
export function* axisCandidates(view: BodyView): Iterable<JsonCandidate> {
  const { tree, tokens } = view
  if (!tree || !tokens) return
  let left = treesFor(tokens.count)
  const starts = startsOf(view, tree)
  let level = starts
  for (let size = 1; size <= 3 && level.length > 0; size++) {
    const grown: Step[] = []
    for (const step of level) {
      for (const extended of extensions(step)) {
        if (left-- <= 0) return
        yield candidate(view, extended)
        if (grown.length < MOST_EXTENDED) grown.push(extended)
      }
    }
    level = grown
  }
  for (const start of starts) {
    const [whole] = applied(
      start,
      JSON_AXES.map(axis => axis.id),
    )
    if (whole && whole.axes.length > 3) yield candidate(view, whole)
  }
}

/** The axes of a known route alone. */
export function* routeCandidates(view: BodyView, route: string): Iterable<JsonCandidate> {
  const { tree } = view
  if (!tree) return
  const ids = route.slice(route.indexOf(':') + 1).split('+')
  for (const start of startsOf(view, tree)) for (const step of applied(start, ids)) yield candidate(view, step)
}

/** Many more of one axis each, for the end of a search. */
export function* exhaustiveCandidates(view: BodyView): Iterable<JsonCandidate> {
  const { tree, tokens } = view
  if (!tree || !tokens) return
  for (const shape of shapesOf(view)) {
    for (const axis of JSON_AXES) {
      let left = treesFor(tokens.count) * 6
      for (const other of axis.undoMore?.(tree, shape) ?? []) {
        if (left-- <= 0) break
        yield candidate(view, { tree: other, shape, axes: [axis], next: 0 })
      }
    }
  }
}

const treesFor = (tokens: number) =>
  Math.max(FEWEST_TREES, Math.min(MOST_TREES, Math.floor(MOST_NODES / Math.max(1, tokens))))

const startsOf = (view: BodyView, tree: JsonNode): Step[] =>
  shapesOf(view).map(shape => ({ tree, shape, axes: [], next: 0 }))

const shapesOf = (view: BodyView): Array<Shape | undefined> =>
  view.templates.length > 0 ? view.templates.map(one => one.shape) : [undefined]

function* extensions({ tree, shape, axes, next }: Step): Iterable<Step> {
  for (let index = next; index < JSON_AXES.length; index++) {
    const axis = JSON_AXES[index]!
    for (const other of axis.undo(tree, shape)) {
      yield { tree: other, shape, axes: [...axes, axis], next: index + 1 }
    }
  }
}

// Only the first way of each axis after the first: this is for known combinations, not for a search.
function* applied(start: Step, ids: readonly string[]): Iterable<Step> {
  let step = start
  for (const axis of JSON_AXES) {
    if (!ids.includes(axis.id)) continue
    for (const tree of axis.undo(step.tree, step.shape)) {
      step = { ...step, tree, axes: [...step.axes, axis] }
      break
    }
  }
  if (step.axes.length > 0) yield step
}

function candidate({ tokens }: BodyView, { tree, axes }: Step): JsonCandidate {
  return {
    body: writeTree(tree),
    causes: () => inOrder([...lexicalCauses(tokens!, { strings: 'js', numbers: 'raw' }), ...axes.map(axis => axis.id)]),
    route: `json:${axes.map(axis => axis.id).join('+')}`,
  }
}
