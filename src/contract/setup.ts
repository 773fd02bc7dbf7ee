/** What a run is about: the deliveries that it may send, in the order in which they happen, and what is known of them. */
import type { RawHeader } from '../captures/record.js'
import type { EventEvidence, Variant } from '../events/catalogue/entry.js'
import type { DocumentFormat } from '../events/documents.js'

/** One delivery of a story. */
export interface StoryEvent {
  readonly event: string
  readonly evidence: EventEvidence
  readonly body: Buffer
}

/** Deliveries of one case that share its ids, in the order in which they happen. */
export interface Story {
  readonly variant: Variant
  readonly documents: DocumentFormat
  /** Whether the webhook is set to this shape and format. */
  readonly chosen: boolean
  readonly events: readonly StoryEvent[]
}

/** What a run is made of. */
export interface ContractSetup {
  readonly stories: readonly Story[]
  /** The event that is known to be accepted, or to be tried. */
  readonly control: string
  /** An event that carries a document inline, to be grown. */
  readonly withDocument: string | undefined
  /** An event with `payload.payment.amount`. */
  readonly withAmount: string | undefined
  /** Members of the control's body: which may be null, and which are free text. Array items are written `medInfo[]`. */
  readonly nullable: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
  /** Whether deliveries are signed. */
  readonly signed: boolean
  readonly statics: readonly RawHeader[]
}
