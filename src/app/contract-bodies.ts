/** The bodies of a contract test: every event in its story, and single ones with ids of their own. */
import type { ContractSetup, Story } from '../contract/setup.js'
import { CvHookError } from '../core/errors.js'
import { isObject } from '../core/path.js'
import type { RandomBytes } from '../core/random.js'
import { seededBytes } from '../core/random.js'
import { findEvent, namesWith, sendableEvent, type Variant } from '../events/catalogue.js'
import { type DocumentFormat, fixture, hasDocument } from '../events/fixture.js'
import { type Plan, type PlanOptions, planRun } from './plan.js'
import { drawRound } from './round.js'

/** How bodies are made; ids are always new, and the same with the same seed. */
export interface BodyOptions extends PlanOptions {
  seed: string
  /** The events to send; all that have the chosen shape where it is empty. */
  events: readonly string[]
}

/** All bodies that a run may need. */
export interface ContractBodies {
  stories: Story[]
  /** Events that may serve as control, the likeliest first. */
  controls: string[]
  withDocument: string | undefined
  withAmount: string | undefined
  /** Shapes that are left out, since what the user changes is not in them. */
  left: Array<{ variant: Variant; documents: DocumentFormat }>
  /** A body of an event of the chosen story, with ids of its own: the same for the same label. */
  draw(event: string, label: string): Buffer
}

const VARIANTS: readonly Variant[] = ['event', 'full', 'legacy']
/** It begins a case, so that it needs nothing that came before. */
const BEST_CONTROL = 'CREATE_CASE'
const MOST_CONTROLS = 4

/** A story without its bodies. */
export interface StoryOutline extends Pick<Story, 'variant' | 'documents' | 'chosen'> {
  /** In the order in which they happen. */
  readonly events: readonly string[]
}

/**
 * The stories that a run tells, the chosen one first.
 *
 * @throws CvHookError `unknown-event`, `usage`
 */
export function outlineStories({ payload, documents, events }: Pick<BodyOptions, 'payload' | 'documents' | 'events'>) {
  const names = inStoryOrder(
    events.length > 0
      ? [...new Set(events.map(event => sendableEvent(event, payload).name as string))]
      : namesWith(payload),
  )
  const withDocuments = names.filter(name => hasDocument(name, payload))
  const otherFormat = documents === 'base64' ? 'url' : 'base64'
  const outlines: StoryOutline[] = [
    { variant: payload, documents, chosen: true, events: names },
    { variant: payload, documents: otherFormat, chosen: false, events: withDocuments },
    ...VARIANTS.filter(variant => variant !== payload).map(variant => ({
      variant,
      documents,
      chosen: false,
      events: names.filter(name => findEvent(name)!.variants.includes(variant)),
    })),
  ]
  return outlines.filter(outline => outline.events.length > 0)
}

/**
 * Makes the bodies.
 *
 * @throws CvHookError `unknown-event`, `unknown-path`, `usage`
 */
export async function contractBodies(options: BodyOptions): Promise<ContractBodies> {
  const { payload, documents } = options
  const [first, ...others] = outlineStories(options)
  const plan = await planOf(first!.events, payload, documents, options)
  const chosen = storyOf(plan, first!, options)
  const stories = [chosen]
  const left: ContractBodies['left'] = []
  for (const outline of others) {
    try {
      const other = await planOf(outline.events, outline.variant, outline.documents, options)
      stories.push(storyOf(other, outline, options))
    } catch (error) {
      if (!(error instanceof CvHookError && error.code === 'unknown-path')) throw error
      left.push({ variant: outline.variant, documents: outline.documents })
    }
  }
  const inOrder = chosen.events.map(one => one.event)
  const controls = controlsOf(chosen)
  const withDocument = documents === 'base64' ? inOrder.find(name => hasDocument(name, payload)) : undefined
  const withAmount = chosen.events.find(one => hasAmount(one.body))?.event
  return {
    stories,
    controls,
    withDocument,
    withAmount,
    left,
    draw: (event, label) => drawRound(plan, idsFor(options.seed, label))(inOrder.indexOf(event)),
  }
}

/** What is known of the members of a control's body. */
export async function knownMembers(
  event: string,
  variant: Variant,
): Promise<Pick<ContractSetup, 'nullable' | 'texts'>> {
  const { describeFields } = await import('../events/fields.js')
  const rows = describeFields(event, variant)
  const isText = (path: string) =>
    !/(?:^|[.\]])(?:event|type|status|gender|email|phoneNumber|valueBefore|valueAfter|\w*id)$/i.test(path)
  return {
    nullable: new Set(rows.filter(row => row.nullable).map(row => row.path)),
    texts: new Set(
      rows.filter(row => row.type === 'string' && !row.format && !row.enum && isText(row.path)).map(row => row.path),
    ),
  }
}

const idsFor = (seed: string, label: string): RandomBytes => seededBytes(`ids:${seed}:${label}`)

function planOf(
  names: readonly string[],
  payload: Variant,
  documents: DocumentFormat,
  { documentUrl, ...options }: BodyOptions,
): Promise<Plan> {
  const link = documents === 'url' && documentUrl !== undefined ? { documentUrl } : {}
  return planRun({ kind: 'events', names: [...names] }, { ...options, ...link, payload, documents })
}

function storyOf(plan: Plan, { variant, documents, chosen }: StoryOutline, options: BodyOptions): Story {
  const bodyOf = drawRound(plan, idsFor(options.seed, `${variant}/${documents}`))
  const events = plan.steps.map(({ event, entry }, index) => ({
    event: event!,
    evidence: entry!.evidence,
    body: bodyOf(index),
  }))
  return { variant, documents, chosen, events }
}

/** The order in which the events of the one story happen. */
function inStoryOrder(names: readonly string[]): string[] {
  const when = new Map(names.map(name => [name, timestampOf(name)]))
  return [...names].sort((a, b) => when.get(a)! - when.get(b)!)
}

function timestampOf(name: string): number {
  const { activity } = fixture(name).payload
  return isObject(activity) ? Date.parse(String(activity['timestamp'])) : Number.MAX_SAFE_INTEGER
}

function controlsOf({ events }: Story): string[] {
  const documented = events.filter(one => one.evidence === 'documented').map(one => one.event)
  const all = documented.length > 0 ? documented : events.map(one => one.event)
  const [best] = all.includes(BEST_CONTROL) ? [BEST_CONTROL] : all
  return [best!, ...all.filter(name => name !== best)].slice(0, MOST_CONTROLS)
}

function hasAmount(body: Buffer): boolean {
  const { payload } = JSON.parse(body.toString('utf8'))
  return payload?.payment?.amount !== undefined
}
