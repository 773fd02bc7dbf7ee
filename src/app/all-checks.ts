/** Every check that there is, whatever the webhook is set to: for help and completion. */
import type { Check } from '../contract/check.js'
import { plannedChecks } from './test.js'

/** Events in the `event` shape are `must` here, as in a run that chooses no other. */
export function allChecks(): Promise<Check[]> {
  return plannedChecks({
    bodies: { payload: 'event', documents: 'base64', changes: [], force: false, seed: 'help', events: [] },
    secret: { label: 'any', value: 'any' },
    statics: [['x-static', 'any Value']],
    selection: { only: [], skip: [], level: undefined },
  })
}
