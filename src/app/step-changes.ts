/** What a step of a scenario changes in its event's body. */
import { CvHookError } from '../core/errors.js'
import { isObject, type Json, parsePath } from '../core/path.js'
import type { Variant } from '../events/catalogue.js'
import { applyChanges, type Change, type MemberKnowledge } from '../events/changes.js'
import type { ScenarioStep } from '../events/scenario.js'

/** A scenario is written for the `event` shape; in the `full` shape the order stands beside the payload. */
export function stepChanges(step: ScenarioStep, variant: Variant): Change[] {
  const pathOf = (text: string) => {
    const path = parsePath(text)
    return variant === 'full' && path[0] === 'payload' && path[1] === 'order' ? path.slice(1) : path
  }
  return [
    ...(step.merge
      ? [{ kind: 'merge', patch: variant === 'full' ? orderBesidePayload(step.merge) : step.merge } satisfies Change]
      : []),
    ...Object.entries(step.set ?? {}).map(([path, value]): Change => ({ kind: 'set', path: pathOf(path), value })),
    ...(step.unset ?? []).map((path): Change => ({ kind: 'unset', path: pathOf(path) })),
  ]
}

function orderBesidePayload(patch: { [member: string]: Json }): { [member: string]: Json } {
  const { payload } = patch
  if (!isObject(payload) || payload['order'] === undefined) return patch
  const { order, ...rest } = payload
  return { ...patch, order: order!, payload: rest }
}

/** Applies what a scenario changes; where a shape lacks the member, the message says which shape that is. */
export function applyStepChanges(
  body: Json,
  own: readonly Change[],
  variant: Variant,
  knowledge: MemberKnowledge,
  options: { force: boolean },
): void {
  try {
    applyChanges(body, own, knowledge, options)
  } catch (error) {
    if (variant !== 'legacy' || !(error instanceof CvHookError) || error.code !== 'unknown-path') throw error
    throw new CvHookError('unknown-path', error.message.replace(/^this event/, 'its legacy shape'), error.hints)
  }
}
