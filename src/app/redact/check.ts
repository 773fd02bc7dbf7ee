/** Looks at copies as whoever gets them will: read from the file, with the test secrets alone. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import { createDeliveryExplainer } from '../explain-delivery.js'
import { judge } from '../judge.js'
import { type Found, foundOf, isSame } from './found.js'
import type { TestSecrets } from './test-secrets.js'

/**
 * Counts the copies that do not show what was found of them when they were made.
 *
 * @param deliveries the copies, in the order in which they were made
 * @param expected what was found of each
 * @param hasSecrets whether the originals were verified at all
 */
export async function differingCopies(
  deliveries: AsyncIterable<CapturedDelivery>,
  expected: readonly Found[],
  { tests, unsigned, hasSecrets, limit }: { tests: TestSecrets; unsigned: boolean; hasSecrets: boolean; limit: number },
): Promise<number> {
  const accepted = { secrets: hasSecrets ? tests.accepted : [], staticHeaders: [], unsigned }
  const explainer = createDeliveryExplainer({ accepted, suspects: tests.suspects, limit })
  let differing = 0
  let at = 0
  for await (const delivery of deliveries) {
    const judgement = judge(delivery, accepted, { findings: true })
    const found = foundOf(judgement, await explainer.explain(delivery, judgement))
    const wanted = expected[at++]
    if (!wanted || !isSame(found, wanted)) differing++
  }
  return differing + Math.max(0, expected.length - at)
}
