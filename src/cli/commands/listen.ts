/** `cv-hook listen`: the options. The work is in ../listen/run.ts and app/listen/. */
import { CvHookError } from '../../core/errors.js'
import { CommandForm, OptionForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { runListen } from '../listen/run.js'
import type { ListenFlags } from '../listen/settings.js'
import { collect } from '../options/collect.js'
import { addEndpointOptions } from '../options/connection.js'
import { addContextOptions } from '../options/context.js'
import { addExplanationsOption } from '../options/explanations.js'
import { addFilterOptions } from '../options/filter.js'
import { addReportOption } from '../options/report.js'
import { addVerifyingOptions } from '../options/suspects.js'

/** Fills the options of `listen`. */
export function listenCommand(io: Io, exit: (code: number) => void, run = runListen): CommandForm {
  const command = new CommandForm('cv-hook listen')
    .description('Receive deliveries: verify, validate, show, keep and pass them on.')
    .argument('[command...]', 'after --: a command to run with CV_HOOK_URL and CV_HOOK_SECRET set')
    .optionsGroup('Where:')
    .option('--port <n>', 'the port; 0 for any that is free', '4400')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
  addVerifyingOptions(command)
  command
    .option('--static-header <Name=VARIABLE>', 'the fixed header of an older set-up must have this value', collect)
    .optionsGroup('What is shown and kept:')
    .addOption(new OptionForm('--show <what>', 'also print the body, masked').choices(['payload']))
    .option('--quiet', 'print the summary alone')
    .option('--capture <file>', 'keep every delivery in this file before it is answered (holds the bodies unmasked)')
  addExplanationsOption(command, '1000')
  addFilterOptions(command.optionsGroup('Which are shown and passed on:'), 'those')
  command
    .option('--no-findings', 'do not compare bodies with what is documented')
    .optionsGroup('Passing on:')
    .option('--forward-to <url>', 'send the same bytes and headers on, and answer with its answer', collect)
    .option('--route <events=url>', 'the same for these events only, e.g. PAYMENT_*=http://localhost:3000/pay', collect)
    .option('--forward-invalid', 'pass on what does not verify, too')
  addEndpointOptions(command)
  command
    .optionsGroup('Faults on purpose:')
    .option('--respond <statuses>', 'answer accepted deliveries with these in turn, e.g. 500,500,200')
    .option('--delay <duration>', 'answer late: 2s, or 200ms..2s for a random time between')
    .optionsGroup('For CI:')
    .option('--expect-event <list>', 'end as soon as these came, verified; at most 60 s unless --for is given', collect)
    .option('--in-order', 'they must come in this order')
    .option('--exit-after <n>', 'end after so many deliveries')
    .option('--for <duration>', 'end after this time')
    .option('--fail-fast', 'end at the first delivery that is not as it should be')
    .option('--ready-file <file>', 'write the URL into this file once it listens')
  addReportOption(command)
  addContextOptions(command, 'print one JSON object for each delivery, then a summary')
  return command
    .addHelpText('after', helpEnd(io, EXAMPLES, ANSWERS_NOTE, EXIT_NOTE))
    .action(async (words: string[], flags: Omit<ListenFlags, 'command'>) => {
      exit(await run({ ...flags, command: afterDashes(words, command) }, io))
    })
}

/** A command stands behind `--`, so that a mistyped option is never run. */
function afterDashes(words: string[], command: CommandForm): string[] {
  const { rawArgs } = command as unknown as { rawArgs: readonly string[] }
  const dashes = rawArgs.indexOf('--')
  const before = dashes === -1 ? words.length : words.length - (rawArgs.length - dashes - 1)
  if (before > 0) {
    throw new CvHookError('usage', `listen takes no argument "${words[0]!.slice(0, 40)}"`, [
      'a command to run stands behind --: cv-hook listen -- npm test',
    ])
  }
  if (dashes !== -1 && words.length === 0) throw new CvHookError('usage', 'there is no command behind --')
  return words
}

const EXAMPLES = [
  'listen --secret-env new=CV_SECRET --secret-env old=CV_OLD',
  'listen --secret-env CV_SECRET --capture today.ndjson',
  'listen --forward-to http://localhost:3000/webhooks --show payload',
  "listen --route 'PAYMENT_*=http://localhost:3001/pay'",
  'listen --respond 500,500,200 --delay 200ms..2s',
  'listen --expect-event CREATE_CASE,ADD_CASE_DECISION --for 2m',
  'listen --port 0 --exit-after 3 -- npm test',
]

const ANSWERS_NOTE =
  'Answers: 200 to what verifies, 401 to what does not, 400 to what is no JSON, 405, 413, 403 to web pages, 503 when a delivery could not be kept, 502 when nobody answers behind. GET /healthz: 200.'

const EXIT_NOTE =
  'Exit codes: 0 all that was expected came, 1 not so (or --fail-fast, or --exit-after with one that did not verify), 2 could not listen; with a command behind --, its code where that is not 0. Ctrl-C ends in order.'
