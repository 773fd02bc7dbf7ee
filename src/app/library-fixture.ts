/** The library's `fixture()`: a bundled body, typed by its event. */

import { CvHookError } from '../core/errors.js'
import type { SendableEvent, Variant } from '../events/catalogue.js'
import { fixture as makeFixture } from '../events/fixture.js'
import type { EventBodies, LegacyBodies } from '../generated/payloads.js'

/** The body's type for an event in a shape. */
export type FixtureFor<E extends SendableEvent, V extends Variant> = V extends 'legacy'
  ? E extends keyof LegacyBodies
    ? LegacyBodies[E]
    : never
  : E extends keyof EventBodies
    ? EventBodies[E]
    : never

/** How a fixture is made. */
export interface LibraryFixtureOptions<V extends Variant = Variant> {
  /** `event` (default): only the event's data; `full`: with the whole case; `legacy`: the older article's shapes. */
  payload?: V
  /** How documents are carried: `base64` (default) or `url`. */
  documents?: 'base64' | 'url'
  /** The URL of documents, with `documents: 'url'`. */
  documentUrl?: string
}

/**
 * A realistic, fictional body of an event. A fresh copy each time: change it as you like.
 *
 * `JSON.stringify` of it gives the bytes that CareValidate would sign.
 *
 * @example fixture('ADD_CASE_DECISION').payload.decision.medInfo[0].dosage
 * @throws CvHookError `unknown-event`; `usage` when the event has no such shape, and for misuse
 */
export function fixture<E extends SendableEvent, V extends Variant = 'event'>(
  event: E,
  options: LibraryFixtureOptions<V> = {},
): FixtureFor<E, V> {
  if (typeof event !== 'string') throw new CvHookError('usage', 'fixture needs the name of an event')
  const { payload = 'event', ...rest } = options ?? {}
  return makeFixture(event, { variant: payload, ...rest }) as unknown as FixtureFor<E, V>
}
