/** One event of the catalogue: how an entry is written down, and what follows from it. */

/** How well an event is known: its payload is documented, its name is listed, or it is seen as `activity.type` alone. */
export type EventEvidence = 'documented' | 'listed' | 'activity-only'

/** A shape of the payload: "Only Event Data", "Full Case Data", or the older article's. */
export type Variant = 'event' | 'full' | 'legacy'

/** What is known of one event. */
export interface Entry<Name extends string = string> {
  readonly name: Name
  readonly evidence: EventEvidence
  /** What happened, in one short line. */
  readonly meaning: string
  /** The members of `payload` in each shape that can be sent. */
  readonly members: { readonly [V in Variant]?: readonly string[] }
  /** Which of the vendor's documents know the event. */
  readonly sources: readonly string[]
  /** Whether a whole example shows the order of the members. */
  readonly orderKnown: boolean
  /** Paths under `payload` that no document shows for this event: they are deduced from its kin. */
  readonly inferred: readonly string[]
  /** The shapes that can be sent; empty for names seen only as `activity.type`. */
  readonly variants: readonly Variant[]
}

/** The names that sources go by. */
export const SOURCE = {
  page: 'docs page',
  pageInPart: 'docs page (seen in part)',
  staging: 'staging docs page (seen in part)',
  tag: 'docs tag page',
  article: 'support article (older shapes)',
  list: 'support list',
  oldList: 'support list (older)',
  activity: 'activity.type list',
} as const

interface Known {
  event: readonly string[]
  legacy?: readonly string[]
  sources: ReadonlyArray<keyof typeof SOURCE>
  inferred: readonly string[]
  orderKnown?: boolean
}

/** An event whose payload a page or the article describes. */
export function documented<const Name extends string, const K extends Known>(name: Name, meaning: string, known: K) {
  return { ...sendable(name, 'documented', meaning, known), legacy: known.legacy as K['legacy'] }
}

/** An event that is named as supported and nothing more; what it carries is deduced. */
export function listed<const Name extends string>(name: Name, meaning: string): Entry<Name> {
  const members = ['case', 'activity']
  return sendable(name, 'listed', meaning, { event: members, inferred: members, sources: ['list', 'activity'] })
}

/** A name that is seen only as `activity.type`: nothing says that it is ever sent. */
export function activityOnly<const Name extends string>(name: Name, meaning: string): Entry<Name> {
  const nothing = { members: {}, inferred: [], variants: [], orderKnown: false }
  return { name, evidence: 'activity-only', meaning, sources: [SOURCE.activity], ...nothing }
}

function sendable<Name extends string>(
  name: Name,
  evidence: EventEvidence,
  meaning: string,
  { event, legacy, sources, inferred, orderKnown = false }: Known,
): Entry<Name> {
  return {
    name,
    evidence,
    meaning,
    members: { event, full: withWholeCase(event), ...(legacy && { legacy }) },
    sources: sources.map(source => SOURCE[source]),
    orderKnown,
    inferred,
    variants: legacy ? ['event', 'full', 'legacy'] : ['event', 'full'],
  }
}

// In full bodies `order` stands beside the payload, and no event is without its case.
function withWholeCase(event: readonly string[]): string[] {
  const members = event.filter(member => member !== 'order')
  if (!members.includes('case')) members.splice(members.indexOf('activity'), 0, 'case')
  return members
}
