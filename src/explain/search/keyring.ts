/** The keys that the signer may have used: the secrets, what becomes of them, and the suspects. Made once for all deliveries of a run. */
import type { NamedSecret } from '../../core/signature.js'
import type { CauseId } from '../causes.js'
import { keyVariants } from '../secret/faults.js'
import { HmacKey } from './hmac.js'

/** A key with what it would mean. */
export interface Key {
  readonly secret: NamedSecret
  readonly hmac: HmacKey
  readonly causes: readonly CauseId[]
  /** A stable name; empty for the secret itself. */
  readonly how: string
  /** How frequent it is; above 0: worth trying with bodies that have several faults. */
  readonly weight: number
}

/** All keys of one set of secrets and suspects, each made when it is first asked for, and none twice. */
export class Keyring {
  /** The accepted secrets as they are. */
  readonly exact: readonly Key[]
  readonly #known = new Set<string>()
  readonly #given: readonly NamedSecret[]
  #variants: readonly Key[] | undefined
  #suspects: readonly Key[] | undefined
  #frequent: readonly Key[] | undefined
  #suspectVariants: readonly Key[] | undefined

  constructor(secrets: readonly NamedSecret[], suspects: readonly NamedSecret[]) {
    this.exact = this.#added(secrets, secret => [keyOf(secret, [], '')])
    this.#given = suspects
  }

  /** What becomes of the accepted secrets, most frequent first. */
  get variants(): readonly Key[] {
    this.#variants ??= this.#added(
      this.exact.map(one => one.secret),
      variantsOf,
    )
    return this.#variants
  }

  /** The suspects as they are. One that is a variant of an accepted secret counts as that. */
  get suspects(): readonly Key[] {
    if (!this.#suspects) {
      void this.variants
      this.#suspects = this.#added(this.#given, secret => [keyOf(secret, [OTHER], `suspect ${secret.label}`)])
    }
    return this.#suspects
  }

  /** The suspects, and what becomes of the accepted secrets frequently, most frequent first. */
  get frequent(): readonly Key[] {
    this.#frequent ??= [...this.suspects, ...this.variants.filter(isFrequent).sort((a, b) => b.weight - a.weight)]
    return this.#frequent
  }

  /** What becomes of the suspects. What does not depend on a secret, such as "undefined", is among the others. */
  get suspectVariants(): readonly Key[] {
    this.#suspectVariants ??= this.#added(
      this.suspects.map(one => one.secret),
      suspect =>
        variantsOf(suspect)
          .filter(one => !one.causes.includes('secret-empty-or-undefined'))
          .map(one => ({ ...one, causes: [OTHER, ...one.causes] })),
    )
    return this.#suspectVariants
  }

  /** The keys of a name that was proven before. */
  named(how: string): readonly Key[] {
    if (how === '') return this.exact
    return [...this.variants, ...this.suspects, ...this.suspectVariants].filter(one => one.how === how)
  }

  #added(secrets: readonly NamedSecret[], keysOf: (secret: NamedSecret) => Key[]): readonly Key[] {
    return secrets.flatMap(keysOf).filter(({ hmac }) => {
      const identity = hmac.inner.toString('latin1')
      if (this.#known.has(identity)) return false
      this.#known.add(identity)
      return true
    })
  }
}

/** Whether a key is frequent. */
export const isFrequent = (key: Key) => key.weight > 0

const OTHER = 'secret-of-another-environment'

const variantsOf = (secret: NamedSecret): Key[] =>
  [...keyVariants(secret.value)].map(({ key, how, causes, weight }) => keyOf(secret, causes, how, key, weight))

const keyOf = (
  secret: NamedSecret,
  causes: readonly CauseId[],
  how: string,
  key: string | Uint8Array = secret.value,
  weight = Number.POSITIVE_INFINITY,
): Key => ({ secret, hmac: new HmacKey(key), causes, how, weight })
