/** Whether a value that somebody gives for a member may be shown, by the same list as the bodies themselves. */
import { parseJson } from '../core/parse-json.js'
import type { Segment } from '../core/path.js'
import type { Variant } from './catalogue.js'
import { isShown } from './mask.js'
import { eventTree, type Member } from './member-tree.js'

/** An event in one of its shapes. */
export interface EventShape {
  readonly event: string
  readonly variant: Variant
}

/**
 * Whether the value may be shown: some of the events have the member, and in none of them it is to be masked.
 *
 * @param raw JSON, or text
 */
export function isShownValue(path: readonly Segment[], raw: string, events: Iterable<EventShape>): boolean {
  const values = [raw, ...json(raw)]
  let known = false
  for (const { event, variant } of events) {
    const member = memberOf(eventTree(event, variant), path)
    if (!member) continue
    if (!values.some(value => isShown(value, member))) return false
    known = true
  }
  return known
}

function memberOf(tree: Member, path: readonly Segment[]): Member | undefined {
  let member: Member | undefined = tree
  for (const segment of path) member = typeof segment === 'number' ? member?.item : member?.members?.get(segment)
  return member
}

function json(raw: string): unknown[] {
  try {
    return [parseJson(raw)]
  } catch {
    return []
  }
}
