/** Why the signature of a delivery does not match. Nothing is proven without a digest that fits. */
import { checkSignature } from '../core/signature.js'
import { type ExplainInput, type ExplainOptions, type Explanation, UNTRIED } from './explanation.js'
import { fingerprint } from './fingerprint.js'
import { missingHeader, notADigest } from './header/observed.js'
import { readingsOf } from './header/reading.js'
import { likely } from './likely.js'
import { defaultBudget } from './search/budget.js'
import { InverseSearch } from './search/inverse.js'
import { Keyring } from './search/keyring.js'
import { explained } from './search/match.js'
import { Trials } from './search/trials.js'
import { validSummary } from './summary.js'
import { BodyView } from './view.js'

/**
 * Explains why the signature of a delivery does not match. Total: no input makes it throw.
 *
 * @param keys those of the secrets and suspects, where they were made before
 */
export function explainMismatch(
  input: ExplainInput,
  options: ExplainOptions = {},
  keys = new Keyring(input.secrets, input.suspects ?? []),
): Explanation {
  const atOnce = explainAtOnce(input)
  if (atOnce) return atOnce
  const view = new BodyView(input.body, input.event)
  const budget = { ...defaultBudget(input.body.length), ...options.budget }
  const trials = new Trials(readingsOf(input.signatureValues), budget)
  const search = new InverseSearch(view, input, keys, trials)
  const match = trials.possible ? search.run(options.firstTry) : undefined
  if (match) return { ...explained(view, input, match), tried: trials.tried }
  const looksLike = fingerprint(view)
  const told = notADigest(input) ?? likely(view, input)
  return { ...told, ...(looksLike !== undefined && { looksLike }), tried: trials.tried }
}

/** What is told without a search: that the signature is valid, that there is none, that it is a known fixed value. */
export function explainAtOnce(input: ExplainInput): Explanation | undefined {
  const check = checkSignature(input.signatureValues, input.body, input.secrets)
  if (check.verdict === 'valid') return { ...validSummary(input.refused), secret: check.secret, tried: UNTRIED }
  if (check.verdict === 'unsigned') return { ...missingHeader(input), tried: UNTRIED }
  const fixed = notADigest(input)
  return fixed?.proof === 'observed' ? { ...fixed, tried: UNTRIED } : undefined
}
