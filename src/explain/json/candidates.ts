/** The bodies that the sender may have signed, given JSON that was read and written again: the axes alone, then together. */
import { hash } from 'node:crypto'
import type { JsonNode } from '../../core/json-tree.js'
import { compactTokens } from '../../core/json-write.js'
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
const MOST_NODES = 1_000_000
const FEWEST_TREES = 6
const MOST_TREES = 200

/** What is left of a search for trees: the body at hand comes before those that may stand inside it. */
export class TreeWork {
  #nodes = 0

  /** How many trees of a size may be made. */
  treesFor(tokens: number): number {
    const most = Math.floor((MOST_NODES - this.#nodes) / Math.max(1, tokens))
    return Math.max(this.#nodes === 0 ? FEWEST_TREES : 0, Math.min(MOST_TREES, most))
  }

  spend(tokens: number): void {
    this.#nodes += tokens
  }
}
/** Trees that are taken further by a second and third axis. */
const MOST_EXTENDED = 40
const MOST_TOGETHER = 3
const MOST_OF_ROUTE = 40

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
}

/** What changes structure and values: one axis, two, three, then all that apply. */
export function* axisCandidates(view: BodyView, work: TreeWork): Iterable<JsonCandidate> {
  const { tokens } = view
  let left = tokens ? work.treesFor(tokens.count) : 0
  if (!tokens || left <= 0) return
  const { tree } = view
  if (!tree) return
  const seen = new Map<string, Shape | undefined>()
  const rich: Step[] = []
  const possible = JSON_AXES.filter(({ needs }) => !needs || needs.test(tokens.text))
  let level = shapesOf(view).map(shape => ({ step: { tree, shape, axes: [] } as Step, further: possible }))
  for (let size = 1; size <= MOST_TOGETHER && level.length > 0; size++) {
    const grown: typeof level = []
    for (const { step, further } of level) {
      // To look for what an axis undoes costs as much as a tree, also where nothing comes of it.
      if (left <= 0) return
      const here: Step[] = []
      for (const one of extensions(step, further)) {
        if (left-- <= 0) return
        work.spend(tokens.count)
        const made = candidate(view, one)
        const name = nameOf(made.body)
        const known = seen.has(name)
        if (!known) yield made
        // What another shape gave too goes on from here in another way.
        if (known && seen.get(name) === one.shape) continue
        seen.set(name, one.shape)
        here.push(one)
      }
      const fruitful = new Set(here.map(lastOf))
      if (size === 1 && fruitful.size > MOST_TOGETHER) rich.push(step)
      for (const one of here) {
        if (grown.length < MOST_EXTENDED) grown.push({ step: one, further: after(lastOf(one), fruitful) })
      }
    }
    level = grown
  }
  for (const start of rich) {
    for (const step of applied(start, JSON_AXES, 1)) if (step.axes.length > MOST_TOGETHER) yield candidate(view, step)
  }
}

/** Characters beyond which a body is known by its digest. */
const LONGEST_NAME = 16 * 1024

const nameOf = (body: string) => (body.length > LONGEST_NAME ? hash('sha256', body, 'binary') : body)

/** The axes of a known route alone. */
export function* routeCandidates(view: BodyView, route: string): Iterable<JsonCandidate> {
  const { tree } = view
  if (!tree) return
  const ids = route.slice(route.indexOf(':') + 1).split('+')
  const axes = JSON_AXES.filter(axis => ids.includes(axis.id))
  for (const shape of shapesOf(view)) {
    for (const step of applied({ tree, shape, axes: [] }, axes, MOST_OF_ROUTE)) yield candidate(view, step)
  }
}

/** Many more of one axis each, for the end of a search. */
export function* exhaustiveCandidates(view: BodyView): Iterable<JsonCandidate> {
  const { tree, tokens } = view
  if (!tree || !tokens) return
  for (const axis of JSON_AXES) {
    let left = new TreeWork().treesFor(tokens.count) * 8
    for (const body of axis.undoMore?.(tree, shapesOf(view)[0], view.write) ?? []) {
      if (left-- <= 0) break
      yield { body, causes: causesOf(view, [axis]), route: 'json' }
    }
  }
}

const shapesOf = (view: BodyView): Array<Shape | undefined> =>
  view.templates.length > 0 ? view.templates.map(one => one.shape) : [undefined]

function* extensions({ tree, shape, axes }: Step, further: readonly JsonAxis[]): Iterable<Step> {
  for (const axis of further) {
    for (const other of axis.undo(tree, shape)) yield { tree: other, shape, axes: [...axes, axis] }
  }
}

const lastOf = ({ axes }: Step) => axes.at(-1)!

// An axis that undid nothing alone undoes nothing after another one either, unless that one opens it.
const after = (last: JsonAxis, fruitful: ReadonlySet<JsonAxis>) =>
  JSON_AXES.slice(JSON_AXES.indexOf(last) + 1).filter(axis => fruitful.has(axis) || last.opens?.includes(axis.id))

// Each of the axes in turn, where it has something to undo: of several ways only the first ones.
function applied(start: Step, axes: readonly JsonAxis[], most: number): Step[] {
  let steps = [start]
  for (const axis of axes) {
    steps = steps
      .flatMap(step => {
        const further = [...extensions(step, [axis])].slice(0, most)
        return further.length > 0 ? further : [step]
      })
      .slice(0, most)
  }
  return steps.filter(step => step.axes.length > 0)
}

const candidate = (view: BodyView, { tree, axes }: Step): JsonCandidate => ({
  body: view.write(tree),
  causes: causesOf(view, axes),
  route: `json:${axes.map(axis => axis.id).join('+')}`,
})

const causesOf =
  ({ tokens }: BodyView, axes: readonly JsonAxis[]) =>
  (): CauseId[] =>
    inOrder([...lexicalCauses(tokens!, { strings: 'js', numbers: 'raw' }), ...axes.map(axis => axis.id)])
