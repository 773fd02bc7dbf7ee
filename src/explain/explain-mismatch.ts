/** The inverse search: which original body, key and meaning of the header make the signature fit. Nothing is proven without a match. */
import { checkSignature, type NamedSecret } from '../core/signature.js'
import { flatBodies, knownBodies, lateBodies, signedBodies, type Way } from './body/candidates.js'
import { CAUSES, type CauseId, inOrder } from './causes.js'
import type { ExplainInput, ExplainOptions, Explanation } from './explanation.js'
import { fingerprint } from './fingerprint.js'
import { CONSTRUCTIONS, schemesFor } from './header/construction.js'
import { missingHeader, notADigest } from './header/observed.js'
import { type Reading, readingsOf } from './header/reading.js'
import { likely } from './likely.js'
import { keyVariants } from './secret/faults.js'
import { provenSummary, validSummary } from './summary.js'
import { defaultBudget, Trials } from './trials.js'
import { BodyView } from './view.js'
import { whereDifferent } from './where.js'

/** Bodies that are kept to be paired with other keys. */
const KEPT_BYTES = 24 * 1024 * 1024
const KEPT_BODIES = 400
/** Bodies, the most likely ones, that are paired with other constructions. */
const CONSTRUCTED_BODIES = 6
const MOST_OTHERS = 2000

/** Bodies, the most likely ones, that are paired with every key; the others with the most frequent ones. */
const PAIRED_FULLY = 40
const FREQUENT_KEYS = 48
/** Bodies up to here are cheaper to try with every key than to be rewritten. */
const SMALL = 64 * 1024

// Fewer faults first; there are many parts of a body, and each is unlikely.
const rank = ({ route }: Way) => (route === 'json' ? 0 : route.split(/[+>]/).length + (route.includes('part') ? 3 : 0))

/** A body and a key that fit. */
interface Match {
  readonly body: Uint8Array
  readonly way?: Way | undefined
  readonly key?: { readonly causes: readonly CauseId[]; readonly how: string }
  readonly secret: string
  readonly reading: Reading
  readonly more?: { readonly cause: CauseId; readonly how: string }
}

interface Key {
  readonly secret: NamedSecret
  readonly key: string | Uint8Array
  readonly causes: readonly CauseId[]
  readonly how: string
}

/** Explains why the signature of a delivery does not match. Total: no input makes it throw. */
export function explainMismatch(input: ExplainInput, options: ExplainOptions = {}): Explanation {
  const view = new BodyView(input.body, input.event)
  const untried = { candidates: 0, bytes: 0, exhausted: false }
  const check = checkSignature(input.signatureValues, input.body, input.secrets)
  if (check.verdict === 'valid') return { ...validSummary(input.refused), secret: check.secret, tried: untried }
  if (check.verdict === 'unsigned') return { ...missingHeader(input), tried: untried }
  const fixed = notADigest(input)
  if (fixed?.proof === 'observed') return { ...fixed, tried: untried }
  const trials = new Trials(readingsOf(input.signatureValues), {
    ...defaultBudget(input.body.length),
    ...options.budget,
  })
  const match = trials.algorithms.length > 0 ? new Search(view, input, options, trials).run() : undefined
  const tried = { candidates: trials.candidates, bytes: trials.bytes, exhausted: trials.exhausted }
  if (match) return { ...explained(view, input, match), tried }
  const looksLike = view.text === undefined ? undefined : fingerprint(view.text)
  return { ...(fixed ?? likely(view, input)), ...(looksLike !== undefined && { looksLike }), tried }
}

class Search {
  readonly #kept = new Map<string, { body: Buffer; way: Way }>()
  #keptBytes = 0

  constructor(
    readonly view: BodyView,
    readonly input: ExplainInput,
    readonly options: ExplainOptions,
    readonly trials: Trials,
  ) {}

  run(): Match | undefined {
    const { bytes } = this.view
    return (
      this.#asIs() ??
      this.#firstTry() ??
      this.#bodies(flatBodies(this.view)) ??
      (bytes.length <= SMALL ? this.#keys(bytes, this.#variants()) : undefined) ??
      this.#bodies(signedBodies(this.view, this.input)) ??
      (bytes.length > SMALL ? this.#keys(bytes, this.#variants()) : undefined) ??
      this.#keys(bytes, this.#suspects()) ??
      this.#keys(bytes, this.#suspectVariants()) ??
      this.#rare() ??
      this.#constructions(bytes) ??
      this.#otherDeliveries() ??
      this.#pairs() ??
      this.#constructedPairs() ??
      this.#bodies(lateBodies(this.view))
    )
  }

  #asIs(): Match | undefined {
    return this.#keys(this.view.bytes, exact(this.input.secrets))
  }

  #firstTry(): Match | undefined {
    const { firstTry } = this.options
    if (!firstTry) return undefined
    const keys =
      firstTry.key === ''
        ? [...exact(this.input.secrets)]
        : [...this.#variants(), ...this.#suspects(), ...this.#suspectVariants()].filter(one => one.how === firstTry.key)
    if (firstTry.body === '') return this.#keys(this.view.bytes, keys)
    for (const way of knownBodies(this.view, this.input, firstTry.body)) {
      const match = this.#keys(asBytes(way.body), keys, way)
      if (match || this.trials.exhausted) return match
    }
    return undefined
  }

  #bodies(ways: Iterable<Way>): Match | undefined {
    for (const way of ways) {
      if (this.trials.exhausted) return undefined
      const body = asBytes(way.body)
      for (const secret of this.input.secrets) {
        const reading = this.trials.hmac(body, secret.value)
        if (reading) return { body, way, secret: secret.label, reading }
      }
      this.#keep(body, way)
    }
    return undefined
  }

