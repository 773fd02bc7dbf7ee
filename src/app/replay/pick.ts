/** Which deliveries of a recording are sent again: by the filters of `listen`, by id, the last ones. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import type { DeliveryFilter } from '../delivery-filter.js'
import { type Accepted, type Judgement, VERDICTS, type Verdict } from '../judge.js'
import { judgeContent } from '../judge-content.js'

/** What a delivery must be. Every condition that is given must hold. */
export interface PickOptions {
  filter: DeliveryFilter | undefined
  /** Ids as the listener gave them; any of them. */
  ids: readonly string[] | undefined
  /** What verdicts are by, where the recording holds none. */
  accepted: Accepted
}

/** Decides on deliveries one by one. */
export interface Picker {
  /** What was found of a delivery that is to be sent; `undefined` for one that is not. */
  pick(delivery: CapturedDelivery): Judgement | undefined
  /** The ids that no delivery has had until now. */
  unmet(): string[]
}

const isVerdict = (text: string | undefined): text is Verdict => VERDICTS.some(one => one === text)

/** Makes the picker of a run. Bodies are looked into only where a condition asks for it. */
export function createPicker({ filter, ids, accepted }: PickOptions): Picker {
  const wanted = ids && new Set(ids)
  const unmet = ids && new Set(ids)
  return {
    unmet: () => [...(unmet ?? [])],
    pick(delivery) {
      if (wanted) {
        if (delivery.id === undefined || !wanted.has(delivery.id)) return undefined
        unmet!.delete(delivery.id)
      }
      const quick = filter ? undefined : judgeContent(delivery, NOBODY, { findings: false })
      if (quick?.event !== undefined) return quick
      const judgement = judgeContent(delivery, accepted, { findings: true })
      // What the listener found counts: it knew the secret that was right then.
      const found = isVerdict(delivery.verdict) ? { ...judgement, verdict: delivery.verdict } : judgement
      return !filter || filter(found) ? found : undefined
    },
  }
}

/** Without a secret no time goes into a verdict that nobody asks for. */
const NOBODY: Accepted = { secrets: [], staticHeaders: [], unsigned: true }

/** How many deliveries of a recording are picked; to be known before the last ones can be told. */
export async function countPicked(deliveries: AsyncIterable<CapturedDelivery>, { pick }: Picker): Promise<number> {
  let count = 0
  for await (const delivery of deliveries) if (pick(delivery)) count++
  return count
}
