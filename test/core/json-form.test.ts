/** What is wrong with a JSON file: the forms that the build wrote down, against the schemas that they were made of, and how it is told. */
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { checkForm, type JsonForm } from '../../src/core/json-form.js'
import { scenarioJsonSchema } from '../../src/events/scenario-schema.js'
import { BASELINE, CONFIG, SCENARIO } from '../../src/generated/forms.js'
import { baselineJsonSchema } from '../../src/store/baseline-schema.js'
import { configJsonSchema } from '../../src/store/config-schema.js'

const FORMS: Record<string, { form: JsonForm; schema: object }> = {
  config: { form: CONFIG, schema: configJsonSchema() },
  scenario: { form: SCENARIO, schema: scenarioJsonSchema() },
  baseline: { form: BASELINE, schema: baselineJsonSchema() },
}

const profile = (members: object) => ({ profiles: { default: members } })
const step = (members: object) => ({ steps: [{ event: 'CREATE_CASE', ...members }] })
const accepted = (members: object) => ({ accepted: [{ id: 'control', reason: 'why', ...members }] })

/** The sentence, or nothing for what is right. */
async function complaint(name: string, value: unknown): Promise<string | undefined> {
  const { form } = FORMS[name]!
  try {
    await checkForm(value, form, { whole: `the ${name}`, code: 'bad-config', where: async path => path.join('/') })
  } catch (error) {
    return (error as Error).message
  }
  return undefined
}

describe('a JSON file', () => {
  it.each<[string, unknown, string | undefined]>([
    ['config', { profiles: {} }, undefined],
    ['config', { $schema: 'x', profiles: { a: {}, b: { url: 'http://h', secretEnv: ['A', 'new=B'] } } }, undefined],
    ['config', profile({ headers: { a: { env: 'X' }, b: { value: '' } }, test: { concurrency: 50 } }), undefined],
    [
      'config',
      profile({ secretEnv: 5 }),
      'profiles/default/secretEnv: profiles.default.secretEnv is not of the right type',
    ],
    [
      'config',
      profile({ secretEnv: ['A', 5] }),
      'profiles/default/secretEnv/1: profiles.default.secretEnv[1] must be of type string',
    ],
    ['config', profile({ reveal: null }), 'profiles/default/reveal: profiles.default.reveal must be of type boolean'],
    [
      'config',
      profile({ headers: { a: { value: 'x', as: 'y' } } }),
      'profiles/default/headers/a/as: profiles.default.headers.a has an unknown member "as"',
    ],
    [
      'config',
      profile({ headers: { a: { env: 5 } } }),
      'profiles/default/headers/a/env: profiles.default.headers.a.env must be of type string',
    ],
    [
      'config',
      profile({ test: { concurrency: 51 } }),
      'profiles/default/test/concurrency: profiles.default.test.concurrency is above 50',
    ],
    [
      'config',
      profile({ test: { concurrency: 1.5 } }),
      'profiles/default/test/concurrency: profiles.default.test.concurrency must be of type integer',
    ],
    ['config', { profiles: [] }, 'profiles: profiles must be of type object'],
    [
      'config',
      profile({ toString: 1 }),
      'profiles/default/toString: profiles.default has an unknown member "toString"',
    ],
    ['config', null, ': the config must be of type object'],
    ['scenario', step({ delay: '2s', expectStatus: 200, set: { 'a.b': null, c: { d: [1] } } }), undefined],
    ['scenario', step({ delay: -1 }), 'steps/0/delay: steps[0].delay is below 0'],
    ['scenario', step({ delay: true }), 'steps/0/delay: steps[0].delay is not of the right type'],
    ['scenario', step({ set: [] }), 'steps/0/set: steps[0].set must be of type object'],
    ['scenario', { steps: Array(1001).fill(0) }, 'steps: steps has more entries than 1000'],
    ['baseline', accepted({ expires: '2028-02-29' }), undefined],
    [
      'baseline',
      accepted({ expires: '2026-02-29' }),
      'accepted/0/expires: accepted[0].expires is not of the right form',
    ],
    ['baseline', accepted({ reason: ' ' }), 'accepted/0/reason: accepted[0].reason is not of the right form'],
    ['baseline', accepted({ id: '' }), 'accepted/0/id: accepted[0].id is not of the right form'],
  ])('%s %j', async (name, value, message) => {
    expect(await complaint(name, value)).toBe(message)
    const schema = z.fromJSONSchema(FORMS[name]!.schema as Parameters<typeof z.fromJSONSchema>[0])
    expect(schema.safeParse(value).success, 'what the schema says').toBe(message === undefined)
  })
})
