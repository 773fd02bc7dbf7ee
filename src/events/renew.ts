/** New ids and times for bodies that come one by one: the same old id always gets the same new one, so that they stay linked. */
import { namedBytes } from '../core/random.js'
import { compileFresh, fillFresh, shiftToNow } from './fresh.js'

/**
 * Makes what renews the bodies of a run. The first one with a time happens at `now`, all others as much before or after
 * it as they did.
 *
 * @param now epoch milliseconds
 * @param keep texts that stay as they are, since the user set them
 */
export function createRenewal(seed: string, now: number, keep: ReadonlySet<string>): (body: Buffer) => Buffer {
  let shift: number | undefined
  return body => {
    shift ||= shiftToNow([body], now)
    const fresh = compileFresh([body], shift, keep)
    const ids = fresh.drawNamed(old => namedBytes(seed, old))
    return fillFresh(fresh.bodies[0]!, ids, Buffer.allocUnsafe(body.length))
  }
}
