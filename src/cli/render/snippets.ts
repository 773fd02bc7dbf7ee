/** The list of receivers as text. */
import type { Framework } from '../../explain/frameworks/framework.js'
import type { Page } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** Names to ask for, and with what each receiver was run. */
export function renderSnippetList(frameworks: readonly Framework[], { style, columns }: Page): string {
  const rows = frameworks.map(({ id, title, tried }) => [
    id,
    title,
    tried === undefined ? 'not run here' : `tried: ${tried}`,
  ])
  return [
    ...wrap('Receivers that keep the raw body', columns).map(line => style.bold(line)),
    ...table(rows, columns, '  '),
    '',
    ...wrap("Tried: cv-hook's own tests start it and send it deliveries, right and wrong.", columns),
    'cv-hook snippet <framework> prints one.',
    '',
  ].join('\n')
}
