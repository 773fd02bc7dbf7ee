/** All bodies that the sender may have signed, given the one at hand: single faults first, then faults within faults. */
import type { CauseId } from '../causes.js'
import type { ExplainInput } from '../explanation.js'
import { axisCandidates, exhaustiveCandidates, flatCandidates, routeCandidates, TreeWork } from '../json/candidates.js'
import { BodyView } from '../view.js'
import type { BodyFault } from './fault.js'
import { BODY_FAULTS, WRAPPINGS } from './faults.js'
import { isPlausible } from './plausible.js'

/** A body with the way to it. */
export interface Way {
  readonly body: Uint8Array | string
  readonly causes: () => readonly CauseId[]
  /** A stable name of the way, to be tried first for the next delivery. */
  readonly route: string
  readonly how?: string
  /** Whether it makes no sense to look into it. */
  readonly closed?: boolean
  /** Whether nothing that is seen suggests it. */
  readonly guess?: boolean
  /** Whether it is too rare to be tried with every fault of a secret. */
  readonly rare?: boolean
}

/** Bodies inside others that are looked into. */
const MOST_INNER = 16
const MOST_INNER_OF_ONE = 6
const DEEPEST = 2

/** The cheapest: blanks and escapes alone. */
export const flatBodies = (view: BodyView): Iterable<Way> => flatCandidates(view)

/** Large families, for the end of a search. */
export const lateBodies = (view: BodyView): Iterable<Way> => exhaustiveCandidates(view)

/** Bodies by the way that was proven last. */
export function* knownBodies(view: BodyView, input: ExplainInput, first: string): Iterable<Way> {
  const [head = '', ...rest] = first.split('>')
  if (head === 'json' || head.startsWith('json:')) {
    yield* head.includes(':') ? routeCandidates(view, head) : flatCandidates(view)
    return
  }
  const fault = BODY_FAULTS.find(one => one.id === head)
  if (!fault) return
  for (const way of undone(fault, view, input)) {
    if (rest.length === 0) yield way
    else {
      const inside = knownBodies(new BodyView(way.body, input.event), input, rest.join('>'))
      for (const inner of inside) yield through(way, inner)
    }
  }
}

/**
 * Bodies that may have been signed, the simplest and most frequent first: level by level, so that no way is named that
 * needs a fault more than another.
 */
export function* signedBodies(view: BodyView, input: ExplainInput): Iterable<Way> {
  const work = new TreeWork()
  let level: Array<{ outer: Way | undefined; view: BodyView }> = [{ outer: undefined, view }]
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const inside: Way[] = []
    for (const { outer, view: inner } of level) {
      const within = (way: Way) => (outer ? through(outer, way) : way)
      if (outer) for (const way of flatCandidates(inner)) yield within(way)
      for (const fault of inner.inPieces ? WRAPPINGS : BODY_FAULTS) {
        let ofOne = 0
        for (const way of undone(fault, inner, input)) {
          if (way.guess && depth > 0) continue
          yield within(way)
          if (!fault.wraps || way.closed || inside.length >= MOST_INNER || !isPlausible(way.body)) continue
          if (ofOne++ < MOST_INNER_OF_ONE) inside.push(within(way))
        }
      }
    }
    for (const { outer, view: inner } of level) {
      for (const way of axisCandidates(inner, work)) yield outer ? through(outer, way) : way
    }
    level = inside.map(outer => ({ outer, view: new BodyView(outer.body, input.event) }))
  }
}

function* undone(fault: BodyFault, view: BodyView, input: ExplainInput): Iterable<Way> {
  for (const { causes = [fault.id], ...candidate } of fault.undo?.(view, input) ?? []) {
    yield { ...candidate, causes: () => causes, route: fault.id }
  }
}

const through = (outer: Way, inner: Way): Way => ({
  body: inner.body,
  causes: () => [...outer.causes(), ...inner.causes()],
  route: `${outer.route}>${inner.route}`,
})
