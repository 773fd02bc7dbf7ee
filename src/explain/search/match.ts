/** What fits: a body, a key and a meaning of the header, and how that is told. */
import type { Way } from '../body/candidates.js'
import { CAUSES, type CauseId, inOrder } from '../causes.js'
import type { ExplainInput, Explanation } from '../explanation.js'
import { fingerprint } from '../fingerprint.js'
import type { Construction } from '../header/construction.js'
import { PROVING_DIGITS, type Reading } from '../header/reading.js'
import { keyTold } from '../secret/told.js'
import { provenSummary } from '../summary.js'
import type { BodyView } from '../view.js'
import { whereDifferent } from '../where.js'
import type { Message } from './hmac.js'
import type { Key } from './keyring.js'

/** A body and a key whose digest is the one received. */
export interface Match {
  readonly message: Message
  readonly key: Key
  readonly reading: Reading
  /** How the body came from the one at hand; none where it is that. */
  readonly way?: Way | undefined
  /** What was signed, where it is too large to be a message: the message is the body at hand then. */
  readonly pieces?: () => Iterable<Uint8Array>
  /** Where it is no plain HMAC. */
  readonly made?: Construction
}

/** The explanation of a match. */
export function explained(view: BodyView, input: ExplainInput, match: Match): Omit<Explanation, 'tried'> {
  const { way, key, reading, made } = match
  const body = way?.causes() ?? []
  const others = [...key.causes, ...reading.causes, ...(made ? [made.cause] : [])]
  const proof = reading.digits >= PROVING_DIGITS ? 'proven' : 'likely'
  const where = way && whereDifferent(view.bytes, piecesOf(match))
  const looksLike = way && fingerprint(view)
  const details = [way?.how, keyTold("the signer's", key.how, key.causes), made?.how, reading.how]
  return {
    proof,
    causes: inOrder([...body, ...others]),
    summary: provenSummary({
      proof,
      trust: input.trust,
      body: titlesOf(body),
      others: titlesOf(others),
      details: details.filter(one => one !== undefined).filter(one => one !== ''),
    }),
    secret: key.secret.label,
    ...(where && { where }),
    ...(looksLike !== undefined && { looksLike }),
    ...(way && !view.large && { restored: restoredOf(match) }),
    transform: { body: way?.route ?? '', key: key.how, ...(made && { made: made.how }) },
  }
}

/** What was signed or hashed, to be looked through once. */
export const piecesOf = ({ message, pieces }: Match): Iterable<Uint8Array> => pieces?.() ?? [message.bytes]

// A copy: beside a message stands what is left of a key, and the memory of pieces is used again.
const restoredOf = (match: Match): Uint8Array =>
  Buffer.concat(Array.from(piecesOf(match), piece => (match.pieces ? Buffer.from(piece) : piece)))

const titlesOf = (causes: readonly CauseId[]) => inOrder(causes).map(id => CAUSES[id].title)
