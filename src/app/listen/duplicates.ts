/** Deliveries that came before: the same event sent again, told by its activity's id. */
import { createHash } from 'node:crypto'
import { activityId } from '../../events/pseudonyms.js'

/** How many events are remembered; older ones are forgotten. */
const REMEMBERED = 20_000

/** A delivery that came before. */
export interface Earlier {
  id: string
  /** Epoch milliseconds. */
  receivedAt: number
}

/** Remembers what came. */
export interface Duplicates {
  /**
   * The first delivery of the same event; `undefined` when this is the first, which is remembered.
   *
   * @param body as parsed; undefined where it was not looked at
   * @param bytes tell events apart that have no activity, where there is no signature that does
   */
  firstOf(delivery: Earlier, body: unknown, bytes: Uint8Array, signature: string | undefined): Earlier | undefined
}

/** Remembers nothing yet. */
export function createDuplicates(): Duplicates {
  const seen = new Map<string, Earlier>()
  return {
    firstOf(delivery, body, bytes, signature) {
      const key = keyOf(body, bytes, signature)
      const first = seen.get(key)
      if (first !== undefined) return first
      seen.set(key, delivery)
      if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value!)
      return undefined
    },
  }
}

/** Ids are short; a long one is somebody's attempt to fill the memory. */
const LONGEST_ID = 100

function keyOf(body: unknown, bytes: Uint8Array, signature: string | undefined): string {
  const activity = activityId(body)
  if (activity !== undefined && activity.length <= LONGEST_ID) return activity
  return signature ?? createHash('sha256').update(bytes).digest('hex')
}
