/** Topics that are text alone: paragraphs, lines to copy, and tables, made to fit the terminal. */
import { EXIT } from '../../core/errors.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { pageOf, type Style } from '../render/style.js'
import { table } from '../render/table.js'
import { wrap } from '../render/wrap.js'
import type { CommandMaker } from '../run-command.js'

/** A paragraph; rows of a table; or lines that stay whole. */
export type Block = string | ReadonlyArray<readonly [string, string]> | { readonly lines: readonly string[] }

/** A section under its title. */
export interface Section {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** A topic of these sections. */
export const textTopic =
  (name: string, purpose: string, sections: readonly Section[]): CommandMaker =>
  (io, exit) =>
    new CommandForm(`cv-hook help ${name}`)
      .description(purpose)
      .addHelpText('after', helpEnd(io, [`help ${name}`]))
      .action(async () => exit(await print(sections, io)))

async function print(sections: readonly Section[], io: Io): Promise<number> {
  const { style, columns } = await pageOf(io.terminal.out)
  await io.out(`${sections.map(section => render(section, style, Math.min(100, columns))).join('\n')}`)
  return EXIT.ok
}

function render({ title, blocks }: Section, style: Style, columns: number): string {
  const texts = blocks.map(block => {
    if (typeof block === 'string') return wrap(block, columns)
    if ('lines' in block) return block.lines.map(line => `  ${line}`)
    return table(
      block.map(row => [...row]),
      columns,
      '  ',
    )
  })
  return [
    ...wrap(title, columns).map(line => style.bold(line)),
    ...texts.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])),
    '',
  ].join('\n')
}
