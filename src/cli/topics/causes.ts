/** `cv-hook help causes`: every reason why a signature does not match, or one in full. */
import { CvHookError, EXIT } from '../../core/errors.js'
import { didYouMean } from '../../core/suggest.js'
import { CAUSE_GROUPS, CAUSE_IDS, CAUSES, type CauseId } from '../../explain/causes.js'
import { FRAMEWORKS } from '../../explain/frameworks.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { renderCause, renderCauseList } from '../render/causes.js'
import { pageOf } from '../render/style.js'

interface CausesOptions {
  id?: string | undefined
  json?: boolean
}

/** Fills the options of the topic. */
export function causesTopic(io: Io, exit: (code: number) => void, run = runCauses): CommandForm {
  return new CommandForm('cv-hook help causes')
    .description('Every cause that an explanation may name, or one of them in full.')
    .argument('[id]', 'the id of a cause; nothing: the list')
    .option('--json', 'print one JSON object a line: {"type":"cause", ...}')
    .addHelpText('after', helpEnd(io, ['help causes', 'help causes json-key-order']))
    .action(async (id: string | undefined, flags: Pick<CausesOptions, 'json'>) => exit(await run({ ...flags, id }, io)))
}

/** Prints the list or one cause. */
export async function runCauses({ id, json = false }: CausesOptions, io: Io): Promise<number> {
  const page = await pageOf(io.terminal.out)
  const cause = id === undefined ? undefined : findCause(id)
  if (json) {
    for (const one of cause === undefined ? CAUSE_IDS : [cause]) await io.out(jsonLine(record(one)))
  } else if (cause === undefined) await io.out(renderCauseList(CAUSE_GROUPS, page))
  else await io.out(renderCause(cause, CAUSES[cause], remedies(cause), page))
  return EXIT.ok
}

function findCause(written: string): CauseId {
  const folded = written.toLowerCase().replaceAll('_', '-')
  const found = CAUSE_IDS.find(one => one === folded)
  if (found) return found
  throw new CvHookError('usage', `there is no cause "${written.slice(0, 60)}"`, [
    ...didYouMean(folded, CAUSE_IDS),
    'cv-hook help causes lists them',
  ])
}

function record(id: CauseId): object {
  const frameworks = Object.fromEntries(remedies(id).map(({ id: framework, fix }) => [framework, fix]))
  const group = CAUSE_GROUPS.find(({ causes }) => id in causes)!.title
  return { type: 'cause', id, group, ...CAUSES[id], frameworks }
}

/** The frameworks that have a remedy of their own for a cause. */
const remedies = (cause: CauseId) =>
  FRAMEWORKS.flatMap(({ id, title, fixes }) => {
    const fix = fixes?.[cause]
    return fix === undefined ? [] : [{ id, title, fix }]
  })
