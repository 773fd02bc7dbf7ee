/** What many judgements came to, in numbers. */
import type { Judgement, Verdict } from './judge.js'

/** The running counts. */
export interface JudgementCounts {
  verdicts: Record<Verdict, number>
  /** Valid deliveries by the label of their secret. */
  secrets: Map<string, number>
  /** Findings. */
  errors: number
  warnings: number
}

/** Counts that start at zero. */
export const noJudgements = (): JudgementCounts => ({
  verdicts: { valid: 0, invalid: 0, unsigned: 0, unverifiable: 0 },
  secrets: new Map(),
  errors: 0,
  warnings: 0,
})

/** Counts one more. */
export function addJudgement(counts: JudgementCounts, { verdict, secret, findings }: Judgement): void {
  counts.verdicts[verdict]++
  if (secret !== undefined) increase(counts.secrets, secret)
  for (const { severity } of findings) {
    if (severity === 'error') counts.errors++
    else counts.warnings++
  }
}

/** Counts one more of a kind; of kinds that are new, only so many are counted. */
export function increase<Kind>(counts: Map<Kind, number>, kind: Kind, most = Number.POSITIVE_INFINITY): void {
  const before = counts.get(kind)
  if (before !== undefined || counts.size < most) counts.set(kind, (before ?? 0) + 1)
}
