/** What a faulty receiver may accept, one signature at a time, in the order in which it is worth a request. */
import { createHmac } from 'node:crypto'
import type { RawHeader } from '../../captures/record.js'
import { secretWarnings } from '../../core/secrets.js'
import { sign } from '../../core/signature.js'
import { type CauseId, inOrder } from '../../explain/causes.js'
import { type ReceiverModel, receiverModels } from '../../explain/receiver-models.js'
import { keyVariants } from '../../explain/secret/faults.js'
import { signatureLine } from '../signing.js'

/** One guess at a fault. */
export interface Candidate {
  readonly causes: readonly CauseId[]
  /** What the receiver does, for people. */
  readonly how: string
  /** The signature line that such a receiver accepts for the one body. */
  readonly line: RawHeader
}

/** A single cause more costs as much as this many variants of one. */
const CAUSE_COST = 4
const PAIRED_BODIES = 6
const PAIRED_KEYS = 6
/** Pairs come after what is as cheap as this. */
const PAIRS_AFTER = 2 * CAUSE_COST

/** All guesses for a body, each signature once, the cheapest first. */
export function* candidates(body: Buffer, secret: string, event: string): Iterable<Candidate> {
  yield* headerNames(body, secret)
  if (secretWarnings(secret).length > 0) yield* ownSecret(body, secret)
  const models = byCost([...receiverModels(body, secret, event)])
  const cheap = models.filter(one => one.cost < PAIRS_AFTER)
  for (const { model } of cheap) yield asCandidate(model)
  yield* pairs(
    body,
    secret,
    cheap.map(one => one.model),
  )
  for (const { model, cost } of models) if (cost >= PAIRS_AFTER) yield asCandidate(model)
}

const asCandidate = ({ causes, how, signature }: ReceiverModel): Candidate => ({
  causes,
  how,
  line: signatureLine(signature),
})

function* headerNames(body: Buffer, secret: string): Iterable<Candidate> {
  for (const name of ['X-CV-Signature', 'X-Cv-Signature']) {
    const line = signatureLine(sign(body, secret), name)
    yield { causes: ['header-missing'], how: `it finds the header only as ${name}`, line }
  }
}

/** What is suspicious about the user's own secret is tried before anything else. */
function* ownSecret(body: Buffer, secret: string): Iterable<Candidate> {
  for (const { key, how, causes } of keyVariants(secret)) {
    if (!/remov|only|cleaned/.test(how)) continue
    yield {
      causes: inOrder(causes),
      how: `its key is the secret with ${how}`,
      line: signatureLine(hmac(body, key)),
    }
  }
}

/** Plain serializers come first; then few causes before many, and the first variants of each before the others. */
function byCost(models: readonly ReceiverModel[]): Array<{ model: ReceiverModel; cost: number }> {
  const seen = new Map<string, number>()
  return models
    .map(model => {
      const group = model.causes.join('+')
      const rank = seen.get(group) ?? 0
      seen.set(group, rank + 1)
      const plain = model.how.startsWith('as ') && !model.how.includes(';')
      return { model, cost: plain ? 0 : model.causes.length * CAUSE_COST + rank }
    })
    .sort((a, b) => a.cost - b.cost)
}

/** A fault of the body together with one of the secret. */
function* pairs(body: Buffer, secret: string, models: readonly ReceiverModel[]): Iterable<Candidate> {
  const right = body.toString('latin1')
  const bodies = models.filter(one => Buffer.from(one.body).toString('latin1') !== right).slice(0, PAIRED_BODIES)
  const keys = [...keyVariants(secret)].slice(0, PAIRED_KEYS)
  for (const model of bodies) {
    for (const { key, how, causes } of keys) {
      yield {
        causes: inOrder([...model.causes, ...causes]),
        how: `${model.how}; its key is the secret with ${how}`,
        line: signatureLine(hmac(model.body, key)),
      }
    }
  }
}

const hmac = (body: Uint8Array, key: string | Uint8Array) => createHmac('sha256', key).update(body).digest('hex')
