/** `cv-hook verify`: the options. The work is in ../verify-run.ts and app/verify.ts. */

import { BYTES_TRUST, CAPTURE_FORMATS } from '../../captures/delivery.js'
import { CommandForm, OptionForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { collect } from '../options/collect.js'
import { addContextOptions } from '../options/context.js'
import { addReportOption } from '../options/report.js'
import { addSecretOptions } from '../options/secret.js'
import { addSuspectOptions } from '../options/suspects.js'
import { runVerify, type VerifyOptions } from '../verify-run.js'

/** Fills the options of `verify`. */
export function verifyCommand(io: Io, exit: (code: number) => void, run = runVerify): CommandForm {
  const command = new CommandForm('cv-hook verify')
    .description('Check captured deliveries, and prove why a signature does not match.')
    .argument('[capture...]', 'files with captured requests; - or nothing: standard input')
    .optionsGroup('What is read:')
    .addOption(new OptionForm('--format <format>', 'the format (default: found by looking)').choices(CAPTURE_FORMATS))
    .addOption(
      new OptionForm('--bytes <trust>', 'how far the bytes can be trusted (default: by format)').choices(BYTES_TRUST),
    )
    .option('--signature <value>', 'the x-cv-signature of a body that stands alone')
    .option('--files <folder>', 'let a curl command read files of this folder (@file)')
  addSecretOptions(command, 'the webhook has no secret: nothing is verified')
  addSuspectOptions(command)
  command
    .option('--static-header <Name=VARIABLE>', 'the fixed header of an older set-up must have this value', collect)
    .optionsGroup('Why it does not match:')
    .option('--computed <digest>', 'the digest that the receiver computed: tells what it hashed')
    .option('--framework <name>', "the receiver's framework, for advice (default: guessed; cv-hook snippet lists them)")
    .option('--explanations <n>', 'how many deliveries are explained at most', '100')
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
