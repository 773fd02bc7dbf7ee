/** The zod schema of an event's body, made when it is asked for and kept. */
import type * as z from 'zod/mini'
import { type CatalogueEntry, sendableEvent, type Variant } from './catalogue.js'
import { choice, object } from './field.js'
import { order } from './objects/order.js'
import { payloadMembers } from './payload.js'

const made = new Map<string, z.ZodMiniType>()

/**
 * The schema of an event's body, open for members that no document lists.
 *
 * It takes inferred members for granted: what is worth an error and what a warning is told by `validate`.
 *
 * @throws CvHookError `unknown-event`; `usage` where the event cannot be sent, or not in this shape
 */
export function eventSchema(event: string, variant: Variant = 'event'): z.ZodMiniType {
  const entry = sendableEvent(event, variant)
  const key = `${variant} ${entry.name}`
  const schema = made.get(key) ?? build(entry, variant)
  made.set(key, schema)
  return schema
}

function build(entry: CatalogueEntry, variant: Variant): z.ZodMiniType {
  const event = choice([entry.name], { note: 'the name of the event' })
  const payload = object(payloadMembers(entry, variant))
  if (!entry.members.event?.includes('order')) return object({ event, payload })
  const places = [['payload', 'order'], ['order']] as const
  return variant === 'full'
    ? object({ event, order: order({ optional: true }), payload }, { oneOf: [places[1], places[0]] })
    : object({ event, order: order({ optional: true, alternative: true }), payload }, { oneOf: places })
}
