/** What a run sends: events or a scenario, with the user's changes, turned into bodies that only need ids and a signature. */
import { asBuffer } from '../core/bytes.js'
import { CvHookError } from '../core/errors.js'
import type { Forgery } from '../core/forge.js'
import type { Json, Segment } from '../core/path.js'
import { seedTime } from '../core/random.js'
import { parseStatuses, rightAnswers, type StatusExpectation } from '../core/status.js'
import { parseDuration } from '../core/units.js'
import { type CatalogueEntry, findEvent, namesWith, unknownEvent, type Variant } from '../events/catalogue.js'
import {
  applyChanges,
  type Change,
  type MemberKnowledge,
  padDocument,
  textsSet,
  unknownMember,
} from '../events/changes.js'
import { type DocumentFormat, fixture } from '../events/fixture.js'
import { compileFresh, type FreshSet, shiftToNow } from '../events/fresh.js'
import type { Scenario, ScenarioStep } from '../events/scenario.js'
import type { SentStep } from './send-one.js'
import { applyStepChanges, stepChanges } from './step-changes.js'

/** The bundled scenario that tells only of events which every shape has. */
const IN_EVERY_SHAPE = 'older-events'

/** What the user picked to send. */
export type Selection =
  | { kind: 'events'; names: string[] }
  | { kind: 'all' }
  /** `where` tells where a member stands in the scenario's file: `story.json:12`. */
  | { kind: 'scenario'; scenario: Scenario; where?: (path: Segment[]) => Promise<string> }
  | { kind: 'data'; bytes: Uint8Array; label: string | undefined }

/** How bodies are made. */
export interface PlanOptions {
  payload: Variant
  documents: DocumentFormat
  documentUrl?: string
  changes: readonly Change[]
  /** Bytes that the body is grown to. */
  pad?: number
  force: boolean
  /** Makes ids and times new; the same seed makes the same ones. */
  seed?: string
}

/** What is expected of the receiver, for the whole run. */
export interface Expectations {
  forge?: Forgery
  status?: StatusExpectation
  withinMs?: number
}

/** One delivery of the plan. */
export interface PlannedStep extends SentStep {
  /** What the body was made of; undefined for the user's own bytes, which may be anything. */
  entry: CatalogueEntry | undefined
  variant: Variant
  body: Buffer
  delayMs: number
  repeat: number
}

/** The whole of a run, once through. */
export interface Plan {
  steps: PlannedStep[]
  fresh: FreshSet | undefined
  seed: string | undefined
  /** Paths of changes, with the events that lack them and were left as they are. */
  missed: Map<string, string[]>
}

/**
 * Makes the plan of a run.
 *
 * @throws CvHookError `unknown-event`, `unknown-path`, `usage`
 */
export async function planRun(
  selection: Selection,
  options: PlanOptions,
  expectations: Expectations = {},
): Promise<Plan> {
  if (selection.kind === 'data') return dataPlan(selection, options, expectations)
  const wanted: ScenarioStep[] =
    selection.kind === 'scenario'
      ? selection.scenario.steps
      : selection.kind === 'all'
        ? namesWith(options.payload).map(event => ({ event }))
        : selection.names.map(event => ({ event }))
  const missed = new Map<string, string[]>()
  const steps: PlannedStep[] = []
  for (const [index, step] of wanted.entries()) {
    try {
      steps.push(await planStep(step, options, expectations, wanted.length > 1, missed))
    } catch (error) {
      if (selection.kind === 'scenario' && error instanceof CvHookError) {
        const place = await selection.where?.(['steps', index, ...(error.code === 'unknown-event' ? ['event'] : [])])
        const name = step.event.slice(0, 60)
        const what = `step ${index + 1}${error.message.startsWith(`${name} `) ? '' : `, ${name}`}: ${error.message}`
        const legacy = (step.payload ?? options.payload) === 'legacy' && place === undefined
        throw new CvHookError(error.code, place === undefined ? what : `${place}: ${what}`, [
          ...error.hints,
          ...(legacy ? [`--scenario ${IN_EVERY_SHAPE} goes in every shape, also in this one`] : []),
        ])
      }
      throw error
    }
  }
  for (const [path, events] of missed) {
    if (steps.length === 1 || events.length < new Set(steps.map(step => step.event)).size) continue
    throw unknownMember(path, await pathsOf(steps), 'none of these events has a')
  }
  const plan: Plan = { steps, fresh: undefined, seed: undefined, missed }
  return options.seed === undefined ? plan : freshen(plan, options.seed, new Set(textsSet(options.changes)))
}

async function planStep(
  step: ScenarioStep,
  options: PlanOptions,
  expectations: Expectations,
  several: boolean,
  missed: Map<string, string[]>,
): Promise<PlannedStep> {
  const entry = findEvent(step.event)
  if (!entry) throw unknownEvent(step.event)
  const variant = step.payload ?? options.payload
  const body = fixture(entry.name, {
    variant,
    documents: step.documents ?? options.documents,
    ...(options.documentUrl === undefined ? {} : { documentUrl: options.documentUrl }),
  }) as unknown as Json
  const own = stepChanges(step, variant)
  if (own.length + options.changes.length > 0) {
    const knowledge = await knowledgeOf(entry, variant)
    applyStepChanges(body, own, variant, knowledge, options)
    for (const path of applyChanges(body, options.changes, knowledge, { force: options.force, skipMissing: several })) {
      missed.set(path, [...(missed.get(path) ?? []).filter(name => name !== entry.name), entry.name])
    }
  }
  if (options.pad !== undefined) padDocument(body, options.pad)
  const forge = step.forge ?? expectations.forge
  return {
    event: entry.name,
    entry,
    variant,
    body: Buffer.from(JSON.stringify(body)),
    delayMs: step.delay === undefined ? 0 : parseDuration(String(step.delay)),
    repeat: step.repeat ?? 1,
    forge,
    expect:
      step.expectStatus === undefined
        ? rightAnswers(forge !== undefined, expectations.status)
        : parseStatuses(String(step.expectStatus)),
    withinMs: step.expectWithin === undefined ? expectations.withinMs : parseDuration(String(step.expectWithin)),
  }
}

async function knowledgeOf(entry: CatalogueEntry, variant: Variant): Promise<MemberKnowledge> {
  const { memberKnowledge } = await import('../events/fields.js')
  return memberKnowledge(entry.name, variant)
}

async function pathsOf(steps: readonly PlannedStep[]): Promise<Set<string>> {
  const known = await Promise.all(steps.map(({ entry, variant }) => entry && knowledgeOf(entry, variant)))
  return new Set(known.flatMap(one => [...(one?.paths.keys() ?? [])]))
}

function freshen(plan: Plan, seed: string, keep: ReadonlySet<string>): Plan {
  const bodies = plan.steps.map(step => step.body)
  const fresh = compileFresh(bodies, shiftToNow(bodies, seedTime(seed)), keep)
  return { ...plan, fresh, seed }
}

function dataPlan(
  { bytes, label }: Selection & { kind: 'data' },
  options: PlanOptions,
  expectations: Expectations,
): Plan {
  const entry = label === undefined ? undefined : findEvent(label)
  if (label !== undefined && !entry) throw unknownEvent(label)
  const step: PlannedStep = {
    event: entry?.name ?? null,
    entry: undefined,
    variant: options.payload,
    body: asBuffer(bytes),
    delayMs: 0,
    repeat: 1,
    forge: expectations.forge,
    expect: rightAnswers(expectations.forge !== undefined, expectations.status),
    withinMs: expectations.withinMs,
  }
  return { steps: [step], fresh: undefined, seed: undefined, missed: new Map() }
}
