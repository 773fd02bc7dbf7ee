/** The inverse search: the cheapest and most frequent explanations first, one fault before two. */
import { flatBodies, knownBodies, lateBodies, signedBodies, type Way } from '../body/candidates.js'
import type { ExplainInput, Transform } from '../explanation.js'
import { undoneChanges } from '../large/changes.js'
import { LargeSearch } from '../large/search.js'
import type { BodyView } from '../view.js'
import { HmacKey, Message } from './hmac.js'
import { familyPairs, type Kept, KeptBodies, pairs } from './kept.js'
import type { Key, Keyring } from './keyring.js'
import type { Match } from './match.js'
import type { Trials } from './trials.js'
import { constructed, keyed, otherBodies, rarelyKeyed } from './whole.js'

/** Bodies, the most likely ones, that are tried with other constructions. */
const CONSTRUCTED_BODIES = 6
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
    if (view.inPieces) return this.#inPieces(first)
    const small = view.bytes.length <= SMALL
    return (
      this.#keyed(keys.exact) ??
      (first && this.#known(first)) ??
      this.#bodies(flatBodies(view)) ??
      (small ? this.#keyed(keys.variants) : undefined) ??
      this.#bodies(signedBodies(view, input)) ??
      (small ? undefined : this.#keyed(keys.variants)) ??
      this.#keyed(keys.suspects) ??
      this.#keyed(keys.suspectVariants) ??
      rarelyKeyed(this.#atHand, keys.exact, this.trials) ??
      constructed({ message: this.#atHand }, keys.exact, this.trials, input) ??
      this.#otherDeliveries() ??
      this.#paired(pairs(this.#kept.ranked(), keys)) ??
      this.#constructedBodies() ??
      this.#bodies(lateBodies(view), this.#late) ??
      this.#paired(familyPairs(this.#late.ranked(), keys))
    )
  }

  // Bytes, secret and header are seen to while the body passes; what is left is its text.
  #inPieces(first: Transform | undefined): Match | undefined {
    const { view, input, keys, trials } = this
    const pieces = new LargeSearch(view.bytes, undoneChanges(view.bytes), input, keys, trials)
    return pieces.frequent(first) ?? (view.large ? undefined : this.#ofText(first)) ?? pieces.rest()
  }

  #ofText(first: Transform | undefined): Match | undefined {
    const { view, input, keys } = this
    return (
      (first && this.#known(first)) ??
      this.#bodies(flatBodies(view)) ??
      this.#bodies(signedBodies(view, input)) ??
      this.#paired(pairs(this.#kept.ranked(), keys)) ??
      this.#bodies(lateBodies(view), this.#late)
    )
  }

  #known({ body, key, made }: Transform): Match | undefined {
    const { keys, trials, input } = this
    const tried = (message: Message, way?: Way) =>
      made === undefined
        ? keyed({ message, way }, keys.named(key), trials)
        : constructed({ message, way }, keys.exact, trials, input, made)
    if (body === '') return tried(this.#atHand)
    for (const way of knownBodies(this.view, input, body)) {
      const match = tried(new Message(way.body), way)
      if (match || trials.exhausted) return match
    }
    return undefined
  }

  #bodies(ways: Iterable<Way>, kept = this.#kept): Match | undefined {
    for (const way of ways) {
      const message = new Message(way.body)
      const match = keyed({ message, way }, this.keys.exact, this.trials)
      if (match || this.trials.exhausted) return match
      if (this.keys.exact.length === 0) this.trials.hmac(message, NO_KEY)
      kept.keep(this.trials.last, message, way)
    }
    return undefined
  }

  #keyed(keys: readonly Key[]): Match | undefined {
    return keyed({ message: this.#atHand }, keys, this.trials)
  }

  #otherDeliveries(): Match | undefined {
    let kept = 0
    for (const way of otherBodies(this.input)) {
      const message = new Message(way.body)
      const match = keyed({ message, way }, this.keys.exact, this.trials)
      if (match || this.trials.exhausted) return match
      if (kept++ < PAIRED_OTHERS) this.#kept.keep(this.trials.last, message, way)
    }
    return undefined
  }

  #paired(all: Iterable<Kept & { readonly keys: readonly Key[] }>): Match | undefined {
    for (const { message, way, keys } of all) {
      const match = keyed({ message, way }, keys, this.trials)
      if (match || this.trials.exhausted) return match
    }
    return undefined
  }

  #constructedBodies(): Match | undefined {
    for (const one of this.#kept.ranked().slice(0, CONSTRUCTED_BODIES)) {
      const match = constructed(one, this.keys.exact, this.trials, this.input)
      if (match) return match
    }
    return undefined
  }
}
