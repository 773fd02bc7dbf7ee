/** The search for bodies of any size: everything passes in pieces, under several keys at once, each body hashed once for all its endings. */
import type { ExplainInput, Transform } from '../explanation.js'
import { Message } from '../search/hmac.js'
import { isFrequent, type Key, type Keyring } from '../search/keyring.js'
import type { Match } from '../search/match.js'
import type { Trials } from '../search/trials.js'
import { constructed, keyed, otherBodies, rarelyKeyed } from '../search/whole.js'
import { type Ending, endedPieces, type LargeChange } from './change.js'
import type { LargeChanges } from './changes.js'
import { RunningHmac } from './running-hmac.js'

/** Keys under which a body passes at once. */
const AT_ONCE = 8
/** Keys that are tried before the body is changed. */
const FIRST_KEYS = 4
/** The most frequent keys, under which a body that was changed passes too. */
const WITH_CHANGES = AT_ONCE

/** One search. */
export class LargeSearch {
  readonly #atHand: Message
  readonly #plain: LargeChange
  readonly #others: readonly LargeChange[]

  constructor(
    bytes: Buffer,
    changes: LargeChanges,
    readonly input: ExplainInput,
    readonly keys: Keyring,
    readonly trials: Trials,
  ) {
    this.#atHand = new Message(bytes)
    this.#plain = changes.plain
    this.#others = [...changes.others]
  }

  /**
   * The most frequent: the body as it is under the most frequent keys, and every change under the secrets themselves.
   *
   * @param first what was proven for another delivery, to be tried before all else
   */
  frequent(first?: Transform): Match | undefined {
    const { exact, frequent } = this.keys
    return (
      this.#under(exact, [this.#plain]) ??
      (first && this.#known(first)) ??
      this.#under(frequent.slice(0, FIRST_KEYS), [this.#plain]) ??
      this.#under(exact, this.#others)
    )
  }

  /** All that is left, as far as the budget goes. */
  rest(): Match | undefined {
    const { input, keys, trials } = this
    const { exact, frequent } = keys
    const rare = [...keys.variants.filter(one => !isFrequent(one)), ...keys.suspectVariants.filter(isFrequent)]
    const seen = this.#others.filter(one => !one.guess)
    return (
      this.#under(frequent.slice(FIRST_KEYS), [this.#plain]) ??
      this.#otherDeliveries() ??
      rarelyKeyed(this.#atHand, exact, trials) ??
      constructed({ message: this.#atHand }, exact, trials, input) ??
      this.#under(rare, [this.#plain]) ??
      this.#under(frequent.slice(0, WITH_CHANGES), seen)
    )
  }

  #known({ body, key, made }: Transform): Match | undefined {
    const keys = this.keys.named(key)
    if (made !== undefined) return constructed({ message: this.#atHand }, keys, this.trials, this.input, made)
    const changes = this.#others.filter(one => one.route === body)
    return this.#under(keys, key === '' ? changes : [this.#plain, ...changes])
  }

  #otherDeliveries(): Match | undefined {
    for (const way of otherBodies(this.input)) {
      const match = keyed({ message: new Message(way.body), way }, this.keys.exact, this.trials)
      if (match || this.trials.exhausted) return match
    }
    return undefined
  }

  #under(keys: readonly Key[], changes: readonly LargeChange[]): Match | undefined {
    for (const change of changes) {
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        const match = this.#pass(change, keys.slice(at, at + AT_ONCE))
        if (match || this.trials.exhausted) return match
      }
    }
    return undefined
  }

  #pass(change: LargeChange, keys: readonly Key[]): Match | undefined {
    const { trials } = this
    const size = this.#atHand.size
    const running: Running[] = []
    for (const key of keys) {
      for (const algorithm of trials.algorithms) {
        if (trials.spend(size)) running.push({ key, hmac: new RunningHmac(algorithm, key.hmac.bytes) })
      }
    }
    if (running.length === 0) return undefined
    const endings = change.endings.toSorted((a, b) => leftBy(a) - leftBy(b))
    let next = 0
    let passed = 0
    for (const piece of change.pieces()) {
      let from = 0
      for (; next < endings.length && leftBy(endings[next]!) <= passed + piece.length; next++) {
        const upTo = leftBy(endings[next]!) - passed
        for (const { hmac } of running) hmac.update(piece.subarray(from, upTo))
        from = upTo
        const match = this.#ended(change, endings[next]!, running)
        if (match) return match
      }
      for (const { hmac } of running) hmac.update(piece.subarray(from))
      passed += piece.length
    }
    for (const ending of endings.slice(next)) {
      const match = this.#ended(change, ending, running)
      if (match) return match
    }
    return undefined
  }

  #ended(change: LargeChange, ending: Ending, running: readonly Running[]): Match | undefined {
    for (const { key, hmac } of running) {
      const reading = this.trials.fits(hmac.algorithm, hmac.endedBy(ending.added))
      if (!reading) continue
      const match = { message: this.#atHand, key, reading }
      const how = [change.how, ending.how].filter(Boolean).join(', ')
      // Asked for when all of it has passed: what a change comes to is known then.
      const causes = () => [...change.causes(), ...ending.causes]
      const same = change.route === '' && ending.causes.length === 0
      if (same) return match
      const way = { body: this.#atHand.bytes, causes, route: change.route, ...(how !== '' && { how }) }
      return { ...match, way, pieces: () => endedPieces(change, ending) }
    }
    return undefined
  }
}

interface Running {
  readonly key: Key
  readonly hmac: RunningHmac
}

const leftBy = ({ left = Number.POSITIVE_INFINITY }: Ending) => left
