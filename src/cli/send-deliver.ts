/** Delivers the plan of `send`, and tells what its answers come to. */

import type { Plan } from '../app/plan.js'
import { type SendPace, sendPlan } from '../app/send.js'
import { exitCodeOf } from '../app/send-counts.js'
import type { Io } from './io.js'
import { allowsRemote } from './options/connection.js'
import { namedSecret } from './options/secret.js'
import { type DeliveryRun, runDeliveries } from './run-deliveries.js'
import { isBulk, type PaceFlags, totalDeliveries } from './send-pace.js'

/** Everything that a run of `send` was told. */
export interface Delivery
  extends Omit<
    DeliveryRun,
    | 'command'
    | 'work'
    | 'doing'
    | 'signing'
    | 'bulk'
    | 'total'
    | 'several'
    | 'seed'
    | 'connections'
    | 'requireLoopback'
    | 'capture'
  > {
  plan: Plan
  pace: SendPace
  options: PaceFlags & { allowRemote?: boolean; capture?: string }
}

/** Sends; returns the exit code. */
export async function deliverPlan(delivery: Delivery, io: Io): Promise<number> {
  const { plan, pace, options, context, target, secret, counts } = delivery
  const bulk = isBulk(options)
  const total = totalDeliveries(plan, pace)
  if (!bulk) io.expectFewRequests()
  await runDeliveries(
    {
      ...delivery,
      command: 'send',
      work: sending => sendPlan(plan, pace, sending),
      doing: 'sending to',
      signing: secret ? `signed with ${namedSecret(secret)}` : 'unsigned',
      bulk,
      total,
      several: bulk || total !== 1,
      seed: plan.seed,
      connections: pace.concurrency,
      requireLoopback: bulk && !allowsRemote(options, context.profile, target.hostname),
      capture: options.capture,
    },
    io,
  )
  return exitCodeOf(counts, bulk)
}
