/** What is found of a delivery, to be compared with what is found of its copy. */
import type { Explanation, Proof } from '../../explain/explanation.js'
import type { Judgement } from '../judge.js'

/** A verdict, and why. */
export interface Found {
  verdict: Judgement['verdict']
  code: Judgement['code']
  proof: Proof | undefined
  causes: readonly string[]
}

/** What is found of a delivery. */
export const foundOf = ({ verdict, code }: Judgement, explanation: Explanation | undefined): Found => ({
  verdict,
  code,
  proof: explanation?.proof,
  causes: explanation?.causes ?? [],
})

/** Whether two deliveries are found to be the same. */
export const isSame = (one: Found, other: Found): boolean =>
  isSameVerdict(one, other) && one.proof === other.proof && one.causes.join() === other.causes.join()

/** Whether two deliveries are judged to be the same, whatever explains it. */
export const isSameVerdict = (one: Found, other: Found): boolean =>
  one.verdict === other.verdict && one.code === other.code
