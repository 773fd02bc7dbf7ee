/** What may have been signed in place of a large body, in an order that is the same for a body and for its copy. */
import type { CauseId } from '../../explain/causes.js'
import { endedPieces } from '../../explain/large/change.js'
import { undoneChanges } from '../../explain/large/changes.js'

/** The body itself first; then those that differ from it by no other causes than the given ones. */
export function* largeBodies(bytes: Buffer, causes: readonly CauseId[]): Iterable<Buffer> {
  yield bytes
  const isGiven = (cause: string) => causes.includes(cause as CauseId)
  const { plain, others } = undoneChanges(bytes)
  for (const change of [plain, ...others]) {
    const named = change.route === '' || change.route === 'json' ? [] : change.route.split(',')
    for (const ending of named.every(isGiven) ? change.endings : []) {
      if ((change === plain && ending.causes.length === 0) || !ending.causes.every(isGiven)) continue
      yield Buffer.concat(Array.from(endedPieces(change, ending), piece => Buffer.from(piece)))
    }
  }
}
