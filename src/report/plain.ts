/** A result as plain lines, for formats that have no markup of their own inside a result. */
import { type ReportResult, resultFacts } from './run.js'

/** What is known of a result besides its title and outcome, a line each. */
export function plainLines(result: ReportResult): string[] {
  const { reproduce, details = [] } = result
  return [
    ...resultFacts(result).map(([name, fact]) => `${name}: ${fact}`),
    ...(reproduce === undefined ? [] : [`reproduce: ${reproduce}`]),
    ...details,
  ]
}

/** A result in half a line: what was expected and what came instead. */
export function gist({ expected, actual, why }: ReportResult): string {
  const parts = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(actual === undefined ? [] : [expected === undefined ? actual : `got ${actual}`]),
  ]
  return parts.join(', ') || (why ?? '')
}
