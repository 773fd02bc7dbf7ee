/** `cv-hook redact`: the options. The work is in ../redact/run.ts and app/redact/. */
import { addSourceOptions } from '../capture-sources.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { addContextOptions } from '../options/context.js'
import { addExplanationsOption } from '../options/explanations.js'
import { addVerifyingOptions } from '../options/suspects.js'
import { type RedactFlags, runRedact } from '../redact/run.js'

/** Fills the options of `redact`. */
export function redactCommand(io: Io, exit: (code: number) => void, run = runRedact): CommandForm {
  const command = new CommandForm('cv-hook redact')
    .description("Copy recorded deliveries without patients' data, such that the copies show the same fault.")
    .argument('[capture...]', 'files that verify reads, too; - or nothing: standard input')
  addSourceOptions(command)
  addVerifyingOptions(command)
  addExplanationsOption(command, '100')
    .optionsGroup('The copy:')
    .option('--output <file>', 'where it goes, a capture of cv-hook (default: standard output)')
    .option('--force', 'replace that file if it is there')
    .option(
      '--test-secret-env <NAME>',
      'the variable with the secret that signs the copies (default: a random one, told)',
    )
    .option('--seed <text>', 'make the same copies again; keep it to yourself: with it, guesses can be checked')
  addContextOptions(command, 'print one JSON object for each copy, then a summary; needs --output')
  return command
    .addHelpText('after', helpEnd(io, EXAMPLES, WHAT_NOTE, KEPT_NOTE, EXIT_NOTE))
    .action(async (captures: string[], flags: Omit<RedactFlags, 'captures'>) =>
      exit(await run({ ...flags, captures }, io)),
    )
}

const EXAMPLES = [
  'redact request.txt --secret-env CV_SECRET --output shared.ndjson',
  'redact delivery.har --secret-env CV_SECRET > shared.ndjson',
]

const WHAT_NOTE =
  'Names, texts, ids, dates and documents become fictional ones of the same shape: the same person stays the same, dates keep their order, lengths and odd characters stay alike. What is not known is replaced, too. Names of events and members that are documented, enumerations, flags and amounts stay.'

const KEPT_NOTE =
  'The copies are read and verified before they are kept: if one would not show the verdict and the proven causes of its original, nothing is kept.'

const EXIT_NOTE = 'Exit codes: 0 kept, 1 nothing was kept, 2 could not try.'
