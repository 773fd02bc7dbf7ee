/** Scenario files. */
import { describe, expect, it } from 'vitest'
import { bundledScenario, checkScenario, scenarioNames } from '../../src/events/scenario.js'

const where = async (path: Array<string | number>) => `story.json:${path.join('/')}`
const check = (value: unknown) => checkScenario(value, where)

describe('scenarios', () => {
  it('that are bundled are all valid', async () => {
    expect(scenarioNames()).toEqual([
      'appointment',
      'approved-and-shipped',
      'decision-deleted',
      'denied',
      'duplicates',
      'older-events',
      'out-of-order',
      'payment-lifecycle',
    ])
    for (const name of scenarioNames())
      expect((await check(bundledScenario(name))).steps.length, name).toBeGreaterThan(1)
  })

  it('suggests a name', () => {
    expect(() => bundledScenario('approved')).toThrow(
      expect.objectContaining({ code: 'usage', hints: expect.arrayContaining(['did you mean approved-and-shipped?']) }),
    )
    expect(() => bundledScenario('__proto__')).toThrow(/there is no scenario/)
  })

  it.each([
    [{ steps: [{ note: 'x' }] }, 'story.json:steps/0/event: steps[0].event is missing'],
    [{ steps: [] }, 'story.json:steps: steps has fewer entries than 1'],
    [{}, 'story.json:steps: steps is missing'],
    [[], 'story.json:: the scenario must be of type object'],
    [{ steps: [{ event: 'X', wait: 1 }] }, 'story.json:steps/0/wait: steps[0] has an unknown member "wait"'],
    [
      { steps: [{ event: 'X', forge: 'badly' }] },
      'story.json:steps/0/forge: steps[0].forge must be one of wrong-secret, tampered, malformed, missing',
    ],
    [{ steps: [{ event: 'X', delay: 'soon' }] }, 'story.json:steps/0/delay: steps[0].delay: "soon" is not a duration'],
    [
      { steps: [{ event: 'X', expectStatus: 'ok' }] },
      'story.json:steps/0/expectStatus: steps[0].expectStatus: "ok" is not a list of statuses',
    ],
    [{ steps: [{ event: 'X', repeat: 0 }] }, 'story.json:steps/0/repeat: steps[0].repeat is below 1'],
  ])('%j is refused with the place', async (value, message) => {
    await expect(check(value)).rejects.toThrow(expect.objectContaining({ code: 'usage', message }))
  })
})
