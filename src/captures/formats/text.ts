/** Format `text`: the output of programs, with bodies somewhere in it and digests near them. */
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { textBytes } from '../body-text.js'
import type { CapturedDelivery } from '../delivery.js'
import { makeDelivery } from '../draft.js'
import { uncoloured } from '../encoding.js'
import { findBufferObjects } from '../log/buffer-object.js'
import { type FoundDigest, findDigests } from '../log/digests.js'
import { type FoundBody, findBodies } from '../log/find.js'
import { findInFields } from '../log/in-fields.js'
import { findPasted } from '../log/pasted.js'
import { badCapture, FORMATS_HINT } from '../problems.js'
import type { CaptureReader } from '../reader.js'

/** Reads every body that is found; each digest goes with the body that it stands nearest to, as the output is ordered. */
export const readText: CaptureReader = ({ bytes, name }, notices) => {
  const text = uncoloured(bytes)
  const { bodies: printed, gaveUp } = findBodies(text)
  const fields = findInFields(text)
  if (gaveUp || fields.gaveUp) notices.add('', 'holds too much that looks like an event: the search ended early')
  const bodies = [...printed, ...findPasted(text, printed), ...findBufferObjects(text), ...fields.bodies].sort(
    (one, other) => one.start - other.start,
  )
  if (bodies.length === 0) {
    throw badCapture(name, 'has no JSON with the members "event" and "payload"', [
      FORMATS_HINT,
      'a file that is a damaged body itself is read with --format body',
    ])
  }
  const near = shareOut(text, bodies, findDigests(text, bodies))
  const lines = new LineCounter(text)
  return bodies.map((body, index) => toDelivery(body, near[index]!, `${name}, line ${lines.at(body.start)}`))
}

function toDelivery(body: FoundBody, digests: FoundDigest[], source: string): CapturedDelivery {
  const { bytes, lossy } = body.bytes ? { bytes: Buffer.from(body.text, 'latin1') } : textBytes(body.text)
  const notes = [...body.notes]
  const signature = digests.find(digest => digest.role === 'received')
  if (signature) notes.push(`the digest after "${signature.words}" was taken for the header ${SIGNATURE_HEADER}`)
  const others = digests.filter(digest => digest !== signature)
  for (const { role, words } of others) {
    if (role === 'computed') notes.push(`the digest after "${words}" was taken for one that the receiver computed`)
    else notes.push('a further digest stands near; what it is cannot be told')
  }
  return makeDelivery({
    source,
    format: 'text',
    trust: body.pasted ? 'typed' : 'logged',
    headers: signature ? [[SIGNATURE_HEADER, signature.text]] : [],
    body: bytes,
    complete: body.complete,
    lossy: body.lossy ?? lossy,
    digests: others.length > 0 ? others.map(digest => digest.text) : undefined,
    notes,
  })
}

/**
 * Which digests go with which body: those of its line; of those on lines of their own the following ones, or the ones
 * before it where the output begins with one.
 */
function shareOut(text: string, bodies: readonly FoundBody[], digests: readonly FoundDigest[]): FoundDigest[][] {
  const shares: FoundDigest[][] = bodies.map(() => [])
  const counters = [new LineCounter(text), new LineCounter(text), new LineCounter(text)] as const
  const starts = bodies.map(body => counters[0].at(body.start))
  const ends = bodies.map(body => counters[1].at(body.end))
  const lines = digests.map(digest => counters[2].at(digest.start))
  const leads = lines.some(line => line < starts[0]!)
  let next = 0
  for (const [index, digest] of digests.entries()) {
    while (next < bodies.length && bodies[next]!.start < digest.start) next++
    const line = lines[index]!
    const owner = ends[next - 1] === line ? next - 1 : starts[next] === line || leads ? next : next - 1
    shares[Math.min(Math.max(owner, 0), bodies.length - 1)]!.push(digest)
  }
  return shares
}

/** Line numbers of positions that are asked for in order. Counts on from the position before, so that all answers together take one pass. */
class LineCounter {
  #at = 0
  #line = 1

  constructor(readonly text: string) {}

  /** The line, from 1, of a position that is not before the one asked for last. */
  at(position: number): number {
    for (let feed = this.text.indexOf('\n', this.#at); feed !== -1 && feed < position; ) {
      this.#line++
      this.#at = feed + 1
      feed = this.text.indexOf('\n', this.#at)
    }
    return this.#line
  }
}
