/** All checks of a set-up, in the order in which they run. A new kind of check is one file in checks/, and one line here. */
import type { Check } from './check.js'
import { eventChecks, variationChecks } from './checks/accepts.js'
import { behaviourChecks, closingChecks } from './checks/behaviour.js'
import { BODY_HANDLING, BODY_PROBES } from './checks/body.js'
import { REFUSES } from './checks/refuses.js'
import { staticHeaderChecks } from './checks/static-header.js'
import type { ContractSetup } from './setup.js'

/** Everything else is measured against it. */
export const CONTROL: Check = {
  id: 'control',
  group: 'control',
  level: 'must',
  title: 'accepts a valid delivery',
  why: 'Nothing can be said of a receiver that does not accept what is right: a refusal would prove nothing.',
  fix: 'cv-hook test --diagnose finds out why a valid delivery is refused.',
  expect: 'accepted',
  send: kit => [kit.valid(kit.body())],
}

/** The checks that fit a set-up. */
export function contractChecks(setup: ContractSetup): Check[] {
  return [
    CONTROL,
    ...eventChecks(setup),
    ...variationChecks(setup),
    ...BODY_HANDLING,
    ...behaviourChecks(setup),
    ...(setup.signed ? REFUSES : []),
    ...staticHeaderChecks(setup.statics),
    ...BODY_PROBES,
    ...closingChecks(setup),
  ]
}

/** How many requests the checks make, controls and retries left out of account where they are not foreseen. */
export function countRequests(checks: readonly Check[]): number {
  const refusals = checks.filter(check => check.group === 'refuses').length
  const own = checks.reduce((sum, { send, requests = 1 }) => sum + (send ? requests : 0), 0)
  return own + (refusals > 0 ? refusals + 1 : 0)
}
