/** What a verification came to, as text. */
import type { VerifyCounts } from '../../app/verify-counts.js'
import { counted } from '../../core/units.js'
import { summaryText } from './outcome-line.js'
import type { Page } from './style.js'

/** Causes that are listed. */
const SHOWN_CAUSES = 8

/** The summary of several deliveries. */
export function renderVerifySummary(counts: VerifyCounts, notExplained: number, page: Page): string {
  const { deliveries, verdicts, secrets, errors, warnings, causes, unreadable } = counts
  const head = `${verdicts.valid} of ${counted(deliveries, 'delivery', 'deliveries')} valid`
  const rows = [
    ...(['invalid', 'unsigned', 'unverifiable'] as const)
      .filter(name => verdicts[name] > 0)
      .map(name => [name, String(verdicts[name])]),
    ...[...secrets].map(([label, count]) => [`by ${label}`, String(count)]),
    ...(errors + warnings > 0 ? [['findings', `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`]] : []),
    ...[...causes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN_CAUSES)
      .map(([cause, count]) => [`cause, ${counted(count, 'time')}`, cause]),
    ...(notExplained > 0 ? [['not explained', `${notExplained}, beyond the limit of --explanations`]] : []),
    ...(unreadable > 0 ? [['not read', counted(unreadable, 'recording')]] : []),
  ]
  const fine = deliveries > 0 && verdicts.valid === deliveries && unreadable === 0
  return summaryText(fine, head, rows, page)
}
