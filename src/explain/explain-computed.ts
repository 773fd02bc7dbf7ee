/** The forward search: which body, key and algorithm give the digest that the receiver says it computed. */
import { checkSignature, type NamedSecret } from '../core/signature.js'
import type { Way } from './body/candidates.js'
import { hashedBodies } from './body/hashed.js'
import { CAUSES, type CauseId, inOrder } from './causes.js'
import { explainMismatch } from './explain-mismatch.js'
import type { ExplainInput, ExplainOptions, Explanation, Proof } from './explanation.js'
import { fingerprint } from './fingerprint.js'
import { CONSTRUCTIONS, schemesFor } from './header/construction.js'
import { type Reading, readingsOf } from './header/reading.js'
import { keyVariants } from './secret/faults.js'
import { defaultBudget, Trials } from './trials.js'
import { BodyView } from './view.js'
import { whereDifferent } from './where.js'

/** A delivery with the digest that its receiver computed. */
export interface ComputedInput extends ExplainInput {
  /** At least eight hex digits of it; all of them prove, fewer make likely. */
  computed: string
}

const PAIRED_BODIES = 150
const BYTES: Record<string, number> = { md5: 16, sha1: 20, sha224: 28, sha384: 48, sha512: 64 }

/** Explains what a receiver hashed. Total: no input makes it throw. */
export function explainComputed(input: ComputedInput, options: ExplainOptions = {}): Explanation {
  const readings = readingsOf([input.computed.trim()])
    .filter(one => !one.fromEnd)
    .map(one => ({
      ...one,
      causes: one.causes.filter(cause => cause !== 'signature-truncated' && cause !== 'header-format'),
    }))
  if (readings.length === 0)
    return plain('none', [], 'the computed digest has no eight hex digits: nothing can be told from it')
  const check = checkSignature(input.signatureValues, input.body, input.secrets)
  const valid = check.verdict === 'valid'
  const same = isReceived(readings, input.signatureValues)
  if (same && valid) {
    const proof = isWhole(same) ? 'proven' : 'likely'
    const summary = `${proof}: the receiver computed the right digest, and the signature is valid: its comparison is wrong`
    return { ...plain(proof, ['comparison-wrong'], summary), secret: check.secret }
  }
  if (same) {
    return plain(
      'none',
      [],
      'this digest is the one that was received, not one that the receiver computed: look for the other one in its log',
    )
  }
  const search = valid ? undefined : explainMismatch(input, options)
  const forward = new Forward(input, search?.restored ?? input.body, readings, options)
  return forward.asAtHand(search) ?? forward.run() ?? forward.nothing()
}

const plain = (proof: Proof, causes: CauseId[], summary: string): Explanation => ({
  proof,
  causes,
  summary,
  tried: { candidates: 0, bytes: 0, exhausted: false },
})

const isWhole = (reading: Reading) => reading.digits === 2 * (BYTES[reading.algorithm] ?? 32)

function isReceived(computed: readonly Reading[], values: readonly string[]): Reading | undefined {
  const received = readingsOf(values).filter(one => !one.fromEnd && !one.rare)
  return computed.find(one => {
    const part = one.digest.toString('hex').slice(0, one.digits)
    return received.some(other => other.algorithm === one.algorithm && other.digest.toString('hex').startsWith(part))
  })
}

/** Bodies of which no sender's body is left: that the receiver hashed one is the whole explanation. */
const HOLDS_NOTHING: ReadonlySet<CauseId> = new Set(['body-empty', 'body-stringified-object'])

class Forward {
  readonly #original: BodyView
  readonly #trials: Trials

  constructor(
    readonly input: ComputedInput,
    original: Uint8Array,
    readings: readonly Reading[],
    options: ExplainOptions,
  ) {
    this.#original = new BodyView(original, input.event)
    this.#trials = new Trials(readings, { ...defaultBudget(original.length), ...options.budget })
  }

