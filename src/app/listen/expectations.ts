/** What a run waits for: events by name, in any order or in the one given, or a number of deliveries. */
import { type EventName, findEvent, unknownEvent } from '../../events/catalogue.js'

/** What is waited for. */
export interface ExpectationOptions {
  /** Names of events; one that stands twice must come twice. */
  events: readonly string[]
  /** Whether they must come in this order; others may come between them. */
  inOrder: boolean
  /** How many deliveries, whatever they are. */
  count: number | undefined
}

/** What has come of it so far. */
export interface Expectations {
  /** Whether anything at all is waited for. */
  readonly any: boolean
  readonly inOrder: boolean
  /** Events that are still missing, in the order given. */
  readonly missing: readonly string[]
  /** Deliveries that are still missing; 0 where no number was given. */
  readonly missingCount: number
  readonly met: boolean
  /** Takes note of a delivery; `counts` says whether it may satisfy an expected event. */
  see(event: string | undefined, counts: boolean): void
}

/**
 * Makes the expectations of a run.
 *
 * @throws CvHookError `unknown-event`
 */
export function createExpectations({ events, inOrder, count }: ExpectationOptions): Expectations {
  const missing: EventName[] = events.map(written => {
    const entry = findEvent(written)
    if (!entry) throw unknownEvent(written)
    return entry.name
  })
  let left = count ?? 0
  return {
    any: events.length > 0 || count !== undefined,
    inOrder,
    get missing() {
      return missing
    },
    get missingCount() {
      return left
    },
    get met() {
      return missing.length === 0 && left === 0
    },
    see(event, counts) {
      if (left > 0) left--
      if (event === undefined || !counts) return
      const at = inOrder ? (missing[0] === event ? 0 : -1) : missing.indexOf(event as EventName)
      if (at !== -1) missing.splice(at, 1)
    },
  }
}
