/** Rows of text in columns that fit a terminal. */
import { wrap } from './wrap.js'

/** One column: its longest wanted width; the last column takes the rest of the line and wraps. */
export type Cell = string

/**
 * Lines up rows; the last column wraps within the width. Where a line is too narrow for columns, each cell gets a line of its own.
 *
 * @param widths the room of every column but the last
 */
export function table(rows: readonly (readonly Cell[])[], columns: number, indent = ''): string[] {
  const count = Math.max(0, ...rows.map(row => row.length))
  const widths = Array.from({ length: count }, (_, at) => Math.max(0, ...rows.map(row => row[at]?.length ?? 0)))
  const fixed = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, indent.length)
  const room = columns - fixed
  if (room < 16)
    return rows.flatMap(row =>
      row.flatMap((cell, at) =>
        (cell === '' ? [] : wrap(cell, columns - indent.length - (at > 0 ? 2 : 0))).map(
          line => `${indent}${at > 0 ? '  ' : ''}${line}`,
        ),
      ),
    )
  return rows.flatMap(row => {
    const head = row
      .slice(0, -1)
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
    const lines = wrap(row.at(-1) ?? '', room)
    return lines.map((line, at) =>
      `${indent}${(at === 0 ? head : ' '.repeat(head.length)) + (row.length > 1 ? '  ' : '')}${line}`.trimEnd(),
    )
  })
}