  // Without a secret of its own the digest cannot name a body, so that one of no secret is taken.
  #keep(body: Buffer, way: Way): void {
    if (this.input.secrets.length === 0) this.trials.hmac(body, '')
    const { last } = this.trials
    if (this.#kept.has(last) || this.#kept.size >= KEPT_BODIES || this.#keptBytes + body.length > KEPT_BYTES) return
    this.#kept.set(last, { body, way })
    this.#keptBytes += body.length
  }

  #keys(body: Uint8Array, keys: Iterable<Key>, way?: Way): Match | undefined {
    for (const key of keys) {
      if (this.trials.exhausted) return undefined
      const reading = this.trials.hmac(body, key.key)
      if (reading) return { body, way, key, secret: key.secret.label, reading }
    }
    return undefined
  }

  *#variants(): Iterable<Key> {
    for (const secret of this.input.secrets) for (const one of keyVariants(secret.value)) yield { secret, ...one }
  }

  *#suspects(): Iterable<Key> {
    const suspects = this.input.suspects ?? []
    const causes = ['secret-of-another-environment'] as const
    for (const secret of suspects) yield { secret, key: secret.value, causes, how: `suspect ${secret.label}` }
  }

  // What does not depend on a secret, such as "undefined", is a variant of the accepted ones already.
  *#suspectVariants(): Iterable<Key> {
    for (const secret of this.input.suspects ?? []) {
      for (const one of keyVariants(secret.value)) {
        const causes = ['secret-of-another-environment', ...one.causes] as const
        if (!one.causes.includes('secret-empty-or-undefined')) yield { secret, ...one, causes }
      }
    }
  }

  #rare(): Match | undefined {
    const { bytes } = this.view
    for (const secret of this.input.secrets) {
      const reading = this.trials.rare(bytes, secret.value)
      if (reading) return { body: bytes, secret: secret.label, reading }
    }
    return undefined
  }

  #constructions(body: Buffer, way?: Way): Match | undefined {
    for (const one of [...CONSTRUCTIONS, ...schemesFor(this.input)]) {
      for (const secret of this.input.secrets) {
        const reading = this.trials.made(body.length, algorithm => one.digest(algorithm, body, secret.value))
        if (reading) return { body, way, secret: secret.label, reading, more: one }
      }
    }
    return undefined
  }

  #otherDeliveries(): Match | undefined {
    let left = MOST_OTHERS
    for (const { body } of this.input.otherBodies ?? []) {
      if (left-- <= 0 || this.trials.exhausted) return undefined
      for (const secret of this.input.secrets) {
        const reading = this.trials.hmac(body, secret.value)
        if (reading && !this.view.bytes.equals(body)) {
          const way: Way = { body, causes: () => ['body-of-another-delivery'], route: '' }
          return { body, way, secret: secret.label, reading }
        }
      }
    }
    return undefined
  }

  #pairs(): Match | undefined {
    const keys = [...this.#suspects(), ...this.#variants(), ...this.#suspectVariants()]
    const kept = [...this.#kept.values()].sort((a, b) => rank(a.way) - rank(b.way))
    for (const [index, { body, way }] of kept.entries()) {
      const match = this.#keys(body, index < PAIRED_FULLY ? keys : keys.slice(0, FREQUENT_KEYS), way)
      if (match || this.trials.exhausted) return match
    }
    return undefined
  }

  #constructedPairs(): Match | undefined {
    let left = CONSTRUCTED_BODIES
    for (const { body, way } of this.#kept.values()) {
      if (left-- <= 0) return undefined
      const match = this.#constructions(body, way)
      if (match) return match
    }
    return undefined
  }
}

function* exact(secrets: readonly NamedSecret[]): Iterable<Key> {
  for (const secret of secrets) yield { secret, key: secret.value, causes: [], how: '' }
}

const asBytes = (body: Uint8Array | string): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength)

function explained(view: BodyView, input: ExplainInput, match: Match): Omit<Explanation, 'tried'> {
  const { body, way, key, secret, reading, more } = match
  const causes = inOrder([
    ...(way?.causes() ?? []),
    ...(key?.causes ?? []),
    ...reading.causes,
    ...(more ? [more.cause] : []),
  ])
  const proof = Trials.proves(reading) ? 'proven' : 'likely'
  const restored = Buffer.from(body)
  const where = way && whereDifferent(view.bytes, restored)
  const looksLike = way && view.text !== undefined ? fingerprint(view.text) : undefined
  const details = [way?.how, key?.how && `the signer's key is the secret ${key.how}`, more?.how, reading.how]
  return {
    proof,
    causes,
    summary: provenSummary(
      causes.map(id => CAUSES[id].title),
      proof,
      input.trust,
      details.filter(one => one !== undefined && one !== '') as string[],
    ),
    secret,
    ...(where && { where }),
    ...(looksLike !== undefined && { looksLike }),
    ...(way && { restored }),
    transform: { body: way?.route ?? '', key: key?.how ?? '' },
  }
}
