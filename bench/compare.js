/** A row of the table, made of ratios that were each measured side by side. */
import { median } from './median.js'

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

/** The list begun at another place each round, so that nobody always follows the same neighbour. */
export function rotated(list, round) {
  const start = round % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}
