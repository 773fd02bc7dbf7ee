/** The inverse search: the cheapest and most frequent explanations first, one fault before two. */
import { flatBodies, knownBodies, lateBodies, signedBodies, type Way } from '../body/candidates.js'
import type { ExplainInput, Transform } from '../explanation.js'
import { CONSTRUCTIONS, schemesFor } from '../header/construction.js'
import type { BodyView } from '../view.js'
import { HmacKey, Message } from './hmac.js'
import { familyPairs, type Kept, KeptBodies, pairs } from './kept.js'
import type { Key, Keyring } from './keyring.js'
import type { Match } from './match.js'
import type { Trials } from './trials.js'

/** Bodies, the most likely ones, that are tried with other constructions. */
const CONSTRUCTED_BODIES = 6
const MOST_OTHERS = 2000
const PAIRED_OTHERS = 12
/** Bodies up to here are cheaper to try with every key than to be rewritten. */
const SMALL = 64 * 1024

/** Without a secret of its own nothing names a body, so that the empty one is taken. */
const NO_KEY = new HmacKey('')

/** One search. */
export class InverseSearch {
  readonly #atHand: Message
  readonly #kept = new KeptBodies()
  readonly #late = new KeptBodies()

  constructor(
    readonly view: BodyView,
    readonly input: ExplainInput,
    readonly keys: Keyring,
    readonly trials: Trials,
  ) {
    this.#atHand = new Message(view.bytes)
  }

  /** @param first what was proven for another delivery, to be tried before all else */
  run(first: Transform | undefined): Match | undefined {
    const { view, input, keys } = this
    const small = view.bytes.length <= SMALL
    return (
      this.#keyed(this.#atHand, keys.exact) ??
      (first && this.#known(first)) ??
      this.#bodies(flatBodies(view)) ??
      (small ? this.#keyed(this.#atHand, keys.variants) : undefined) ??
      this.#bodies(signedBodies(view, input)) ??
      (small ? undefined : this.#keyed(this.#atHand, keys.variants)) ??
      this.#keyed(this.#atHand, keys.suspects) ??
      this.#keyed(this.#atHand, keys.suspectVariants) ??
      this.#rare() ??
      this.#constructed(this.#atHand) ??
      this.#otherDeliveries() ??
      this.#paired(pairs(this.#kept.ranked(), keys)) ??
      this.#constructedBodies() ??
      this.#bodies(lateBodies(view), this.#late) ??
      this.#paired(familyPairs(this.#late.ranked(), keys))
    )
  }

  #known({ body, key, made }: Transform): Match | undefined {
    const keys = this.keys.named(key)
    const tried = (message: Message, way?: Way) =>
      made === undefined ? this.#keyed(message, keys, way) : this.#constructed(message, way, made)
    if (body === '') return tried(this.#atHand)
    for (const way of knownBodies(this.view, this.input, body)) {
      const match = tried(new Message(way.body), way)
      if (match || this.trials.exhausted) return match
    }
    return undefined
  }

  #bodies(ways: Iterable<Way>, kept = this.#kept): Match | undefined {
    for (const way of ways) {
      const message = new Message(way.body)
      const match = this.#keyed(message, this.keys.exact, way)
      if (match || this.trials.exhausted) return match
      if (this.keys.exact.length === 0) this.trials.hmac(message, NO_KEY)
      kept.keep(this.trials.last, message, way)
    }
    return undefined
  }

  #keyed(message: Message, keys: readonly Key[], way?: Way): Match | undefined {
    for (const key of keys) {
      const reading = this.trials.hmac(message, key.hmac)
      if (reading) return { message, way, key, reading }
      if (this.trials.exhausted) return undefined
    }
    return undefined
  }

  #rare(): Match | undefined {
    for (const key of this.keys.exact) {
      const reading = this.trials.rare(this.#atHand, key.hmac)
      if (reading) return { message: this.#atHand, key, reading }
    }
    return undefined
  }

  #constructed(message: Message, way?: Way, only?: string): Match | undefined {
    const { bytes } = message
    for (const made of [...CONSTRUCTIONS, ...schemesFor(this.input)]) {
      if (only !== undefined && made.how !== only) continue
      for (const key of this.keys.exact) {
        const reading = this.trials.made(bytes.length, algorithm => made.digest(algorithm, bytes, key.secret.value))
        if (reading) return { message, way, key, reading, made }
      }
    }
    return undefined
  }

  #otherDeliveries(): Match | undefined {
    let left = MOST_OTHERS
    for (const { body } of this.input.otherBodies ?? []) {
      if (left-- <= 0 || this.trials.exhausted) return undefined
      if (this.view.bytes.equals(body)) continue
      const way: Way = { body, causes: () => ['body-of-another-delivery'], route: '', guess: true }
      const message = new Message(body)
      const match = this.#keyed(message, this.keys.exact, way)
      if (match) return match
      if (left >= MOST_OTHERS - PAIRED_OTHERS) this.#kept.keep(this.trials.last, message, way)
    }
    return undefined
  }

  #paired(all: Iterable<Kept & { readonly keys: readonly Key[] }>): Match | undefined {
    for (const { message, way, keys } of all) {
      const match = this.#keyed(message, keys, way)
      if (match || this.trials.exhausted) return match
    }
    return undefined
  }

  #constructedBodies(): Match | undefined {
    for (const { message, way } of this.#kept.ranked().slice(0, CONSTRUCTED_BODIES)) {
      const match = this.#constructed(message, way)
      if (match) return match
    }
    return undefined
  }
}
