/** Sends recorded deliveries again, one after another, in constant memory. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import type { Forgery } from '../../core/forge.js'
import type { StatusExpectation } from '../../core/status.js'
import type { SendContext } from '../send.js'
import { type SentStep, sendOne } from '../send-one.js'
import type { Picker } from './pick.js'
import { type ReplayRequest, type ReplayRequestOptions, replayRequest } from './request.js'

/** How a run picks its deliveries and makes its requests. */
export interface ReplayOptions extends ReplayRequestOptions {
  picker: Picker
  /** Of those that are picked, the first ones that are passed over. */
  skip: number
  forge: Forgery | undefined
  expect: StatusExpectation
  withinMs: number | undefined
}

/** What only a replay counts. */
export interface ReplayCounts {
  /** Deliveries of the recordings. */
  read: number
  /** Those that were picked. */
  picked: number
  /** Picked ones that could not be sent. */
  unsendable: number
  /** Recordings that could not be read, or not to their end. */
  unreadable: number
  /** Names of headers whose values were masked and are left out, lower case. */
  masked: Set<string>
}

/** Counts that start at zero. */
export const createReplayCounts = (): ReplayCounts => ({
  read: 0,
  picked: 0,
  unsendable: 0,
  unreadable: 0,
  masked: new Set(),
})

/** A delivery that is picked, with the request that it makes. */
export interface Picked {
  delivery: CapturedDelivery
  step: SentStep
  request: ReplayRequest
}

/** The picked deliveries of a recording with their requests, one at a time. */
export async function* pickedRequests(
  deliveries: AsyncIterable<CapturedDelivery>,
  options: ReplayOptions,
  counts: ReplayCounts,
): AsyncGenerator<Picked> {
  const { picker, skip, forge, expect, withinMs } = options
  for await (const delivery of deliveries) {
    counts.read++
    const judgement = picker.pick(delivery)
    if (!judgement || counts.picked++ < skip) continue
    const step = { event: judgement.event ?? null, forge, expect, withinMs }
    const request = replayRequest(delivery, step, options)
    if ('why' in request) counts.unsendable++
    yield { delivery, step, request }
  }
}

/** The masked headers of a request that no request before had. */
export function newlyMasked(request: { masked: readonly string[] }, { masked }: ReplayCounts): string[] {
  const names = request.masked.filter(name => !masked.has(name))
  for (const name of names) masked.add(name)
  return names
}

/** What sending a recording again needs besides a sender. */
export interface ReplayContext {
  /** Waits for a delivery's turn. */
  turn(receivedAt?: number): Promise<void>
  onUnsendable(picked: Picked, why: string): Promise<void> | void
  /** Told once for each header whose values are masked and left out, lower case. */
  onMasked(name: string): void
}

/** Sends the picked deliveries of a recording; stops when the signal is aborted. */
export async function replayRecording(
  deliveries: AsyncIterable<CapturedDelivery>,
  options: ReplayOptions,
  counts: ReplayCounts,
  sending: SendContext,
  { turn, onUnsendable, onMasked }: ReplayContext,
): Promise<void> {
  for await (const picked of pickedRequests(deliveries, options, counts)) {
    if (sending.signal.aborted) return
    const { delivery, step, request } = picked
    if ('why' in request) {
      await onUnsendable(picked, request.why)
      continue
    }
    for (const name of newlyMasked(request, counts)) onMasked(name)
    await turn(delivery.receivedAt)
    if (sending.signal.aborted) return
    const outcome = await sendOne(step, request, request.signature, sending)
    const told = sending.onDelivery({ ...outcome, recorded: { source: delivery.source, id: delivery.id } })
    if (told) await told
  }
}
