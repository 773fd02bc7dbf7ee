/** What a check is: a title and its reasons, what to send, and what a correct receiver answers. */
import type { RawHeader } from '../captures/record.js'
import type { Json } from '../core/path.js'

/** A `must` decides over the run; a `should` only with `--strict`. */
export const LEVELS = ['must', 'should'] as const
export type Level = (typeof LEVELS)[number]

/** What the checks are about, in the order in which they run. */
export const GROUPS = ['control', 'accepts', 'body', 'behaviour', 'refuses'] as const
export type Group = (typeof GROUPS)[number]

/**
 * What a correct receiver answers.
 *
 * - `accepted`: 2xx, or what the user calls accepted.
 * - `refused`: a 4xx that says no to this request, or what the user calls a refusal; proof needs a control around it.
 * - `verified`: the signature was found right, whatever became of the body: 2xx, 400, 415 or 422.
 * - `client-error`: any 4xx.
 * - `handled`: anything but a failure of the receiver's own.
 */
export type Expectation = 'accepted' | 'refused' | 'verified' | 'client-error' | 'handled'

/** One request, without the headers that every delivery has. */
export interface Sending {
  readonly body: Buffer
  /** `POST` unless given. */
  readonly method?: 'GET'
  /** The lines of the signature header; empty sends none. */
  readonly signature: readonly RawHeader[]
  /** In place of `application/json`. */
  readonly contentType?: string
  /** In place of the set-up's own static headers. */
  readonly statics?: readonly RawHeader[]
  /** Which of a check's requests it is, for people: what is found says so. */
  readonly which?: string
}

/** What a check makes its requests of. Whatever is drawn for a check is the same in each run with the same seed. */
export interface Kit {
  /** Undefined for a webhook without a secret. */
  readonly secret: string | undefined
  readonly statics: readonly RawHeader[]
  /** A valid body of the control's event, with ids of its own at each call. */
  body(): Buffer
  /** The same, of another event that is sent. */
  bodyOf(event: string): Buffer
  /** A request as the sender would make it: signed, if there is a secret. */
  valid(body: Buffer): Sending
}

/** How the requests of a check follow each other. */
export type Manner = 'in-turn' | 'together' | 'one-connection'

/** One thing that a correct receiver does. Ids are stable: baselines, reports and scripts hold them. */
export interface Check {
  readonly id: string
  readonly group: Group
  readonly level: Level
  /** What a correct receiver does, without the word "should". */
  readonly title: string
  readonly why: string
  readonly fix: string
  readonly expect: Expectation
  /** The event whose story this is a step of: such checks go in the story's order. */
  readonly story?: string
  /** What to send; none where the check follows from the others. */
  send?(kit: Kit): readonly Sending[]
  /** What must be accepted for a failure to be this check's own: sent only after one. */
  readonly granted?: { send(kit: Kit): Sending; readonly otherwise: string }
  /** How many that is; one unless given. */
  readonly requests?: number
  /** Default: `in-turn`. */
  readonly manner?: Manner
  /** Whether each answer is to be of the same class, rather than as expected. */
  readonly alike?: true
}

/** A body as a JSON object, to be changed. */
export type JsonObject = { [member: string]: Json }
