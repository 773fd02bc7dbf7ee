/** What every search tries with one whole body: keys, other constructions, rare algorithms. */
import type { Way } from '../body/candidates.js'
import type { ExplainInput } from '../explanation.js'
import { CONSTRUCTIONS, schemesFor } from '../header/construction.js'
import type { Message } from './hmac.js'
import type { Key } from './keyring.js'
import type { Match } from './match.js'
import type { Trials } from './trials.js'

/** A body, with the way to it unless it is the one at hand. */
export type Body = Pick<Match, 'message' | 'way'>

/** A body under each of some keys. */
export function keyed({ message, way }: Body, keys: readonly Key[], trials: Trials): Match | undefined {
  for (const key of keys) {
    const reading = trials.hmac(message, key.hmac)
    if (reading) return { message, way, key, reading }
    if (trials.exhausted) return undefined
  }
  return undefined
}

/** A body under algorithms that hardly anybody uses. */
export function rarelyKeyed(message: Message, keys: readonly Key[], trials: Trials): Match | undefined {
  for (const key of keys) {
    const reading = trials.rare(message, key.hmac)
    if (reading) return { message, key, reading }
  }
  return undefined
}

/**
 * A body in what is no plain HMAC of it.
 *
 * @param only the name of the one construction to try
 */
export function constructed(
  { message, way }: Body,
  keys: readonly Key[],
  trials: Trials,
  input: ExplainInput,
  only?: string,
): Match | undefined {
  const { bytes } = message
  for (const made of [...CONSTRUCTIONS, ...schemesFor(input)]) {
    if (only !== undefined && made.how !== only) continue
    for (const key of keys) {
      const reading = trials.made(bytes.length, algorithm => made.digest(algorithm, bytes, key.secret.value))
      if (reading) return { message, way, key, reading, made }
      if (trials.exhausted) return undefined
    }
  }
  return undefined
}

/** Bodies of other deliveries that are tried. */
const MOST_OTHERS = 2000

/** Other deliveries of the run, whose signature this may be. */
export function* otherBodies({ otherBodies: all = [], body }: ExplainInput): Iterable<Way> {
  let left = MOST_OTHERS
  for (const other of all) {
    if (left-- <= 0) return
    if (Buffer.compare(body, other.body) !== 0)
      yield { body: other.body, causes: () => ['body-of-another-delivery'], route: '', guess: true }
  }
}
