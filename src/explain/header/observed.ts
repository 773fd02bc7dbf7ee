/** What is seen of the header itself: that it is missing, or that it holds no digest. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { printable } from '../../core/printable.js'
import { SIGNATURE_HEADER, stripBlanks } from '../../core/signature.js'
import type { ExplainInput, Verdict } from '../explanation.js'
import { readingsOf } from './reading.js'

const LOOK_ALIKE = /signature|hmac/i
const MOST_NAMES = 5

/** For a delivery without the header: which headers look like it. */
export function missingHeader({ headers = [] }: ExplainInput): Verdict {
  const names = headers
    .map(one => one[0])
    .filter(name => LOOK_ALIKE.test(name) && name.length < 60 && name.toLowerCase() !== SIGNATURE_HEADER)
  const alike = [...new Set(names)].slice(0, MOST_NAMES).map(name => printable(name))
  const others = alike.length > 0 ? `; these look like it: ${alike.join(', ')}` : ''
  return {
    proof: 'observed',
    causes: ['header-missing'],
    summary: `the request has no ${SIGNATURE_HEADER} header${others}`,
  }
}

const EMPTY: Verdict = {
  proof: 'observed',
  causes: ['header-missing'],
  summary: `the ${SIGNATURE_HEADER} header is there, but empty`,
}

/** For a value that is no digest: whether there is none at all, whether it is a known fixed value or secret, or only looks fixed. */
export function notADigest({
  signatureValues,
  secrets,
  suspects = [],
  staticHeaders = [],
}: ExplainInput): Verdict | undefined {
  if (signatureValues.length > 0 && signatureValues.every(value => stripBlanks(value) === '')) return EMPTY
  const causes: Verdict['causes'] = ['header-static-secret']
  const fixed = [...secrets, ...suspects, ...staticHeaders].map(one => one.value)
  for (const value of signatureValues) {
    if (fixed.some(one => one !== '' && equalTexts(one, stripBlanks(value)))) {
      return { proof: 'observed', causes, summary: 'the signature header holds a fixed value or the secret itself' }
    }
  }
  if (signatureValues.length !== 1 || readingsOf(signatureValues).some(one => one.digits >= 32)) return undefined
  return {
    proof: 'likely',
    causes,
    summary: 'likely, not proven: the value has the length of no digest, as if an older set-up sent a fixed value',
  }
}

const equalTexts = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
const digest = (text: string) => createHash('sha256').update(text).digest()
