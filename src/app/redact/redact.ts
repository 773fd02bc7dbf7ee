/** One delivery after another becomes a copy that can be shared, and that shows the same fault. */
import { createHmac } from 'node:crypto'
import type { CapturedDelivery } from '../../captures/delivery.js'
import { MASKED, type RawHeader, type Receipt } from '../../captures/record.js'
import { headerValues } from '../../core/headers.js'
import { isSignature, type NamedSecret, SIGNATURE_HEADER, stripBlanks } from '../../core/signature.js'
import type { Explanation } from '../../explain/explanation.js'
import { createDeliveryExplainer, inputOf } from '../explain-delivery.js'
import { type Accepted, type Judgement, judge } from '../judge.js'
import { otherBody } from './body.js'
import type { Disguise } from './disguise.js'
import { otherHeader, otherMethod, otherPath } from './headers.js'
import { remake } from './remake.js'
import { otherSignature, withDigest } from './signature.js'
import type { TestSecrets } from './test-secrets.js'

/** What a run needs. */
export interface RedactContext {
  /** The secrets that the originals are checked with. */
  accepted: Accepted
  suspects: readonly NamedSecret[]
  disguise: Disguise
  tests: TestSecrets
  /** How many deliveries are explained at most. */
  limit: number
}

/** What is found of a delivery: its verdict, and why. */
export interface FoundOf {
  verdict: Judgement['verdict']
  code: Judgement['code']
  proof: Explanation['proof'] | undefined
  causes: readonly string[]
}

/** A copy. */
export interface RedactedCopy {
  receipt: Receipt
  answer: { status: number } | undefined
  original: FoundOf
  /** What is found of the copy, with the test secrets. */
  copy: FoundOf
  /** Whether the copy shows what the original shows. */
  reproduces: boolean
  /** Whether it should, and does not. */
  unlike: boolean
}

/** Bodies that are remembered: the signature of a delivery may be that of another. */
const REMEMBERED = 64
const LARGEST_REMEMBERED = 256 * 1024

/** Makes copies of the deliveries of one run, in their order. */
export interface Redactor {
  redact(delivery: CapturedDelivery): Promise<RedactedCopy>
}

