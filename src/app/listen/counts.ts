/** What a run of the listener came to, in numbers: flat in memory however many deliveries come. */
import type { RefusalReason } from '../../http/refusals.js'
import { addJudgement, increase, type JudgementCounts, noJudgements } from '../judgement-counts.js'
import { isAccepted, type Received } from './received.js'

/** The running counts. */
export interface ListenCounts extends JudgementCounts {
  received: number
  statuses: Map<number, number>
  /** Accepted deliveries by event. */
  events: Map<string, number>
  duplicates: number
  /** Answers that came too late for their sender. */
  unsent: number
  /** Bodies that broke off. */
  cut: number
  /** Deliveries that could not be kept, and were answered 503. */
  lost: number
  forwarded: number
  /** Deliveries that somebody behind did not accept, or did not answer. */
  forwardFailed: number
  /** Requests that were no deliveries. */
  refused: Map<RefusalReason, number>
  notExplained: number
  add(received: Received): void
  addRefused(reason: RefusalReason): void
}

/** Events that are counted apart. */
const MOST_EVENTS = 100

/** Counts that start at zero. */
export function createListenCounts(): ListenCounts {
  return {
    received: 0,
    ...noJudgements(),
    statuses: new Map(),
    events: new Map(),
    duplicates: 0,
    unsent: 0,
    cut: 0,
    lost: 0,
    forwarded: 0,
    forwardFailed: 0,
    refused: new Map(),
    notExplained: 0,
    add({ judgement, status, sent, duplicateOf, lost, forwarded }) {
      if (status === undefined) {
        this.cut++
        return
      }
      this.received++
      addJudgement(this, judgement)
      increase(this.statuses, status)
      const { event } = judgement
      if (event !== undefined && isAccepted(judgement)) increase(this.events, event, MOST_EVENTS)
      if (duplicateOf !== undefined) this.duplicates++
      if (!sent) this.unsent++
      if (lost) this.lost++
      if (forwarded && forwarded.length > 0) this.forwarded++
      if (forwarded?.some(one => one.error || (one.status ?? 0) >= 300)) this.forwardFailed++
    },
    addRefused(reason) {
      increase(this.refused, reason)
    },
  }
}
