/** `cv-hook test`: the options. The work is in ../test-run.ts, app/test.ts and contract/. */
import { addCaptureOption } from '../capture-file.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { addCheckOptions } from '../options/checks.js'
import { addConnectionOptions, addUrlOption } from '../options/connection.js'
import { addContextOptions } from '../options/context.js'
import { addFrameworkOption } from '../options/framework.js'
import { addPayloadOptions } from '../options/payload.js'
import { addReportOption } from '../options/report.js'
import { addSecretOptions } from '../options/secret.js'
import type { TestFlags } from '../options/test.js'
import { runTest } from '../test-run.js'

/** Fills the options of `test`. */
export function testCommand(io: Io, exit: (code: number) => void, run = runTest): CommandForm {
  const command = new CommandForm('cv-hook test')
    .description("Test a receiver's whole contract from the outside: what it must accept, refuse, and survive.")
    .optionsGroup('Receiver:')
  addUrlOption(command)
  addSecretOptions(command, 'the receiver verifies nothing: only what it accepts and how it behaves is checked')
  addCheckOptions(command)
  command
    .optionsGroup('Accepted failures:')
    .option('--baseline <file>', 'failures that are accepted, each for a reason')
    .option('--update-baseline', 'write the failures of this run into that file')
    .option('--reason <text>', 'why the new ones are accepted')
    .optionsGroup('Instead of checking:')
    .option('--diagnose', 'find out why valid deliveries are refused, or which may be one day')
    .option('--max-requests <n>', 'send no more than this to find out', '400')
  addFrameworkOption(command)
  addCaptureOption(command.optionsGroup('Besides:'))
  addReportOption(command)
  addPayloadOptions(command, 'by-command')
  addConnectionOptions(command)
  addContextOptions(command, 'print one JSON object for each check, then a summary')
  return command
    .addHelpText('after', helpEnd(io, EXAMPLES, LEVEL_NOTE, REFUSAL_NOTE, EXIT_NOTE))
    .action(async (flags: TestFlags) => exit(await run(flags, io)))
}

const EXAMPLES = [
  'test --url http://localhost:3000/webhooks --secret-env CV_SECRET',
  'test --profile staging --allow-remote --wait 60s',
  'test --url http://localhost:3000/webhooks --only refuses',
  'test --diagnose --url http://localhost:3000/webhooks',
  'test --list',
]

const LEVEL_NOTE =
  'Levels: must decides over the run (documented events in the chosen shape, and the refusals); should is told, and decides with --strict.'

const REFUSAL_NOTE =
  'A refusal counts only between two valid deliveries that were accepted. 404, 405, 408, 413, 419, 429 and redirects prove nothing: inconclusive.'

const EXIT_NOTE =
  'Exit codes: 0 passed, 1 a check failed or was inconclusive, 2 could not try, 3 the receiver never answered.'