/** Starts a run. */
export function createRedactor(context: RedactContext): Redactor {
  const { accepted, suspects, disguise, tests, limit } = context
  // The list of test secrets grows while the run goes on.
  const acceptedTests: Accepted = {
    get secrets() {
      return tests.accepted
    },
    staticHeaders: [],
    unsigned: accepted.unsigned,
  }
  const ofOriginals = createDeliveryExplainer({ accepted, suspects, limit })
  const ofCopies = createDeliveryExplainer({ accepted: acceptedTests, suspects: tests.suspects, limit })
  const recent: Array<{ label: string; body: Uint8Array; other: Uint8Array }> = []
  let count = 0

  const copyOf = (delivery: CapturedDelivery, judgement: Judgement, explanation: Explanation | undefined) => {
    const original = inputOf({ ...delivery, body: delivery.body ?? NOTHING }, judgement, context, recent)
    const route = explanation?.transform?.body.split('>') ?? []
    const body = delivery.body && otherBody(original, disguise, route)
    const difference = (body?.length ?? 0) - (delivery.body?.length ?? 0)
    const path = delivery.path === undefined ? undefined : otherPath(delivery.path, disguise)
    const headers = delivery.headers.map(header => {
      const [name, value] = otherHeader(header, disguise)
      return (name.toLowerCase() === 'content-length' ? [name, moved(value, difference)] : [name, value]) as RawHeader
    })
    const copy: CapturedDelivery = { ...delivery, headers, body, notes: [], ...(path === undefined ? {} : { path }) }
    const { event } = judge(copy, acceptedTests, { findings: true })
    const others = recent.map(({ label, other }) => ({ label, body: other }))
    const { signatureValues: _, ...known } = inputOf(
      { ...copy, body: body ?? NOTHING },
      { event },
      { accepted: acceptedTests, suspects: tests.suspects },
      others,
    )
    const values = signatureFor()
    let at = 0
    copy.headers = headers.map(([name, value]) =>
      name.toLowerCase() === SIGNATURE_HEADER ? [name, values[at++] ?? value] : [name, value],
    )
    if (delivery.body && delivery.body.length <= LARGEST_REMEMBERED) {
      recent.push({ label: delivery.source, body: Uint8Array.prototype.slice.call(delivery.body), other: body! })
      if (recent.length > REMEMBERED) recent.shift()
    }
    return copy

    function signatureFor(): readonly string[] {
      const values = headerValues(delivery.headers, SIGNATURE_HEADER)
      if (judgement.masked === SIGNATURE_HEADER) return values.map(() => MASKED)
      const bytes = body ?? NOTHING
      if (judgement.verdict === 'valid' && judgement.secret !== undefined) {
        const before = hmac(delivery.body ?? NOTHING, secretOf(judgement.secret))
        return withDigest(
          values,
          { before, after: hmac(bytes, testFor(judgement.secret)), digits: 64, fromEnd: false },
          disguise,
        )!
      }
      if (explanation?.transform) {
        const { restored } = explanation
        const instead =
          restored &&
          recent.find(one => one.body.length === restored.length && restored.every((byte, at) => byte === one.body[at]))
            ?.other
        const made = remake({ original, explanation, copy: known, instead, disguise, tests })
        if (made) return made
      }
      return values.map(value => {
        const plain = stripBlanks(value)
        const own = [...accepted.secrets].find(
          one => one.value === Buffer.from(plain, 'latin1').toString('utf8') || one.value === plain,
        )
        if (own) return Buffer.from(testFor(own.label)).toString('latin1')
        // Nobody knows whether it was valid: the copy is.
        if (accepted.secrets.length === 0 && isSignature(plain)) return hmac(bytes, testFor('secret 1')).toString('hex')
        return otherSignature(value, disguise)
      })
    }
  }

  const secretOf = (label: string) => accepted.secrets.find(one => one.label === label)!.value

  const testFor = (label: string): string => {
    for (const secret of tests.candidates('accepted', label, '')) {
      tests.keep('accepted', secret)
      return secret.value
    }
    throw new Error('a test secret can always be made')
  }

  return {
    async redact(delivery) {
      const judgement = judge(delivery, accepted, { findings: true })
      // Digests of a log are not in a copy.
      const { digests: _, ...told } = delivery
      const explanation = await ofOriginals.explain(told, judgement)
      const copy = copyOf(delivery, judgement, explanation)
      for (const { label } of accepted.secrets) testFor(label)
      const known: Accepted = accepted.secrets.length === 0 ? { ...acceptedTests, secrets: [] } : acceptedTests
      const copyJudgement = judge(copy, known, { findings: true })
      const copyExplanation = await ofCopies.explain(copy, copyJudgement)
      const original = foundOf(judgement, explanation)
      const found = foundOf(copyJudgement, copyExplanation)
      const same = isSame(original, found)
      const proven =
        judgement.verdict === 'valid' || explanation?.transform !== undefined || explanation?.proof === 'observed'
      return {
        receipt: receiptOf(copy, `redacted-${++count}`, original, same && proven, same ? copyExplanation : undefined),
        answer: delivery.answer,
        original,
        copy: found,
        reproduces: same && proven,
        unlike: (proven && !same) || original.verdict !== found.verdict || original.code !== found.code,
      }
    },
  }

  function receiptOf(
    copy: CapturedDelivery,
    id: string,
    original: FoundOf,
    reproduces: boolean,
    explanation: Explanation | undefined,
  ): Receipt {
    const { method, path, httpVersion, receivedAt, headers, body, complete, format, trust, lossy } = copy
    const { verdict, code, proof, causes } = original
    return {
      direction: 'in',
      id,
      receivedAt: receivedAt === undefined ? undefined : disguise.shift.epoch(receivedAt),
      method: otherMethod(method),
      path: path ?? '/',
      httpVersion: httpVersion !== undefined && /^\d(?:\.\d)?$/.test(httpVersion) ? httpVersion : '1.1',
      recordedAs: { format, bytes: trust, ...(lossy === undefined ? {} : { lossy: true as const }) },
      headers,
      body: body ?? NOTHING,
      complete: complete && body !== undefined,
      original: {
        verdict,
        code,
        ...(proof === undefined
          ? {}
          : { explanation: { proof, causes, ...(explanation ? { summary: explanation.summary } : {}) } }),
        reproduces,
      },
    }
  }
}

/** Whether two deliveries are found to be the same. */
export const isSame = (one: FoundOf, other: FoundOf): boolean =>
  one.verdict === other.verdict &&
  one.code === other.code &&
  one.proof === other.proof &&
  one.causes.join() === other.causes.join()

/** What is found of a delivery. */
export const foundOf = ({ verdict, code }: Judgement, explanation: Explanation | undefined): FoundOf => ({
  verdict,
  code,
  proof: explanation?.proof,
  causes: explanation?.causes ?? [],
})

const NOTHING = Buffer.alloc(0)

const hmac = (body: Uint8Array, secret: string) => createHmac('sha256', secret).update(body).digest()

const moved = (length: string, difference: number) =>
  /^\d{1,15}$/.test(length) ? String(Math.max(0, Number(length) + difference)) : length
