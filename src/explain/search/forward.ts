/** The forward search: from the body that was signed to the one whose digest the receiver computed. */
import { hashedBodies } from '../body/hashed.js'
import type { ExplainInput } from '../explanation.js'
import { CONSTRUCTIONS, schemesFor } from '../header/construction.js'
import type { BodyView } from '../view.js'
import { Message } from './hmac.js'
import { isFrequent, type Key, type Keyring } from './keyring.js'
import type { Match } from './match.js'
import type { Trials } from './trials.js'

/** Bodies with one fault, the most frequent ones, that are tried with other keys too. */
const MOST_PAIRED = 400
const MOST_PAIRED_BYTES = 8 * 1024 * 1024

/** One search. */
export class ForwardSearch {
  readonly #paired: Array<Pick<Match, 'message' | 'way'>> = []
  #pairedBytes = 0

  constructor(
    readonly input: ExplainInput,
    readonly keys: Keyring,
    readonly trials: Trials,
  ) {}

  /** Whether these very bytes were hashed with an accepted secret. */
  exactly(body: Uint8Array): Match | undefined {
    return this.#keyed({ message: new Message(body) }, this.keys.exact)
  }

  /** @param original the body that was signed */
  run(original: BodyView): Match | undefined {
    const whole = { message: new Message(original.bytes) }
    const { exact, variants, suspects } = this.keys
    return (
      this.#keyed(whole, exact) ??
      this.#bodies(original) ??
      this.#keyed(whole, variants) ??
      this.#keyed(whole, suspects) ??
      this.#constructed(whole.message) ??
      this.#pairs()
    )
  }

  #bodies(original: BodyView): Match | undefined {
    for (const way of hashedBodies(original)) {
      const one = { message: new Message(way.body), way }
      const match = this.#keyed(one, this.keys.exact)
      // A way without a name would be told as no fault at all.
      if (match && way.causes().length > 0) return match
      if (this.trials.exhausted) return undefined
      if (way.guess || this.#paired.length >= MOST_PAIRED) continue
      this.#pairedBytes += one.message.bytes.length
      if (this.#pairedBytes <= MOST_PAIRED_BYTES) this.#paired.push(one)
    }
    return undefined
  }

  #keyed(one: Pick<Match, 'message' | 'way'>, keys: readonly Key[]): Match | undefined {
    for (const key of keys) {
      const reading = this.trials.hmac(one.message, key.hmac)
      if (reading) return { ...one, key, reading }
      if (this.trials.exhausted) return undefined
    }
    return undefined
  }

  #constructed(message: Message): Match | undefined {
    const { bytes } = message
    for (const made of [...CONSTRUCTIONS, ...schemesFor(this.input)]) {
      for (const key of this.keys.exact) {
        const reading = this.trials.made(bytes.length, algorithm => made.digest(algorithm, bytes, key.secret.value))
        if (reading) return { message, key, reading, made }
      }
    }
    return undefined
  }

  #pairs(): Match | undefined {
    const rare = this.keys.variants.filter(one => !isFrequent(one))
    for (const keys of [this.keys.frequent, rare]) {
      for (const one of this.#paired) {
        const match = this.#keyed(one, keys)
        if (match || this.trials.exhausted) return match
      }
    }
    return undefined
  }
}
