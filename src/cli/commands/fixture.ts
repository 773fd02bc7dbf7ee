/** `cv-hook fixture`: the very bytes that `send` would sign. */
import { planRun } from '../../app/plan.js'
import { drawRound, roundRandom } from '../../app/round.js'
import { CvHookError, EXIT } from '../../core/errors.js'
import { printable } from '../../core/printable.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { addContextOptions, type ContextFlags, readContext } from '../options/context.js'
import { addPayloadOptions, type PayloadFlags, readPayloadOptions } from '../options/payload.js'
import { addSelectionOptions, readSelection, type SelectionFlags } from '../options/selection.js'
import { planNotices, tellSeed } from '../plan-notices.js'

interface FixtureOptions extends SelectionFlags, PayloadFlags, ContextFlags {}

/** Fills the options of `fixture`. */
export function fixtureCommand(io: Io, exit: (code: number) => void, run = runFixture): CommandForm {
  const command = new CommandForm('cv-hook fixture')
    .description('Print the body that send would sign: compact when piped, laid out on a terminal.')
    .optionsGroup('What to print:')
  addSelectionOptions(command, false)
  addPayloadOptions(command)
  addContextOptions(command, 'print {"type":"fixture", ...} with the body as a member')
  return command
    .addHelpText(
      'after',
      helpEnd(io, [
        'fixture ADD_CASE_DECISION',
        'fixture PAYMENT_ADDED --payload legacy --set payload.payment.amount=9',
        'fixture ORDER_CREATED | cv-hook sign --secret-env CV_SECRET',
      ]),
    )
    .action(async (events: string[], flags: Omit<FixtureOptions, 'events'>) =>
      exit(await run({ ...flags, events }, io)),
    )
}

/** Prints each body of the selection. */
export async function runFixture(options: FixtureOptions, io: Io): Promise<number> {
  const { profile, json } = await readContext(options, io)
  const selection = await readSelection(options, io, false)
  if (selection.kind === 'data') throw new CvHookError('usage', 'fixture prints bundled bodies: --data goes with send')
  const payload = await readPayloadOptions(options, profile, io)
  const plan = await planRun(selection, payload)
  const bodyOf = drawRound(plan, roundRandom(plan))
  const pretty = io.terminal.out.isTTY && !json
  for (const [index, step] of plan.steps.entries()) {
    const body = bodyOf(index)
    if (json)
      await io.out(
        jsonLine({
          type: 'fixture',
          event: step.event,
          payload: step.variant,
          bytes: body.length,
          body: JSON.parse(body.toString()),
        }),
      )
    else if (pretty) await io.out(`${printable(JSON.stringify(JSON.parse(body.toString()), null, 2), '\n')}\n`)
    else await io.out(index < plan.steps.length - 1 ? Buffer.concat([body, Buffer.from('\n')]) : body)
    if (pretty)
      io.err(
        `note: laid out for reading; what is signed and sent is ${body.length} compact bytes, as printed into a pipe\n`,
      )
  }
  for (const notice of planNotices(plan, payload, {})) io.err(`note: ${notice}\n`)
  tellSeed(plan.seed, io)
  return EXIT.ok
}
