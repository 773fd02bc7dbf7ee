/** All bodies that a receiver may have hashed, given the right one: what the forward search and the active one walk through. */
import { profilesOf } from '../json/profiles.js'
import type { BodyView } from '../view.js'
import type { Way } from './candidates.js'
import { BODY_FAULTS } from './faults.js'

/** Faults with many candidates come last. */
const LAST: ReadonlySet<string> = new Set(['body-truncated', 'json-part-signed'])

/** Bodies that differ from the right one, the most frequent faults first. */
export function* hashedBodies(original: BodyView): Iterable<Way> {
  const faults = BODY_FAULTS.filter(fault => fault.redo)
  yield* redone(
    original,
    faults.filter(fault => fault.decisive && !LAST.has(fault.id)),
  )
  // What becomes of a large one passes in pieces elsewhere.
  if (original.large) return
  if (original.tree) {
    for (const { body, causes, how, several } of profilesOf(original.tree)) {
      if (body !== original.text) yield { body, causes, how, guess: several, route: '' }
    }
  }
  yield* redone(
    original,
    faults.filter(fault => !fault.decisive && !LAST.has(fault.id)),
  )
  yield* redone(
    original,
    faults.filter(fault => LAST.has(fault.id)),
  )
}

function* redone(original: BodyView, faults: typeof BODY_FAULTS): Iterable<Way> {
  for (const fault of faults) {
    for (const { body, how = '', causes = [fault.id], guess = false } of fault.redo!(original)) {
      yield { body, causes: () => causes, how, guess, route: fault.id }
    }
  }
}
