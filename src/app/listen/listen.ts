/** A whole listener: deliveries are answered first, then explained in the gaps, then told of. */
import type { Listener, RefusedRequest } from '../../http/arrival.js'
import { startListener } from '../../http/listener.js'
import type { DeliveryExplainer } from '../explain-delivery.js'
import { capturedDelivery, refusedBehind } from './captured.js'
import { createExplainLater } from './explain-later.js'
import { createReceiver } from './receive.js'
import { isAccepted, type Received } from './received.js'
import type { ReceiverOptions } from './receiver.js'

/** What a listener is made of. */
export interface ListenOptions extends Omit<ReceiverOptions, 'onReceived'> {
  host: string
  /** 0 for any that is free. */
  port: number
  /** Why a signature does not fit; without it nothing is explained. */
  explainer: DeliveryExplainer | undefined
  /** Milliseconds of a clock that only moves forwards. */
  clock(): number
  /** Calls back after so many milliseconds. */
  later(ms: number, callback: () => void): void
  /** Once per delivery, after its answer and its explanation; `explained` is false where it should have one and has none. */
  onReceived(received: Received, explained: boolean): void
  onRefused(request: RefusedRequest): void
  /** A bug of ours. */
  failed(error: unknown): void
}

/** A listener that is running. */
export interface Listening {
  listener: Pick<Listener, 'address' | 'port' | 'url'>
  /** Takes nothing new, and resolves when all that came is answered, kept, explained and told of. */
  close(): Promise<void>
}

/** Larger bodies would keep deliveries waiting while they are searched. */
const LARGEST_EXPLAINED = 4 * 1024 ** 2
/** Milliseconds between two deliveries that are remembered. */
const REMEMBER_EVERY = 20

/**
 * Starts a listener.
 *
 * @throws CvHookError `port-taken`, `address`
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { explainer, onReceived } = options
  const later = createExplainLater(options)

  const explain = (received: Received) => {
    if (!explainer || received.status === undefined) return onReceived(received, true)
    const refused = refusedBehind(received)
    if (isAccepted(received.judgement) && refused === undefined) {
      remember(received)
      return onReceived(received, true)
    }
    const { body } = received.arrival
    const task = async () => {
      const skipped = explainer.skipped
      received.explanation = await explainer.explain(capturedDelivery(received), received.judgement)
      onReceived(received, explainer.skipped === skipped)
    }
    if (body.length > LARGEST_EXPLAINED || !later.add(body.length, task)) onReceived(received, false)
    return undefined
  }

  /** A signature may belong to a delivery that came before; of very many only some are remembered. */
  let rememberedAt = Number.NEGATIVE_INFINITY
  const remember = (received: Received) => {
    const now = options.clock()
    if (now - rememberedAt < REMEMBER_EVERY) return
    rememberedAt = now
    explainer!.explain(capturedDelivery(received), received.judgement)
  }

  const receiver = createReceiver({ ...options, onReceived: explain })
  const listener = await startListener(options, {
    deliver: arrival => receiver.deliver(arrival),
    cut: arrival => receiver.cut(arrival),
    refused: request => options.onRefused(request),
    failed: error => options.failed(error),
  })
  const close = async () => {
    receiver.hurry()
    await listener.close()
    await receiver.finish()
    await later.finish()
  }
  let closed: Promise<void> | undefined
  return {
    listener,
    close() {
      closed ??= close()
      return closed
    },
  }
}
