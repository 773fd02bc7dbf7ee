/** Every event name known anywhere, with how well it is known. Loads no schema: it serves completion and "did you mean" too. */
import { CvHookError } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { didYouMean } from '../core/suggest.js'
import { ENTRIES } from '../generated/catalogue.js'
import type { ACTIVITY_ONLY } from './catalogue/activity-only.js'
import type { ARTICLE } from './catalogue/article.js'
import type { Entry, Variant } from './catalogue/entry.js'
import type { LISTED } from './catalogue/listed.js'
import type { PAGES } from './catalogue/pages.js'

export type { Variant } from './catalogue/entry.js'

type Documented = (typeof PAGES)[number] | (typeof ARTICLE)[number]

/** An event that can be sent. */
export type SendableEvent = Documented['name'] | (typeof LISTED)[number]['name']

/** An event that the older article gives a shape for. */
export type LegacyEvent = Extract<Documented, { legacy: readonly string[] }>['name']

/** Any name of the catalogue. */
export type EventName = SendableEvent | (typeof ACTIVITY_ONLY)[number]['name']

/** What is known of one event. */
export type CatalogueEntry = Entry<EventName>

/** All names: first those with a documented payload, then the listed ones, then those seen only as `activity.type`. */
export const EVENT_NAMES = Object.keys(ENTRIES) as readonly EventName[]

const entries = new Map<EventName, CatalogueEntry>()

/** What is known of an event, parsed when it is asked for: most runs meet few events. */
export function entryOf(name: EventName): CatalogueEntry {
  const known = entries.get(name)
  if (known) return known
  const entry: CatalogueEntry = JSON.parse(ENTRIES[name]!)
  entries.set(name, entry)
  return entry
}

/** What is known of every event, in the order of the names. */
export const allEntries = (): CatalogueEntry[] => EVENT_NAMES.map(entryOf)

/** The events that can be sent in a shape. All that can be sent have the shape `event`. */
export const namesWith = (variant: Variant): EventName[] =>
  EVENT_NAMES.filter(name => entryOf(name).variants.includes(variant))

const LONGEST_NAME = 80

/** The event that is meant, whatever the case, underscores, hyphens or blanks: the names stay distinct without them. */
export function findEvent(written: string): CatalogueEntry | undefined {
  if (written.length > LONGEST_NAME) return undefined
  const name = isEventName(written) ? written : byFoldedName().get(fold(written))
  return name && entryOf(name)
}

let folded: ReadonlyMap<string, EventName> | undefined

function byFoldedName(): ReadonlyMap<string, EventName> {
  folded ??= new Map(EVENT_NAMES.map(name => [fold(name), name]))
  return folded
}

/** Whether a text is exactly the name of a known event. */
export function isEventName(text: unknown): text is EventName {
  return typeof text === 'string' && Object.hasOwn(ENTRIES, text)
}

/**
 * The event that is meant, if it can be sent in the shape.
 *
 * @throws CvHookError `unknown-event`; `usage` for a name known only as `activity.type`, or a shape that the event has not
 */
export function sendableEvent(written: string, variant: Variant): CatalogueEntry {
  const entry = findEvent(written)
  if (!entry) throw unknownEvent(written)
  if (entry.variants.length === 0) {
    throw new CvHookError('usage', `${entry.name} is known only as a value of activity.type: there is no body for it`, [
      '--data sends a body of your own',
    ])
  }
  if (!entry.variants.includes(variant)) {
    throw new CvHookError('usage', `${entry.name} has no ${variant} shape`, [
      `these have: ${namesWith(variant).join(', ')}`,
    ])
  }
  return entry
}

/** The error for a name that is not in the catalogue. */
export function unknownEvent(written: string): CvHookError {
  return new CvHookError('unknown-event', `there is no event "${printable(written.slice(0, 60))}"`, [
    ...didYouMean(written, EVENT_NAMES),
    'cv-hook events lists them',
  ])
}

function fold(name: string): string {
  return name.toUpperCase().replace(/[\s_-]/g, '')
}
