/** A row of the table, made of ratios that were each measured side by side. */

/**
 * The median of the ratios, and the interval that holds the true median 19 times out of 20, whatever the noise looks
 * like: only the ranks count.
 *
 * @param ratios one for each round
 * @param floor `{ atLeast }` or `{ atMost }`
 */
export function compare(name, ratios, floor, detail) {
  const sorted = [...ratios].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const reach = 0.98 * Math.sqrt(sorted.length)
  const low = sorted[Math.max(0, Math.floor(middle - reach))]
  const high = sorted[Math.min(sorted.length - 1, Math.ceil(middle + reach))]
  return { name, ratio: median(ratios), low, high, ...floor, detail: `${detail}, ${sorted.length} rounds` }
}

/**
 * Measures every contestant once a round. Each round begins with another one, so that nobody always follows the same
 * neighbour.
 *
 * @param contestants what each is, by name
 * @param measure gives a measure of one of them
 * @returns the measures by name, in the order of the rounds
 */
export async function interleaved(contestants, rounds, measure) {
  const list = Object.entries(contestants)
  const runs = Object.fromEntries(list.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const start = round % list.length
    for (const [name, one] of [...list.slice(start), ...list.slice(0, start)]) {
      runs[name].push(await measure(one, name, round))
    }
  }
  return runs
}

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
