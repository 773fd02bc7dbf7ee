/** The one sentence of an explanation. No value of a body, header or secret gets into it. */
import type { BytesTrust } from '../captures/delivery.js'
import type { Explanation, Proof } from './explanation.js'

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403])

/** For a search that matched. Bytes that were copied or printed blame nobody. */
export function provenSummary(titles: string[], proof: Proof, trust: BytesTrust, details: string[]): string {
  const what = titles.join('; and ')
  const how = details.length > 0 ? ` (${details.join('; ')})` : ''
  const sure = proof === 'proven' ? 'proven' : 'likely, the digest is too short to prove it'
  if (trust === 'wire' || trust === 'receiver') return `${sure}: ${what}${how}`
  return `${sure} of this text: ${what}${how}; if the receiver hashed this very text, that is the fault`
}

/** For a signature that is valid: nothing, unless the receiver is known to have refused it. */
export function validSummary(refused: number | undefined): Pick<Explanation, 'proof' | 'causes' | 'summary'> {
  if (refused === undefined || !REFUSALS.has(refused)) {
    return { proof: 'none', causes: [], summary: 'the signature is valid: there is nothing to explain' }
  }
  return {
    proof: 'likely',
    causes: ['comparison-wrong'],
    summary: `likely: bytes and secret are right, the signature is valid, and the receiver answered ${refused}: its comparison is wrong, or it hashed other bytes`,
  }
}
