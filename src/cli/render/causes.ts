/** The catalogue of causes as text. */
import type { CauseText } from '../../explain/causes.js'
import type { Page } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** Some causes under a title. */
interface Group {
  readonly title: string
  readonly causes: Readonly<Record<string, CauseText>>
}

const PROOF: Record<CauseText['proof'], string> = {
  proven: 'proven, at best: a digest matches, which cannot be chance',
  observed: 'observed, at best: the fact itself is seen',
  likely: 'likely: there is evidence, but the received body alone cannot prove it',
}

const RECEIVERS = 'cv-hook snippet <framework> prints a receiver that gets it right.'

/** Ids and titles, grouped by where the fault lies. */
export function renderCauseList(groups: readonly Group[], { style, columns }: Page): string {
  const lines = groups.flatMap(({ title, causes }) => [
    ...wrap(title, columns).map(line => style.bold(line)),
    ...table(
      Object.entries(causes).map(([id, one]) => [id, one.title]),
      columns,
      '  ',
    ),
    '',
  ])
  return `${[...lines, 'cv-hook help causes <id> explains one.'].join('\n')}\n`
}

/** One cause in full. */
export function renderCause(
  id: string,
  cause: CauseText,
  remedies: ReadonlyArray<{ title: string; fix: string }>,
  { style, columns }: Page,
): string {
  const lines = [
    style.bold(id),
    ...wrap(cause.title, columns),
    '',
    ...table(
      [
        ['what happened', cause.happened],
        ['how it shows', cause.recognised],
        ['proof', PROOF[cause.proof]],
        ['what to do', cause.fix],
        ...remedies.map(({ title, fix }) => [`in ${title}`, fix]),
      ],
      columns,
    ),
    ...(id.startsWith('secret-') ? [] : ['', ...wrap(RECEIVERS, columns)]),
  ]
  return `${lines.join('\n')}\n`
}
