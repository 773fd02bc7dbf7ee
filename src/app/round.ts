/** The bodies of one round of a plan: as they were planned, or with ids of their own. */
import { type RandomBytes, seededBytes } from '../core/random.js'
import { type FreshBody, fillFresh } from '../events/fresh.js'
import type { Plan } from './plan.js'

/** A place where bodies are made again and again. */
export interface BodyBuffer {
  bytes: Buffer
  /** The body whose bytes are there. */
  holds?: FreshBody
  /** The ids that were drawn last. */
  ids?: Buffer
}

/** Room for the largest body of a plan whose ids are fresh; undefined where bodies are sent as they are. */
export function bodyBuffer(plan: Plan): BodyBuffer | undefined {
  return plan.fresh && { bytes: Buffer.allocUnsafe(Math.max(...plan.steps.map(step => step.body.length))) }
}

/** The bodies of one round of the plan: with ids of its own where the plan is fresh. */
export function drawRound(plan: Plan, random: RandomBytes, buffer?: BodyBuffer): (index: number) => Buffer {
  if (!plan.fresh) return index => plan.steps[index]!.body
  const { bodies, draw } = plan.fresh
  const ids = draw(random, buffer?.ids)
  if (buffer) buffer.ids = ids
  return index => {
    const body = bodies[index]!
    if (!buffer) return fillFresh(body, ids, Buffer.allocUnsafe(body.bytes.length))
    const filled = fillFresh(body, ids, buffer.bytes, buffer.holds)
    buffer.holds = body
    return filled
  }
}

/** The ids' source for a plan's rounds, in order. */
export const roundRandom = (plan: Plan) => seededBytes(`ids:${plan.seed ?? ''}`)
