/** Opens the listener of a run with everything that it is made of. */
import { setTimeout as pause } from 'node:timers/promises'
import { createDeliveryExplainer } from '../../app/explain-delivery.js'
import type { ListenCounts } from '../../app/listen/counts.js'
import { createDuplicates } from '../../app/listen/duplicates.js'
import { forward } from '../../app/listen/forward.js'
import { type Listening, listen } from '../../app/listen/listen.js'
import type { Received } from '../../app/listen/received.js'
import type { CaptureLines } from '../../app/listen/receiver.js'
import type { Io } from '../io.js'
import type { OpenForward } from './forward.js'
import type { ListenSettings } from './settings.js'
import type { RunView } from './view.js'

/** What was opened before, and whom to tell. */
export interface ListenParts {
  onward: OpenForward | undefined
  capture: CaptureLines | undefined
  view: RunView
  counts: ListenCounts
  onReceived(received: Received, explained: boolean): void
  failed(error: unknown): void
  io: Io
}

/**
 * Opens it.
 *
 * @throws CvHookError `port-taken`, `address`
 */
export function openListening(
  settings: ListenSettings,
  { onward, capture, view, counts, onReceived, failed, io }: ListenParts,
): Promise<Listening> {
  const { accepted, suspects, findings, faults, filter } = settings
  const run = Buffer.from(io.randomBytes(4)).toString('hex')
  let count = 0
  return listen({
    host: settings.host,
    port: settings.port,
    accepted,
    findings,
    duplicates: createDuplicates(),
    newId: () => `${run}-${++count}`,
    capture,
    secretHeaders: new Set(accepted.staticHeaders.map(one => one.name.toLowerCase())),
    faults,
    sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    forward: onward && ((arrival, event, signal) => forward(arrival, event, { ...onward, signal })),
    forwardInvalid: settings.forwardInvalid,
    filter,
    gate: () => view.gate(),
    explainer: createDeliveryExplainer({
      accepted,
      suspects,
      arrived: true,
      limit: settings.explanations,
      budget: BUDGET,
    }),
    clock: () => performance.now(),
    later: (ms, callback) => void setTimeout(callback, ms).unref(),
    onReceived,
    onRefused: request => {
      counts.addRefused(request.reason)
      view.refused(request)
    },
    failed,
  })
}

/** A search holds deliveries up: it may hash so many bytes, which takes about a tenth of a second. */
const BUDGET = { bytes: 48 * 1024 ** 2 }
