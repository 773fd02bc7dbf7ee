/** The bodies of a search that are kept, to be tried with other keys once none of them fits with the secrets themselves. */
import type { Way } from '../body/candidates.js'
import type { Message } from './hmac.js'
import { isFrequent, type Key, type Keyring } from './keyring.js'

const MOST_BYTES = 4 * 1024 * 1024
const MOST_BODIES = 400
/** Bodies with several faults, the most likely ones, that are tried with every key. */
const SEVERAL_FULLY = 24
/** Bodies that are tried with what becomes of the suspects: that is two faults of the secret already. */
const WITH_SUSPECT_VARIANTS = 12

/** A body with the way to it. */
export interface Kept {
  readonly message: Message
  readonly way: Way
}

/** Bodies, each once. */
export class KeptBodies {
  readonly #kept = new Map<string, Kept>()
  #bytes = 0

  /** @param name any digest of the body */
  keep(name: string, message: Message, way: Way): void {
    const { size } = message
    if (this.#kept.has(name) || this.#kept.size >= MOST_BODIES || this.#bytes + size > MOST_BYTES) return
    this.#kept.set(name, { message, way })
    this.#bytes += size
  }

  /** Those with fewer faults first, and of these the ones that something suggests. */
  ranked(): Kept[] {
    return [...this.#kept.values()].sort((a, b) => rank(a.way) - rank(b.way))
  }
}

const faults = ({ route }: Way) => (route === 'json' ? 0 : route.split(/[+>]/).length)
const rank = (way: Way) => faults(way) * 2 + (way.guess ? 1 : 0)

/** Each body with the keys that are worth trying with it: any one fault of the body goes with any one of the secret, unless it is rare. */
export function* pairs(kept: readonly Kept[], keys: Keyring): Iterable<Kept & { readonly keys: readonly Key[] }> {
  const all = [...keys.suspects, ...keys.variants]
  const suspected = keys.suspectVariants.filter(isFrequent)
  for (const [index, one] of kept.entries()) {
    const fully = !one.way.rare && (faults(one.way) <= 1 || index < SEVERAL_FULLY)
    yield { ...one, keys: fully ? all : keys.frequent }
  }
  for (const one of kept.slice(0, WITH_SUSPECT_VARIANTS)) yield { ...one, keys: suspected }
}

/** Pairs that are tried of bodies from large families. */
const MOST_OF_FAMILIES = 600

/** Bodies of large families: the more there are, the fewer keys. */
export function* familyPairs(kept: readonly Kept[], keys: Keyring): Iterable<Kept & { readonly keys: readonly Key[] }> {
  const few = keys.frequent.slice(0, Math.floor(MOST_OF_FAMILIES / Math.max(1, kept.length)))
  for (const one of kept) yield { ...one, keys: few }
}
