/** `cv-hook replay`: the options. The work is in ../replay/ and app/replay/. */
import { addSourceOptions } from '../capture-sources.js'
import { CommandForm } from '../command-form.js'
import { addDryRunOptions } from '../dry-run.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { collect } from '../options/collect.js'
import { addConnectionOptions, addUrlOption } from '../options/connection.js'
import { addContextOptions } from '../options/context.js'
import { addExpectationOptions } from '../options/expectation.js'
import { addFilterOptions } from '../options/filter.js'
import { addChangeOptions, addGrowthOptions } from '../options/payload.js'
import { addReportOption } from '../options/report.js'
import { addSecretOptions } from '../options/secret.js'
import { runReplay } from '../replay/run.js'
import type { ReplayFlags } from '../replay/settings.js'

/** Fills the options of `replay`. */
export function replayCommand(io: Io, exit: (code: number) => void, run = runReplay): CommandForm {
  const command = new CommandForm('cv-hook replay')
    .description('Deliver recorded deliveries again, signed anew or as they were.')
    .argument('[capture...]', 'files that verify reads, too; - or nothing: standard input')
  addSourceOptions(command, false)
    .optionsGroup('Which are sent:')
    .option('--id <list>', 'only those with these ids, as listen gave them', collect)
    .option('--last <n>', 'only the last ones')
  addFilterOptions(command, 'those')
  addUrlOption(command.optionsGroup('Where to, and how fast:')).option(
    '--speed <speed>',
    'max: one after another; 1x: with the gaps as recorded; 10x: with a tenth of them',
    'max',
  )
  addSecretOptions(command, 'the webhook has no secret: send no signature')
  command.option('--as-captured', 'send the signature as recorded (default where no secret is given)')
  addChangeOptions(command.optionsGroup('Changes, to each of them:'))
  addGrowthOptions(
    command,
    'new ids and times: the first one happens now; the same id always becomes the same new one',
  ).option('--seed <text>', 'make the same fresh ids and times again')
  addExpectationOptions(command)
  addDryRunOptions(command, 'requests', 'them')
  addReportOption(command)
  addConnectionOptions(command).option(
    '--allow-plaintext',
    'with --allow-remote, send recorded data over plain http as well',
  )
  addContextOptions(command, 'print one JSON object for each delivery, then a summary')
  return command
    .addHelpText('after', helpEnd(io, EXAMPLES, HEADERS_NOTE, EXIT_NOTE))
    .action(async (captures: string[], flags: Omit<ReplayFlags, 'captures'>) =>
      exit(await run({ ...flags, captures }, io)),
    )
}

const EXAMPLES = [
  'replay today.ndjson --url http://localhost:3000/webhooks',
  "replay today.ndjson --profile staging --events 'PAYMENT_*' --last 5",
  'replay today.ndjson --profile staging --as-captured --verdict invalid',
  'replay delivery.har --profile staging --set payload.case.status=OPEN',
  'replay today.ndjson --url http://localhost:3000/webhooks --speed 10x',
  'replay request.txt --profile staging --dry-run --as curl',
]

const HEADERS_NOTE =
  'The URL is used as it is given. The body goes out byte for byte as it was recorded, unless it is changed; headers go with it, but for those of the connection and those whose values are masked: --static-header and --header-env send these. Verdicts are those of the listener that recorded, else by the secrets given.'

const EXIT_NOTE =
  'Exit codes: 0 as expected, 1 an answer was not, 2 one could not be sent or none was picked, 3 no answer.'
