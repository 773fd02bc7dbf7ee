/** The checks of a contract test as text: the list, and one of them in full. */
import { type Check, GROUPS } from '../../contract/check.js'
import type { Page } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** The checks, by group. */
export function renderCheckList(checks: readonly Check[], { style, columns }: Page): string {
  const lines = GROUPS.flatMap(group => {
    const some = checks.filter(check => check.group === group)
    if (some.length === 0) return []
    return [
      '',
      style.bold(group),
      ...table(
        some.map(check => [check.id, check.level, listedTitle(check)]),
        columns,
        '  ',
      ),
    ]
  })
  const musts = checks.filter(check => check.level === 'must').length
  return `${lines.slice(1).join('\n')}\n\n${checks.length} checks, ${musts} of them must; cv-hook help checks <id> explains one\n`
}

/** A title, unless it says no more than the id. */
function listedTitle({ id, title }: Check): string {
  const [group, shape, event] = id.split('/')
  return title === `${group} ${event} (${shape})` ? '' : title
}

/** One check in full. */
export function renderCheckHelp(check: Check, { style, columns }: Page): string {
  return `${[
    style.bold(check.id),
    ...wrap(`${check.title} (${check.level})`, columns),
    '',
    ...table(
      [
        ['why', check.why],
        ['what to do', check.fix],
        ['expected', EXPECTATIONS[check.expect]],
        ['alone', `cv-hook test --only ${check.id}`],
      ],
      columns,
    ),
  ].join('\n')}\n`
}

const EXPECTATIONS: Record<Check['expect'], string> = {
  accepted: '2xx, or what --expect-status names',
  refused:
    '4xx, or what --expect-refusal names, between two valid deliveries that are accepted; 404, 405, 408, 413, 419, 429 and redirects are inconclusive',
  verified: '2xx, 400, 415 or 422: the signature is right, whatever becomes of the body',
  'client-error': 'any 4xx',
  handled: 'anything but 5xx',
}
