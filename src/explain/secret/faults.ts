/** The list of faults of secrets, and all keys that come of them. */
import { INVISIBLE, unquoted } from './clean.js'
import { encoding, pastedPrefix } from './encoding.js'
import { truncatedOrExpanded } from './expanded.js'
import type { KeyVariant, SecretFault } from './fault.js'
import { caseOrCharset, emptyOrUndefined, hashed } from './replaced.js'
import { quotesOrInvisible, whitespace } from './whitespace.js'

/** The list, most frequent first. */
export const SECRET_FAULTS: readonly SecretFault[] = [
  whitespace,
  quotesOrInvisible,
  emptyOrUndefined,
  pastedPrefix,
  encoding,
  truncatedOrExpanded,
  hashed,
  caseOrCharset,
]

/** Every variant of a secret, each key once and never the secret itself. Of weight above 0 are the frequent ones. */
export function* keyVariants(secret: string): Iterable<Required<KeyVariant> & { weight: number }> {
  const seen = new Set([secret])
  for (const fault of SECRET_FAULTS) {
    let weight = fault.frequent
    for (const { key, how, causes = [fault.id] } of fault.keys(secret)) {
      const identity = typeof key === 'string' ? key : `\0${Buffer.from(key).toString('latin1')}`
      if (seen.has(identity)) continue
      seen.add(identity)
      yield { key, how, causes, weight: weight-- }
    }
  }
  const cleaned = unquoted(secret.trim().replace(INVISIBLE, '').trim())
  if (!seen.has(cleaned)) {
    yield {
      key: cleaned,
      how: 'cleaned of blanks and quotes',
      causes: [whitespace.id, quotesOrInvisible.id],
      weight: 0,
    }
  }
}
