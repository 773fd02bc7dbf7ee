/** Which of a user's changes may be shown with their values, in commands that end up in logs and reports. */
import { isShownValue } from '../events/shown-value.js'
import { type BodyOptions, outlineStories } from './contract-bodies.js'

/** Answers for a change by its place among them. */
export function shownChanges(bodies: BodyOptions): (change: number) => boolean {
  if (bodies.changes.length === 0) return () => false
  const events = outlineStories(bodies).flatMap(({ variant, events }) => events.map(event => ({ event, variant })))
  const shown = bodies.changes.map(
    change => change.kind === 'set-text' && isShownValue(change.path, change.raw, events),
  )
  return change => shown[change] === true
}
