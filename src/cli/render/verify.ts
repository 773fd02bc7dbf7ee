/** What a verification came to, as text. */
import type { VerifyCounts } from '../../app/verify-counts.js'
import { grouped } from '../../core/units.js'
import type { Page } from './style.js'
import { table } from './table.js'

/** Causes that are listed. */
const SHOWN_CAUSES = 8

/** The summary of several deliveries. */
export function renderVerifySummary(counts: VerifyCounts, notExplained: number, { style, columns }: Page): string {
  const { deliveries, verdicts, secrets, errors, warnings, causes, unreadable } = counts
  const head = `${verdicts.valid} of ${number(deliveries, 'delivery', 'deliveries')} valid`
  const rows = [
    ...(['invalid', 'unsigned', 'unverifiable'] as const)
      .filter(name => verdicts[name] > 0)
      .map(name => [name, String(verdicts[name])]),
    ...[...secrets].map(([label, count]) => [`by ${label}`, String(count)]),
    ...(errors + warnings > 0 ? [['findings', `${number(errors, 'error')}, ${number(warnings, 'warning')}`]] : []),
    ...[...causes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN_CAUSES)
      .map(([cause, count]) => [`cause, ${number(count, 'time')}`, cause]),
    ...(notExplained > 0 ? [['not explained', `${notExplained}, beyond the limit of --explanations`]] : []),
    ...(unreadable > 0 ? [['not read', number(unreadable, 'recording')]] : []),
  ]
  const fine = deliveries > 0 && verdicts.valid === deliveries && unreadable === 0
  return `\n${style.bold(fine ? style.green(head) : style.red(head))}\n${table(rows, columns, '  ')
    .map(line => `${line}\n`)
    .join('')}`
}

const number = (count: number, one: string, many = `${one}s`) => `${grouped(count)} ${count === 1 ? one : many}`
