/** The one sentence of an explanation. No value of a body, header or secret gets into it. */
import { type BytesTrust, isTrusted } from '../captures/delivery.js'
import type { Explanation, Proof } from './explanation.js'

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403])

/** How to settle what a text that was printed or copied leaves open. */
export const SETTLE = 'to settle it, give the digest that the receiver computed (--computed)'

/** What is looked for in a body that is too large to be read as text. */
export const OF_LARGE =
  'that is looked for in a body of more than 8 MB, or of very many parts (its ends, charset, line ends, encoding and blanks; secret and header)'

/** What was found, in words. */
export interface Found {
  readonly proof: Proof
  readonly trust: BytesTrust
  /** Titles of the causes that lie in the body. */
  readonly body: readonly string[]
  /** Titles of those that lie in the secret or the header. */
  readonly others: readonly string[]
  readonly details: readonly string[]
}

/** For a search that matched. */
export function provenSummary({ proof, trust, body, others, details }: Found): string {
  const sure = proof === 'proven' ? 'proven' : 'likely, the digest is too short to prove it'
  const how = details.length > 0 ? ` (${details.join('; ')})` : ''
  if (isTrusted(trust) || body.length === 0) return `${sure}: ${[...others, ...body].join('; and ')}${how}`
  const rest = others.length > 0 ? others.join('; and ') : 'the secret and the signature are right'
  const fault = others.length > 0 ? 'that is a fault too' : 'that is the fault'
  return `${sure}: ${rest}; this text differs from what was signed: ${body.join('; and ')}${how}; if the receiver hashed this very text, ${fault}; ${SETTLE}`
}

/** For a signature that is valid: nothing, unless the receiver is known to have refused it. */
export function validSummary(refused: number | undefined): Pick<Explanation, 'proof' | 'causes' | 'summary'> {
  if (refused === undefined || !REFUSALS.has(refused)) {
    return { proof: 'none', causes: [], summary: 'the signature is valid: there is nothing to explain' }
  }
  return {
    proof: 'likely',
    causes: ['comparison-wrong'],
    summary: `likely: bytes and secret are right, the signature is valid, and the receiver answered ${refused}: it has another secret, hashed other bytes, or compares wrongly`,
  }
}
