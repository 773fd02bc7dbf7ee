/** New ids and times for bodies that come one by one: the same old id always gets the same new one, so that they stay linked. */
import { namedBytes, seedTime } from '../core/random.js'
import { compileFresh, fillFresh, shiftToNow } from './fresh.js'

/**
 * Makes what renews the bodies of a run. The first one with a time happens when the seed says, all others as much before
 * or after it as they did.
 *
 * @param keep texts that stay as they are, since the user set them
 */
export function createRenewal(seed: string, keep: ReadonlySet<string>): (body: Buffer) => Buffer {
  let shift: number | undefined
  return body => {
    shift ||= shiftToNow([body], seedTime(seed))
    const fresh = compileFresh([body], shift, keep)
    const ids = fresh.drawNamed(old => namedBytes(seed, old))
    return fillFresh(fresh.bodies[0]!, ids, Buffer.allocUnsafe(body.length))
  }
}
