/** Which body, key and algorithm give the digest that the receiver says it computed. */
import { checkSignature } from '../core/signature.js'
import { CAUSES, type CauseId, inOrder } from './causes.js'
import { explainMismatch } from './explain-mismatch.js'
import { type ExplainInput, type ExplainOptions, type Explanation, type Proof, UNTRIED } from './explanation.js'
import { fingerprint } from './fingerprint.js'
import { isWhole, type Reading, readingsOf } from './header/reading.js'
import { forwardBudget } from './search/budget.js'
import { ForwardSearch } from './search/forward.js'
import { Keyring } from './search/keyring.js'
import { type Match, piecesOf } from './search/match.js'
import { Trials } from './search/trials.js'
import { keyTold } from './secret/told.js'
import { OF_LARGE } from './summary.js'
import { BodyView } from './view.js'
import { whereDifferent } from './where.js'

/** A delivery with the digest that its receiver computed. */
export interface ComputedInput extends ExplainInput {
  /** At least eight hex digits of it; all of them prove, fewer make likely. */
  computed: string
}

/** Bodies of which no sender's body is left: that the receiver hashed one is the whole explanation. */
const HOLDS_NOTHING: ReadonlySet<CauseId> = new Set(['body-empty', 'body-stringified-object'])

/** Bytes beyond which what was hashed is not looked at for the serializer that wrote it. */
const LONGEST_LOOK = 1_000_000

/**
 * Explains what a receiver hashed. Total: no input makes it throw.
 *
 * @param keys those of the secrets and suspects, where they were made before
 */
export function explainComputed(
  input: ComputedInput,
  options: ExplainOptions = {},
  keys = new Keyring(input.secrets, input.suspects ?? []),
): Explanation {
  const readings = meaningsOf(input.computed)
  if (readings.length === 0)
    return plain('none', [], 'the computed digest has no eight hex digits: nothing can be told from it')
  const check = checkSignature(input.signatureValues, input.body, input.secrets)
  const same = received(readings, input.signatureValues)
  if (same) {
    if (check.verdict === 'valid') return { ...rightAlready(same), secret: check.secret }
    return plain(
      'none',
      [],
      'this digest is the one that was received, not one that the receiver computed: look for the other one in its log',
    )
  }
  const trials = new Trials(readings, { ...forwardBudget(input.body.length), ...options.budget })
  const forward = new ForwardSearch(input, keys, trials)
  const told = (signed: Uint8Array | string) => {
    const original = new BodyView(signed, input.event)
    return { ...toldOf(original, forward.run(original)), tried: trials.tried }
  }
  if (check.verdict === 'valid') return told(input.body)
  const atHand = forward.exactly(input.body)
  // Printed or not: they are what the receiver hashed.
  const known = atHand && isWhole(atHand.reading) ? { ...input, trust: 'receiver' as const } : input
  const search = explainMismatch(known, options, keys)
  if (atHand) return { ...hashedAtHand(search, atHand), tried: trials.tried }
  return told(search.restored ?? input.body)
}

// Of a digest that somebody copied out of a log, what stands around it and that a part is missing say nothing.
const meaningsOf = (computed: string): Reading[] =>
  readingsOf([computed.trim()])
    .filter(one => !one.fromEnd)
    .map(one => ({
      ...one,
      causes: one.causes.filter(cause => cause !== 'signature-truncated' && cause !== 'header-format'),
    }))

function received(computed: readonly Reading[], values: readonly string[]): Reading | undefined {
  const others = readingsOf(values).filter(one => !one.fromEnd && !one.rare)
  return computed.find(one => {
    const part = one.digest.toString('hex').slice(0, one.digits)
    return others.some(other => other.algorithm === one.algorithm && other.digest.toString('hex').startsWith(part))
  })
}

const plain = (proof: Proof, causes: CauseId[], summary: string): Explanation => ({
  proof,
  causes,
  summary,
  tried: UNTRIED,
})

const sureness = (reading: Reading): Proof => (isWhole(reading) ? 'proven' : 'likely')

function rightAlready(reading: Reading): Explanation {
  const sure = sureness(reading)
  return plain(
    sure,
    ['comparison-wrong'],
    `${sure}: the receiver computed the right digest, and the signature is valid: its comparison is wrong`,
  )
}

// What the receiver hashed is known then; the other question, what was signed, is answered by the search.
function hashedAtHand(search: Explanation, { key, reading }: Match): Explanation {
  const sure = sureness(reading)
  const hashed = `${sure}: the receiver hashed exactly these bytes with the secret given`
  if (search.proof === 'proven') {
    const how = search.summary.replace(/^proven: /, '')
    return { ...search, proof: sure, summary: `${hashed}, which differ from what was signed: ${how}` }
  }
  const told = search.causes.some(cause => HOLDS_NOTHING.has(cause)) ? sure : 'likely'
  return {
    ...search,
    proof: search.proof === 'none' ? 'none' : told,
    summary: `${hashed}; the signature was made over other bytes or with another secret (${search.summary})`,
    secret: key.secret.label,
  }
}

function toldOf(original: BodyView, match: Match | undefined): Explanation {
  if (!match) return plain('none', [], `nothing ${original.large ? OF_LARGE : 'that is known'} gives this digest`)
  const { message, way, key, reading, made } = match
  const causes = inOrder([...(way?.causes() ?? []), ...key.causes, ...reading.causes, ...(made ? [made.cause] : [])])
  const sure = sureness(reading)
  const where = way && whereDifferent(original.bytes, piecesOf(match))
  const looksLike =
    way && !match.pieces && message.bytes.length < LONGEST_LOOK
      ? fingerprint(message.bytes.toString('utf8'))
      : undefined
  const right = causes.length === 0
  const details = [way?.how, keyTold('its', key.how, key.causes), made?.how].filter(Boolean).join('; ')
  const what = right
    ? 'the right bytes with the right secret: its comparison is wrong'
    : causes.map(id => CAUSES[id].title).join('; and ')
  return {
    ...plain(sure, right ? ['comparison-wrong'] : causes, ''),
    summary: `${sure}: what the receiver hashed: ${what}${details ? ` (${details})` : ''}`,
    secret: key.secret.label,
    ...(where && { where }),
    ...(looksLike !== undefined && { looksLike }),
  }
}
