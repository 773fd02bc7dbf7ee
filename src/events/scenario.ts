/** Scenarios: a story told in several deliveries, as a readable JSON file. The bundled ones stand in fixtures/scenarios. */
import * as z from 'zod/mini'
import { CvHookError } from '../core/errors.js'
import { FORGERIES, type Forgery } from '../core/forge.js'
import type { Json, Segment } from '../core/path.js'
import { describeIssue, firstIssue, issuePath, SAYING_MISSING, type SchemaIssue } from '../core/schema-issue.js'
import { parseStatuses } from '../core/status.js'
import { nearest } from '../core/suggest.js'
import { parseDuration, parsePositiveDuration } from '../core/units.js'
import { SCENARIOS } from '../generated/fixtures.js'

/** One delivery of a scenario. */
export interface ScenarioStep {
  /** The event to send. */
  event: string
  /** Which shape of the payload; the run's choice where it is not given. */
  payload?: 'event' | 'full' | 'legacy'
  /** How documents are carried; the run's choice where it is not given. */
  documents?: 'base64' | 'url'
  /** Members to change: path to JSON value. */
  set?: { [path: string]: Json }
  /** Paths of members to remove. */
  unset?: string[]
  /** A JSON merge patch (RFC 7396) for the whole body. */
  merge?: { [member: string]: Json }
  /** How long to wait before this step, e.g. `200ms`. */
  delay?: string | number
  /** How often the very same bytes are sent. */
  repeat?: number
  /** Which statuses count as right, e.g. `2xx` or `200,202`. */
  expectStatus?: string | number
  /** How soon the answer must be there. */
  expectWithin?: string | number
  /** Sends the delivery with a wrong signature. */
  forge?: Forgery
  /** Why the step is there, for people. */
  note?: string
}

/** A scenario as it stands in its file. */
export interface Scenario {
  title?: string
  about?: string
  steps: ScenarioStep[]
}

const MAX_STEPS = 1000

const duration = z.union([z.string(), z.number().check(z.nonnegative())])

const scenarioSchema = () =>
  z.strictObject({
    $schema: z.optional(z.string()),
    title: z.optional(z.string()).check(z.describe('What the story is, in a few words')),
    about: z.optional(z.string()).check(z.describe('What it is good for')),
    steps: z
      .array(
        z.strictObject({
          event: z.string().check(z.describe('The event to send')),
          payload: z.optional(z.enum(['event', 'full', 'legacy'])).check(z.describe('The shape of the payload')),
          documents: z.optional(z.enum(['base64', 'url'])).check(z.describe('How documents are carried')),
          set: z.optional(z.record(z.string(), z.json())).check(z.describe('Members to change: path to JSON value')),
          unset: z.optional(z.array(z.string())).check(z.describe('Paths of members to remove')),
          merge: z
            .optional(z.record(z.string(), z.json()))
            .check(z.describe('A JSON merge patch (RFC 7396) for the whole body')),
          delay: z.optional(duration).check(z.describe('How long to wait before this step, e.g. "200ms"')),
          repeat: z
            .optional(z.int().check(z.gte(1), z.lte(MAX_STEPS)))
            .check(z.describe('How often the very same bytes are sent')),
          expectStatus: z
            .optional(z.union([z.string(), z.int()]))
            .check(z.describe('Which statuses count as right, e.g. "2xx"')),
          expectWithin: z.optional(duration).check(z.describe('How soon the answer must be there, e.g. "2s"')),
          forge: z.optional(z.enum(FORGERIES)).check(z.describe('Sends the delivery with a wrong signature')),
          note: z.optional(z.string()).check(z.describe('Why the step is there')),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_STEPS)),
  })

/** The names of the bundled scenarios, sorted. */
export const scenarioNames = (): string[] => Object.keys(SCENARIOS).sort()

/**
 * A bundled scenario.
 *
 * @throws CvHookError `usage` with the nearest names
 */
export function bundledScenario(name: string): Scenario {
  const text = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined
  if (text === undefined) {
    const near = nearest(name, scenarioNames())
    throw new CvHookError('usage', `there is no scenario "${name.slice(0, 60)}"`, [
      ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
      `bundled: ${scenarioNames().join(', ')}`,
      'a file of your own is named by its path, e.g. ./my-story.json',
    ])
  }
  return JSON.parse(text) as Scenario
}

/**
 * Checks a scenario that was read from a file.
 *
 * @param where tells where a member stands in the file, e.g. `story.json:12`
 * @throws CvHookError `usage` that names the member and its line
 */
export function checkScenario(value: unknown, where: (path: Segment[]) => string): Scenario {
  const result = scenarioSchema().safeParse(value, SAYING_MISSING)
  if (!result.success) {
    const issue = firstIssue(result.error.issues as SchemaIssue[])
    throw new CvHookError('usage', `${where(issuePath(issue))}: ${describeIssue(issue, 'the scenario')}`)
  }
  const scenario = result.data as Scenario
  for (const [index, step] of scenario.steps.entries()) {
    const check = (member: keyof ScenarioStep, parse: (text: string, what: string) => unknown) => {
      if (step[member] === undefined) return
      try {
        parse(String(step[member]), `steps[${index}].${member}`)
      } catch (error) {
        throw new CvHookError('usage', `${where(['steps', index, member])}: ${(error as Error).message}`)
      }
    }
    check('delay', parseDuration)
    check('expectWithin', parsePositiveDuration)
    check('expectStatus', parseStatuses)
  }
  return scenario
}

/** The JSON Schema (draft 2020-12) of scenario files. */
export const scenarioJsonSchema = (): object => ({ title: 'cv-hook scenario', ...z.toJSONSchema(scenarioSchema()) })
