/** "Did you mean": the known names nearest to what somebody wrote. */
import { distance } from 'fastest-levenshtein'

/** A hint with the nearest names; none when nothing is near enough to help. */
export function didYouMean(written: string, known: Iterable<string>): string[] {
  const near = nearest(written, known)
  return near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []
}

/**
 * The nearest names, best first, at most three; empty when nothing is near enough to help.
 *
 * @param known the names to choose from
 */
export function nearest(written: string, known: Iterable<string>): string[] {
  const wanted = fold(written)
  const scored: Array<{ name: string; score: number }> = []
  for (const name of known) {
    const folded = fold(name)
    const score = folded.includes(wanted) && wanted.length >= 4 ? 1 : distance(wanted, folded)
    if (score <= Math.max(2, Math.floor(wanted.length / 3))) scored.push({ name, score })
  }
  return scored
    .sort((a, b) => a.score - b.score || a.name.length - b.name.length)
    .slice(0, 3)
    .map(one => one.name)
}

const fold = (name: string) => name.slice(0, 200).toLowerCase().replaceAll('_', '')
