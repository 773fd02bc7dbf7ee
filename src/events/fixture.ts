/** The bundled bodies: one for each event and shape, a fresh copy at each call. Loads no schema. */
import type { Json } from '../core/path.js'
import { EVENT_FIXTURES, LEGACY_FIXTURES } from '../generated/fixtures.js'
import { sendableEvent, type Variant } from './catalogue.js'
import { type DocumentFormat, hasInlineDocument, parseWithLinks } from './documents.js'
import { fullCaseAt } from './full-case.js'

export type { DocumentFormat } from './documents.js'

/** The body of an event; its members stand in the order in which they are sent. */
export interface EventBody {
  event: string
  /** Full bodies of order events have the order here, beside the payload. */
  order?: Json
  payload: { [member: string]: Json }
}

/** Which body is wanted. */
export interface FixtureOptions {
  /** Default: `event`. */
  variant?: Variant
  /** Default: `base64`. */
  documents?: DocumentFormat
  /** The link that stands in place of every document; default: fictional ones. */
  documentUrl?: string
}

/**
 * The bundled body of an event.
 *
 * @throws CvHookError `unknown-event`; `usage` for a name known only as `activity.type`, or a shape that the event has not
 */
export function fixture(event: string, options: FixtureOptions = {}): EventBody {
  const text = compactBody(event, options.variant ?? 'event')
  return (options.documents === 'url' ? parseWithLinks(text, options.documentUrl) : JSON.parse(text)) as EventBody
}

/**
 * Whether the body of an event carries a document.
 *
 * @throws CvHookError as {@link fixture}
 */
export function hasDocument(event: string, variant: Variant = 'event'): boolean {
  return hasInlineDocument(compactBody(event, variant))
}

const fullBodies = new Map<string, string>()

function compactBody(event: string, variant: Variant): string {
  const { name, members } = sendableEvent(event, variant)
  if (variant === 'legacy') return LEGACY_FIXTURES[name]!
  const text = EVENT_FIXTURES[name]!
  if (variant === 'event') return text
  const full = fullBodies.get(name) ?? JSON.stringify(fullBody(JSON.parse(text) as EventBody, members.full!))
  fullBodies.set(name, full)
  return full
}

function fullBody({ event, payload }: EventBody, members: readonly string[]): EventBody {
  const { timestamp } = payload['activity'] as { timestamp: string }
  const whole: EventBody['payload'] = { ...payload, case: fullCaseAt(payload['case'], timestamp) }
  return {
    event,
    ...(whole['order'] !== undefined && { order: whole['order'] }),
    payload: Object.fromEntries(members.map(member => [member, whole[member]!])),
  }
}
