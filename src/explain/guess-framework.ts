/** Which framework a receiver may be written in, by what is seen of it. A guess, and always said as one. */
import type { RawHeader } from '../captures/record.js'
import type { CauseId } from './causes.js'
import type { Framework, Sign } from './frameworks/framework.js'
import { FRAMEWORKS } from './frameworks.js'

/** What is seen of a receiver. */
export interface Seen {
  /** Headers of the request, and of the answer where it is known. */
  headers?: readonly RawHeader[] | undefined
  /** The body of its answer. */
  answer?: string | undefined
  causes: readonly CauseId[]
  looksLike?: string | undefined
}

/** Headers and answers are the framework's own; a serializer may be anybody's of that language. */
const WEIGHT = { header: 4, answer: 4, cause: 2, serializer: 1 } as const

const LONGEST_ANSWER = 4096

/** The frameworks that fit best; several where nothing tells them apart, none where nothing points to any. */
export function guessFrameworks(seen: Seen): Framework[] {
  const scored = FRAMEWORKS.map(one => ({ one, score: score(one, seen) }))
  const best = Math.max(...scored.map(({ score }) => score))
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ one }) => one)
}

function score({ signs }: Framework, seen: Seen): number {
  let sum = 0
  const counted = new Set<keyof typeof WEIGHT>()
  for (const sign of signs) {
    const kind = kindOf(sign)
    // Three headers of one framework say no more than one.
    if (counted.has(kind) || !isSeen(sign, seen)) continue
    counted.add(kind)
    sum += WEIGHT[kind]
  }
  return sum
}

const kindOf = (sign: Sign): keyof typeof WEIGHT =>
  'header' in sign ? 'header' : 'answer' in sign ? 'answer' : 'cause' in sign ? 'cause' : 'serializer'

function isSeen(sign: Sign, { headers = [], answer, causes, looksLike }: Seen): boolean {
  if ('header' in sign) {
    return headers.some(
      ([name, value]) => name.toLowerCase() === sign.header && (sign.value?.test(value.slice(0, 200)) ?? true),
    )
  }
  if ('answer' in sign) return answer !== undefined && sign.answer.test(answer.slice(0, LONGEST_ANSWER).trim())
  if ('cause' in sign) return causes.includes(sign.cause)
  return looksLike !== undefined && sign.serializer.test(looksLike)
}
