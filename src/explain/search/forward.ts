/** The forward search: from the body that was signed to the one whose digest the receiver computed. */
import { hashedBodies } from '../body/hashed.js'
import type { ExplainInput } from '../explanation.js'
import { redoneChanges } from '../large/changes.js'
import { LargeSearch } from '../large/search.js'
import type { BodyView } from '../view.js'
import { Message } from './hmac.js'
import { isFrequent, type Keyring } from './keyring.js'
import type { Match } from './match.js'
import type { Trials } from './trials.js'
import { type Body, constructed, keyed } from './whole.js'

/** Bodies with one fault, the most frequent ones, that are tried with other keys too. */
const MOST_PAIRED = 400
const MOST_PAIRED_BYTES = 8 * 1024 * 1024

/** One search. */
export class ForwardSearch {
  readonly #paired: Body[] = []
  #pairedBytes = 0

  constructor(
    readonly input: ExplainInput,
    readonly keys: Keyring,
    readonly trials: Trials,
  ) {}

  /** Whether these very bytes were hashed with an accepted secret. */
  exactly(body: Uint8Array): Match | undefined {
    return keyed({ message: new Message(body) }, this.keys.exact, this.trials)
  }

  /** @param original the body that was signed */
  run(original: BodyView): Match | undefined {
    const { input, keys, trials } = this
    const { exact, variants, suspects } = keys
    if (original.large) {
      const changes = redoneChanges(original.bytes)
      const pieces = new LargeSearch(original.bytes, changes, input, keys, trials)
      return this.#bodies(original) ?? pieces.frequent() ?? pieces.rest()
    }
    const whole = { message: new Message(original.bytes) }
    return (
      keyed(whole, exact, trials) ??
      this.#bodies(original) ??
      keyed(whole, variants, trials) ??
      keyed(whole, suspects, trials) ??
      constructed(whole, exact, trials, input) ??
      this.#pairs()
    )
  }

  #bodies(original: BodyView): Match | undefined {
    for (const way of hashedBodies(original)) {
      const one = { message: new Message(way.body), way }
      const match = keyed(one, this.keys.exact, this.trials)
      // A way without a name would be told as no fault at all.
      if (match && way.causes().length > 0) return match
      if (this.trials.exhausted) return undefined
      if (way.guess || this.#paired.length >= MOST_PAIRED) continue
      this.#pairedBytes += one.message.size
      if (this.#pairedBytes <= MOST_PAIRED_BYTES) this.#paired.push(one)
    }
    return undefined
  }

  #pairs(): Match | undefined {
    const rare = this.keys.variants.filter(one => !isFrequent(one))
    for (const keys of [this.keys.frequent, rare]) {
      for (const one of this.#paired) {
        const match = keyed(one, keys, this.trials)
        if (match || this.trials.exhausted) return match
      }
    }
    return undefined
  }
}
