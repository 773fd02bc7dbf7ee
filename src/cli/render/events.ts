/** The catalogue as text. */
import type { CatalogueEntry, Variant } from '../../events/catalogue.js'
import type { FieldRow } from '../../events/fields.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

const EVIDENCE: Record<CatalogueEntry['evidence'], string> = {
  documented: 'documented by the vendor',
  listed: 'listed by the vendor as supported, payload not documented',
  'activity-only': 'seen as activity.type only, cannot be sent',
}

/** Names and meanings, grouped by evidence, with a line that counts. */
export function renderEventList(entries: readonly CatalogueEntry[], style: Style, columns: number): string {
  const lines: string[] = []
  for (const [evidence, title] of Object.entries(EVIDENCE)) {
    const group = entries.filter(entry => entry.evidence === evidence)
    if (group.length === 0) continue
    if (lines.length > 0) lines.push('')
    lines.push(
      ...wrap(`${title[0]!.toUpperCase()}${title.slice(1)} (${group.length})`, columns).map(line => style.bold(line)),
    )
    lines.push(
      ...table(
        group.map(entry => [entry.name, entry.meaning]),
        columns,
        '  ',
      ),
    )
  }
  return `${lines.join('\n')}\n`
}

/** One event: what it means, where it is known from, and each field on a line. */
export function renderEvent(
  entry: CatalogueEntry,
  variant: Variant | undefined,
  fields: readonly FieldRow[],
  style: Style,
  columns: number,
): string {
  const lines = [style.bold(entry.name), ...wrap(entry.meaning, columns)]
  lines.push(
    '',
    ...table(
      [
        ['evidence', EVIDENCE[entry.evidence]],
        ['source', entry.sources.join('; ')],
        ...(entry.variants.length > 0
          ? [['shapes', entry.variants.map(one => (one === variant ? `${one} (shown)` : one)).join(', ')]]
          : []),
        ...(variant ? [['order of members', entry.orderKnown ? "the vendor's own" : 'inferred']] : []),
      ],
      columns,
    ),
  )
  if (fields.length === 0) return `${lines.join('\n')}\n`
  lines.push('', style.bold(`Fields of the ${variant} shape`))
  const room = Math.max(20, Math.min(Math.max(...fields.map(field => field.path.length)), columns - 2 - FACTS_ROOM))
  for (const field of fields) lines.push(...fieldLines(field, room, style, columns))
  lines.push('', ...wrap(LEGEND, columns).map(line => style.dim(line)))
  return `${lines.join('\n')}\n`
}

const LEGEND =
  'safe: cv-hook shows the value; all other values are masked, ids become pseudonyms. A field without a word on evidence is documented by the vendor.'

/** Characters that type and evidence are given beside the path. */
const FACTS_ROOM = 30

function fieldLines(field: FieldRow, room: number, style: Style, columns: number): string[] {
  const container = field.type === 'object' || field.type === 'array'
  const facts = [
    `${field.format ?? field.type}${field.nullable ? ' or null' : ''}`,
    ...(field.evidence === 'documented' ? [] : [field.evidence]),
    ...(field.safe && !container ? ['safe'] : []),
  ].join(', ')
  const width = columns - room - 4
  const fitting = width >= 16 ? wrap(facts, width) : []
  const [first = '', ...others] = fitting
  const beside = (text: string) => `  ${' '.repeat(room)}  ${style.cyan(text)}`
  const head =
    fitting.length === 0
      ? [`  ${field.path}`, ...wrap(facts, columns - 6).map(line => `      ${style.cyan(line)}`)]
      : field.path.length <= room
        ? [`  ${field.path.padEnd(room)}  ${style.cyan(first)}`, ...others.map(beside)]
        : [`  ${field.path}`, ...fitting.map(beside)]
  const more = [
    ...(field.enum && field.enum.length > 1 ? [enumText(field.enum)] : []),
    ...(field.note ? [field.note] : []),
  ]
  return [...head, ...more.flatMap(text => wrap(text, columns - 6).map(line => `      ${style.dim(line)}`))]
}

function enumText(values: readonly string[]): string {
  return values.length > 12
    ? `${values.slice(0, 12).join(' | ')} | ${values.length - 12} more, see --json`
    : values.join(' | ')
}
