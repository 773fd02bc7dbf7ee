/** `cv-hook send`: the options. The work is in ../send-run.ts and app/send.ts. */
import { addCaptureOption } from '../capture-file.js'
import { CommandForm } from '../command-form.js'
import { addDryRunOptions } from '../dry-run.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { addConnectionOptions, addUrlOption } from '../options/connection.js'
import { addContextOptions } from '../options/context.js'
import { addExpectationOptions } from '../options/expectation.js'
import { addPayloadOptions } from '../options/payload.js'
import { addReportOption } from '../options/report.js'
import { addSecretOptions } from '../options/secret.js'
import { addSelectionOptions } from '../options/selection.js'
import { runSend, type SendOptions } from '../send-run.js'

/** Fills the options of `send`. */
export function sendCommand(io: Io, exit: (code: number) => void, run = runSend): CommandForm {
  const command = new CommandForm('cv-hook send')
    .description('Deliver signed events to an endpoint, and judge its answers.')
    .optionsGroup('What to send:')
  addUrlOption(addSelectionOptions(command))
  addSecretOptions(command, 'the webhook has no secret: send no signature')
  addPayloadOptions(command)
  addExpectationOptions(command)
    .optionsGroup('How often:')
    .option('--count <n>', 'send it all this often')
    .option('--concurrency <n>', 'how many rounds of --count or --duration at once')
    .option('--rate <n>', 'how many deliveries a second')
    .option('--duration <duration>', 'for how long')
  addCaptureOption(addDryRunOptions(command, 'request', 'it'))
  addReportOption(command)
  addConnectionOptions(command)
  addContextOptions(command, 'print one JSON object for each delivery, then a summary')
  return command
    .addHelpText('after', helpEnd(io, EXAMPLES, FORGERY_NOTE, EXIT_NOTE))
    .action(async (events: string[], flags: Omit<SendOptions, 'events'>) => exit(await run({ ...flags, events }, io)))
}

const EXAMPLES = [
  'send ADD_CASE_DECISION --url http://localhost:3000/webhooks',
  'send --all --url http://localhost:3000/webhooks --secret-env CV_SECRET',
  'send --scenario approved-and-shipped --fresh --profile staging',
  'send PAYMENT_ADDED --set payload.payment.amount=49.5 --as body',
  'send ADD_CASE_DECISION --as curl --url http://localhost:3000/webhooks',
  'send --data body.json --url http://localhost:3000/webhooks',
  'send CREATE_CASE --forge tampered --url http://localhost:3000/webhooks',
]

const FORGERY_NOTE =
  '--forge: wrong-secret signs with the secret and one "x" after it; tampered signs, then raises the body\'s last digit by one (9 becomes 0); malformed leaves out the signature\'s last digit; missing sends no signature.'

const EXIT_NOTE = 'Exit codes: 0 as expected, 1 an answer was not, 2 could not try, 3 no answer.'
