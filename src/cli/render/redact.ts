/** Redacted copies as text. */
import type { RedactedCopy } from '../../app/redact/redact.js'
import { printable } from '../../core/printable.js'
import { counted } from '../../core/units.js'
import { bashQuote, plainWord } from './request.js'
import type { Page } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** A test secret, or the variable that holds it. */
interface ToldSecret {
  label: string
  kind: 'accepted' | 'suspect'
  value?: string
  variable?: string | undefined
}

/** One copy: where it came from, and what it shows. */
export function renderCopy({ receipt, original, reproduces }: RedactedCopy, source: string, view: Page): string {
  const why = original.causes.length > 0 ? `, ${original.causes.join(' and ')} (${original.proof})` : ''
  const same = reproduces ? 'the copy shows the same' : 'the copy shows that, not why'
  const text = `${receipt.id}  ${original.verdict}${why}; ${same}  ${view.style.dim(printable(source))}`
  return `${wrap(text, view.columns).join('\n    ')}\n`
}

/** What came of a run, and how the copies are verified. */
export function renderRedaction(
  told: {
    copies: number
    reproducing: number
    unreadable: number
    tests: readonly ToldSecret[]
    output: string | undefined
  },
  { style, columns }: Page,
): string {
  const { copies, reproducing, unreadable, tests, output } = told
  const rows = tests.map(({ label, kind, value, variable }) => [
    kind === 'accepted' ? label : `${label} (suspect)`,
    value === undefined ? `that of ${variable}` : JSON.stringify(value),
  ])
  const names = tests.map((_, at) => `TEST_SECRET${at === 0 ? '' : `_${at + 1}`}`)
  const variables = tests
    .map(({ value }, at) => (value === undefined ? '' : `${names[at]}=${bashQuote(value)} `))
    .join('')
  const options = tests
    .map(({ kind, variable }, at) => ` --${kind === 'accepted' ? 'secret' : 'also-try'}-env ${variable ?? names[at]}`)
    .join('')
  return [
    '',
    style.bold(
      `${counted(copies, 'copy', 'copies')}, ${counted(reproducing, 'that shows', 'that show')} what the original shows`,
    ),
    ...(unreadable > 0 ? [`${unreadable} could not be read`] : []),
    ...(rows.length > 0
      ? [...wrap('test secrets, which sign these copies and nothing else:', columns), ...table(rows, columns, '  ')]
      : []),
    ...(output === undefined
      ? []
      : ['to look at them:', `  ${variables}cv-hook verify ${plainWord(output)}${options}`]),
    '',
  ].join('\n')
}
