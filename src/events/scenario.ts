/** Scenarios: a story told in several deliveries, as a readable JSON file. The bundled ones stand in fixtures/scenarios. */
import { CvHookError } from '../core/errors.js'
import type { Forgery } from '../core/forge.js'
import { checkForm } from '../core/json-form.js'
import type { Json, Segment } from '../core/path.js'
import { parseStatuses } from '../core/status.js'
import { didYouMean } from '../core/suggest.js'
import { parseDuration, parsePositiveDuration } from '../core/units.js'
import { SCENARIOS } from '../generated/fixtures.js'
import { SCENARIO } from '../generated/forms.js'

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
    throw new CvHookError('usage', `there is no scenario "${name.slice(0, 60)}"`, [
      ...didYouMean(name, scenarioNames()),
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
export async function checkScenario(value: unknown, where: (path: Segment[]) => Promise<string>): Promise<Scenario> {
  await checkForm(value, SCENARIO, { whole: 'the scenario', code: 'usage', where })
  const scenario = value as Scenario
  for (const [index, step] of scenario.steps.entries()) {
    const check = async (member: keyof ScenarioStep, parse: (text: string, what: string) => unknown) => {
      if (step[member] === undefined) return
      try {
        parse(String(step[member]), `steps[${index}].${member}`)
      } catch (error) {
        throw new CvHookError('usage', `${await where(['steps', index, member])}: ${(error as Error).message}`)
      }
    }
    await check('delay', parseDuration)
    await check('expectWithin', parsePositiveDuration)
    await check('expectStatus', parseStatuses)
  }
  return scenario
}
