/** How the result of a delivery, a check or a run stands on a page. */
import type { Page } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** `✓ NAME  200, 12 ms, 3.8 kB`. */
export const outcomeLine = (ok: boolean, what: string, facts: string, page: Page): string[] =>
  headLines(ok ? page.style.green('✓') : page.style.red('✗'), what, facts, page)

/**
 * A mark, a name and facts; the facts under the name where a line does not hold all of them.
 *
 * @param before characters of the mark
 */
export function headLines(mark: string, name: string, facts: string, { style, columns }: Page, before = 1): string[] {
  const start = `${mark} ${style.bold(name)}`
  if (before + name.length + facts.length + 3 <= columns) return [`${start}  ${facts}`]
  return [start, ...under(facts, columns)]
}

/** Lines under an outcome. */
export const under = (text: string, columns: number, paint = (line: string) => line): string[] =>
  wrap(text, columns - 4).map(line => `    ${paint(line)}`)

/** What many came to: a line that says how good it is, and rows of facts. */
export function summaryText(fine: boolean, head: string, rows: readonly string[][], { style, columns }: Page): string {
  const lines = ['', style.bold(fine ? style.green(head) : style.red(head)), ...table(rows, columns, '  ')]
  return `${lines.join('\n')}\n`
}
