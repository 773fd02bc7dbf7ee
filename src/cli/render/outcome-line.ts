/** The line that tells how one delivery went, and what stands under it. */
import type { Style } from './style.js'
import { wrap } from './wrap.js'

/** `✓ NAME  200, 12 ms, 3.8 kB`; the facts under the name where both do not fit. */
export function outcomeLine(ok: boolean, what: string, facts: string, style: Style, columns: number): string[] {
  const mark = ok ? style.green('✓') : style.red('✗')
  if (what.length + facts.length + 4 <= columns) return [`${mark} ${style.bold(what)}  ${facts}`]
  return [`${mark} ${style.bold(what)}`, ...under(facts, columns)]
}

/** Lines under an outcome. */
export const under = (text: string, columns: number, paint = (line: string) => line): string[] =>
  wrap(text, columns - 4).map(line => `    ${paint(line)}`)
