/** `cv-hook help checks`: everything that `cv-hook test` checks, or one check in full. */
import { allChecks } from '../../app/all-checks.js'
import { checksNamed } from '../../contract/select.js'
import { EXIT } from '../../core/errors.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { renderCheckHelp } from '../render/checks.js'
import { pageOf } from '../render/style.js'
import { listChecks } from '../test-list.js'

interface ChecksOptions {
  id?: string | undefined
  json?: boolean
}

/** Fills the options of the topic. */
export function checksTopic(io: Io, exit: (code: number) => void, run = runChecksHelp): CommandForm {
  return new CommandForm('cv-hook help checks')
    .description('Everything that cv-hook test checks, or one check in full.')
    .argument('[id]', 'the id of a check, or how several begin; nothing: the list')
    .option('--json', 'print one JSON object a line: {"type":"check", ...}')
    .addHelpText('after', helpEnd(io, ['help checks', 'help checks refuses/63-digits']))
    .action(async (id: string | undefined, flags: Pick<ChecksOptions, 'json'>) => exit(await run({ ...flags, id }, io)))
}

/** Prints the list or some checks. */
export async function runChecksHelp({ id, json = false }: ChecksOptions, io: Io): Promise<number> {
  const all = await allChecks()
  const some = id === undefined ? all : checksNamed(id, all)
  if (json || some.length !== 1) return listChecks(some, { json }, io)
  await io.out(renderCheckHelp(some[0]!, await pageOf(io.terminal.out)))
  return EXIT.ok
}
