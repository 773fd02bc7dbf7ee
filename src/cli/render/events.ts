/** The catalogue as text. */
import type { CatalogueEntry, Variant } from '../../events/catalogue.js'
import type { FieldRow } from '../../events/fields.js'
import type { Style } from './style.js'
import { table, wrap } from './table.js'

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
    lines.push(style.bold(`${title[0]!.toUpperCase()}${title.slice(1)} (${group.length})`))
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
  const rows = fields.map(field => [field.path, describeField(field)])
  lines.push(...table(rows, columns, '  '))
  lines.push(
    '',
    ...wrap(
      '"safe" members are shown by cv-hook; all others are masked or replaced by pseudonyms. Where no evidence stands, the field is documented.',
      columns,
    ).map(style.dim),
  )
  return `${lines.join('\n')}\n`
}

function describeField(field: FieldRow): string {
  return [
    field.format ? `${field.type} (${field.format})` : field.type,
    ...(field.nullable ? ['or null'] : []),
    ...(field.evidence === 'documented' ? [] : [`- ${field.evidence}`]),
    ...(field.safe ? ['- safe'] : []),
    ...(field.enum
      ? [
          `- ${field.enum.length > 8 ? `${field.enum.slice(0, 8).join(' | ')} | ... ${field.enum.length - 8} more` : field.enum.join(' | ')}`,
        ]
      : []),
    ...(field.note ? [`- ${field.note}`] : []),
  ].join(' ')
}
