/** One delivery after another becomes a copy that can be shared, and that shows the same fault. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import type { RawHeader, Receipt } from '../../captures/record.js'
import { type NamedSecret, SIGNATURE_HEADER } from '../../core/signature.js'
import type { Explanation } from '../../explain/explanation.js'
import { createDeliveryExplainer, inputOf } from '../explain-delivery.js'
import { type Accepted, type Judgement, judge } from '../judge.js'
import { otherBody } from './body.js'
import type { Disguise } from './disguise.js'
import { type Found, foundOf, isSame, isSameVerdict } from './found.js'
import { otherHeader, otherMethod, otherPath } from './headers.js'
import { remake } from './remake.js'
import { signatureOf, testFor } from './signing.js'
import type { TestSecrets } from './test-secrets.js'

/** What a run needs. */
export interface RedactContext {
  /** What the originals are checked with. */
  accepted: Accepted
  suspects: readonly NamedSecret[]
  disguise: Disguise
  tests: TestSecrets
  /** How many deliveries are explained at most. */
  limit: number
}

/** A copy. */
export interface RedactedCopy {
  receipt: Receipt
  answer: { status: number } | undefined
  original: Found
  /** What is found of the copy, with the test secrets. */
  copy: Found
  /** Whether the copy shows what the original shows. */
  reproduces: boolean
  /** Whether it should, and does not. */
  unlike: boolean
}

/** Makes copies of the deliveries of one run, in their order. */
export interface Redactor {
  redact(delivery: CapturedDelivery): Promise<RedactedCopy>
  /** How many were not explained, for the limit. */
  readonly skipped: number
}

/** Bodies that are remembered, since a signature may be that of another delivery. */
const REMEMBERED = 64
const LARGEST_REMEMBERED = 256 * 1024
const NOTHING = Buffer.alloc(0)

/** Starts a run. */
export function createRedactor(context: RedactContext): Redactor {
  const { accepted, suspects, disguise, tests, limit } = context
  const checks = { accepted: acceptedInCopies(tests, accepted), suspects: tests.suspects }
  const ofOriginals = createDeliveryExplainer({ accepted, suspects, limit })
  const ofCopies = createDeliveryExplainer({ ...checks, limit })
  const recent: Array<{ label: string; body: Uint8Array; other: Uint8Array }> = []
  let count = 0

  const copyOf = (delivery: CapturedDelivery, judgement: Judgement, explanation: Explanation | undefined) => {
    const original = inputOf({ ...delivery, body: delivery.body ?? NOTHING }, judgement, context, recent)
    const body = otherBody(original, disguise, explanation?.transform?.body.split('>'))
    const copy = unsigned(delivery, delivery.body && body, disguise)
    const values = signatureOf({
      delivery,
      judgement,
      explanation,
      body,
      secrets: accepted.secrets,
      disguise,
      tests,
      remake(found) {
        const { event } = judge(copy, checks.accepted, { findings: true })
        const others = recent.map(({ label, other }) => ({ label, body: other }))
        const instead = found.restored && recent.find(one => Buffer.compare(one.body, found.restored!) === 0)?.other
        const known = inputOf({ ...copy, body }, { event }, checks, others)
        return remake({ original, explanation: found, copy: known, instead, disguise, tests })
      },
    })
    let at = 0
    copy.headers = copy.headers.map(([name, value]) => [name, isSignatureName(name) ? values[at++]! : value])
    remember(delivery, body)
    return copy
  }

  const remember = ({ source, body }: CapturedDelivery, other: Uint8Array) => {
    if (!body || body.length > LARGEST_REMEMBERED) return
    // The bytes may be a part of a buffer that is used again.
    recent.push({ label: source, body: Uint8Array.prototype.slice.call(body), other })
    if (recent.length > REMEMBERED) recent.shift()
  }

  return {
    get skipped() {
      return ofOriginals.skipped
    },
    async redact(delivery) {
      // Digests of a log do not come into a copy.
      const { digests: _, ...given } = delivery
      const judgement = judge(given, accepted, { findings: true })
      const explanation = await ofOriginals.explain(given, judgement)
      const copy = copyOf(given, judgement, explanation)
      for (const { label } of accepted.secrets) testFor(label, tests)
      const copyJudgement = judge(copy, checks.accepted, { findings: true })
      const copyExplanation = await ofCopies.explain(copy, copyJudgement)
      const original = foundOf(judgement, explanation)
      const found = foundOf(copyJudgement, copyExplanation)
      const same = isSame(original, found)
      const sure =
        judgement.verdict === 'valid' || explanation?.transform !== undefined || explanation?.proof === 'observed'
      const receipt = receiptOf(copy, `redacted-${++count}`, disguise)
      receipt.original = originalRecord(original, same ? copyExplanation?.summary : undefined, same && sure)
      const unlike = (sure && !same) || !isSameVerdict(original, found)
      return { receipt, answer: delivery.answer, original, copy: found, reproduces: same && sure, unlike }
    },
  }
}

/**
 * What copies are checked with: the test secrets, of which there are more as the run goes on. Where the originals were
 * checked with no secret, the copies are so too.
 */
function acceptedInCopies(tests: TestSecrets, { secrets, unsigned }: Accepted): Accepted {
  return {
    get secrets() {
      return secrets.length === 0 ? [] : tests.accepted
    },
    staticHeaders: [],
    unsigned,
  }
}

const isSignatureName = (name: string) => name.toLowerCase() === SIGNATURE_HEADER

/** A copy that still has the signature's headers as they were. */
function unsigned(delivery: CapturedDelivery, body: Uint8Array | undefined, disguise: Disguise): CapturedDelivery {
  const longer = (body?.length ?? 0) - (delivery.body?.length ?? 0)
  const headers = delivery.headers.map((header): RawHeader => {
    if (isSignatureName(header[0])) return header
    const [name, value] = otherHeader(header, disguise)
    const isLength = name.toLowerCase() === 'content-length' && /^\d{1,15}$/.test(value)
    return [name, isLength ? String(Math.max(0, Number(value) + longer)) : value]
  })
  const path = delivery.path === undefined ? {} : { path: otherPath(delivery.path, disguise) }
  return { ...delivery, ...path, headers, body, notes: [] }
}

function receiptOf(copy: CapturedDelivery, id: string, disguise: Disguise): Receipt {
  const { method, path, httpVersion, receivedAt, headers, body, complete, format, trust, lossy } = copy
  return {
    direction: 'in',
    id,
    receivedAt: receivedAt === undefined ? undefined : disguise.shift.epoch(receivedAt),
    method: otherMethod(method),
    path: path ?? '/',
    httpVersion: httpVersion !== undefined && /^\d(?:\.\d)?$/.test(httpVersion) ? httpVersion : '1.1',
    recordedAs: { format, bytes: trust, ...(lossy === undefined ? {} : { lossy: true }) },
    headers,
    body: body ?? NOTHING,
    complete: complete && body !== undefined,
  }
}

/** @param summary that of the copy's explanation: of the original's, names of headers may be a part */
function originalRecord(
  { verdict, code, proof, causes }: Found,
  summary: string | undefined,
  reproduces: boolean,
): object {
  const explanation = { proof, causes, ...(summary === undefined ? {} : { summary }) }
  return { verdict, code, ...(proof === undefined ? {} : { explanation }), reproduces }
}