  /** Whether the receiver hashed exactly the bytes at hand. */
  asAtHand(search: Explanation | undefined): Explanation | undefined {
    for (const secret of this.input.secrets) {
      const reading = this.#trials.hmac(this.input.body, secret.value)
      if (!reading) continue
      const sure = isWhole(reading) ? 'proven' : 'likely'
      if (search === undefined)
        return this.#result(reading, secret, [], 'it hashed the right bytes with the right secret')
      const hashed = `${sure}: the receiver hashed exactly these bytes with the secret given`
      const tried = this.#tried()
      if (search.proof !== 'proven') {
        const summary = `${hashed}; the signature was made over other bytes or with another secret (${search.summary})`
        const told = search.causes.some(cause => HOLDS_NOTHING.has(cause)) ? sure : 'likely'
        return { ...search, proof: search.proof === 'none' ? 'none' : told, summary, secret: secret.label, tried }
      }
      return {
        ...search,
        proof: sure,
        summary: `${hashed}, which differ from what was signed: ${search.summary}`,
        tried,
      }
    }
    return undefined
  }

  run(): Explanation | undefined {
    const { bytes } = this.#original
    const right = this.#keyed(bytes, this.input.secrets)
    if (right) return right
    const kept: Way[] = []
    for (const way of hashedBodies(this.#original)) {
      if (this.#trials.exhausted) return undefined
      const found = this.#keyed(way.body, this.input.secrets, way)
      if (found) return found
      if (kept.length < PAIRED_BODIES) kept.push(way)
    }
    return (
      this.#variants(bytes) ??
      this.#keyed(bytes, this.input.suspects ?? [], undefined, true) ??
      this.#made(bytes) ??
      this.#pairs(kept)
    )
  }

  nothing(): Explanation {
    return { ...plain('none', [], 'nothing that is known gives this digest'), tried: this.#tried() }
  }

  #keyed(
    body: Uint8Array | string,
    secrets: readonly NamedSecret[],
    way?: Way,
    suspected = false,
  ): Explanation | undefined {
    const bytes = asBytes(body)
    for (const secret of secrets) {
      const reading = this.#trials.hmac(bytes, secret.value)
      const causes: CauseId[] = suspected ? ['secret-of-another-environment'] : []
      // A way without a name would be told as no fault at all.
      if (reading && (!way || way.causes().length > 0)) return this.#result(reading, secret, causes, way?.how, way)
    }
    return undefined
  }

  #variants(bytes: Buffer, way?: Way): Explanation | undefined {
    for (const secret of this.input.secrets) {
      for (const { key, how, causes } of keyVariants(secret.value)) {
        if (this.#trials.exhausted) return undefined
        const reading = this.#trials.hmac(bytes, key)
        const details = [way?.how, `its key is the secret ${how}`].filter(Boolean).join('; ')
        if (reading) return this.#result(reading, secret, causes, details, way)
      }
    }
    return undefined
  }

  #made(bytes: Buffer): Explanation | undefined {
    for (const one of [...CONSTRUCTIONS, ...schemesFor(this.input)]) {
      for (const secret of this.input.secrets) {
        const reading = this.#trials.made(bytes.length, algorithm => one.digest(algorithm, bytes, secret.value))
        if (reading) return this.#result(reading, secret, [one.cause], one.how)
      }
    }
    return undefined
  }

  #pairs(kept: readonly Way[]): Explanation | undefined {
    for (const way of kept) {
      const found = this.#variants(asBytes(way.body), way)
      if (found || this.#trials.exhausted) return found
    }
    return undefined
  }

  #result(reading: Reading, secret: NamedSecret, more: readonly CauseId[], how?: string, way?: Way): Explanation {
    const causes = inOrder([...(way?.causes() ?? []), ...more, ...reading.causes])
    const proof = isWhole(reading) ? 'proven' : 'likely'
    const bytes = way ? asBytes(way.body) : undefined
    const where = bytes && whereDifferent(this.#original.bytes, bytes)
    const looksLike = bytes && bytes.length < 1e6 ? fingerprint(bytes.toString('utf8')) : undefined
    const right = causes.length === 0
    const what = right ? CAUSES['comparison-wrong'].title : causes.map(id => CAUSES[id].title).join('; and ')
    return {
      proof,
      causes: right ? ['comparison-wrong'] : causes,
      summary: `${proof}: what the receiver hashed: ${what}${how ? ` (${how})` : ''}`,
      secret: secret.label,
      ...(where && { where }),
      ...(looksLike !== undefined && { looksLike }),
      tried: this.#tried(),
    }
  }

  #tried = () => ({
    candidates: this.#trials.candidates,
    bytes: this.#trials.bytes,
    exhausted: this.#trials.exhausted,
  })
}

const asBytes = (body: Uint8Array | string): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
