/** `cv-hook verify`: the options. The work is in ../verify-run.ts and app/verify.ts. */
import { addSourceOptions } from '../capture-sources.js'
import { CommandForm, OptionForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { collect } from '../options/collect.js'
import { addContextOptions } from '../options/context.js'
import { addExplanationsOption } from '../options/explanations.js'
import { addFrameworkOption } from '../options/framework.js'
import { addReportOption } from '../options/report.js'
import { addVerifyingOptions } from '../options/suspects.js'
import { runVerify, type VerifyOptions } from '../verify-run.js'

/** Fills the options of `verify`. */
export function verifyCommand(io: Io, exit: (code: number) => void, run = runVerify): CommandForm {
  const command = new CommandForm('cv-hook verify')
    .description('Check captured deliveries, and prove why a signature does not match.')
    .argument('[capture...]', 'files with captured requests; - or nothing: standard input')
  addSourceOptions(command)
  addVerifyingOptions(command)
  command
    .option('--static-header <Name=VARIABLE>', 'the fixed header of an older set-up must have this value', collect)
    .optionsGroup('Why it does not match:')
    .option('--computed <digest>', 'the digest that the receiver computed: tells what it hashed')
  addFrameworkOption(command)
  addExplanationsOption(command, '100')
    .optionsGroup('What the body says:')
    .option('--no-findings', 'do not compare bodies with what is documented')
    .addOption(
      new OptionForm('--fail-on <severity>', 'exit with 1 for findings of this kind').choices(['error', 'warning']),
    )
  addReportOption(command)
  addContextOptions(command, 'print one JSON object for each delivery, then a summary')
  return command
    .addHelpText('after', helpEnd(io, EXAMPLES, FORMATS_NOTE, EXIT_NOTE))
    .action(async (captures: string[], flags: Omit<VerifyOptions, 'captures'>) =>
      exit(await run({ ...flags, captures }, io)),
    )
}

const EXAMPLES = [
  'verify today.ndjson --secret-env CV_SECRET',
  'verify request.txt --secret-env new=CV_SECRET --secret-env old=CV_OLD',
  'verify body.json --signature 4f1c... --secret-env CV_SECRET',
  'verify delivery.har --also-try-env STAGING_SECRET',
  'verify request.txt --secret-env CV_SECRET --report markdown=ticket.md',
  'verify app.log --computed 9ab01c77 --secret-env CV_SECRET',
]

const FORMATS_NOTE =
  'Formats: raw HTTP text, HAR, a curl command, AWS (API Gateway, Lambda URL, ALB, SQS, SNS), ngrok, webhook.site, the output of programs (text), a plain body, and cv-hook captures.'

const EXIT_NOTE =
  'Exit codes: 0 all valid, 1 one is invalid or unsigned (or findings, with --fail-on), 2 one could not be verified.'
