/** A command's form as commander's command, for whatever is not plain: help, complaints, other spellings. */
import { Command, type Help, Option } from 'commander'
import type { CommandForm, OptionForm } from './command-form.js'
import type { Io } from './io.js'
import { wrap } from './render/wrap.js'

/** Fewer columns than this have no room for a description beside its option. */
const TWO_COLUMNS = 64

function oneBelowTheOther(this: Help, term: string, _width: number, description: string): string {
  const lines = description === '' ? [] : wrap(description, (this.helpWidth ?? 40) - 6).map(line => `      ${line}`)
  return [`  ${term}`, ...lines].join('\n')
}

/** A commander command that writes through the IO object, fits its terminal and never ends the process. */
export function commanderCommand(form: CommandForm, io: Io): Command {
  const command = new Command(form.name)
    .exitOverride()
    .configureHelp({
      sortOptions: false,
      ...(io.terminal.out.columns < TWO_COLUMNS ? { formatItem: oneBelowTheOther } : {}),
    })
    .configureOutput({
      writeOut: text => void io.out(text),
      outputError: () => {},
      getOutHelpWidth: () => Math.min(100, io.terminal.out.columns),
      getOutHasColors: () => io.terminal.out.colour > 0,
    })
    .helpOption('-h, --help', 'show this help')
    .description(form.purpose)
  const { operand } = form
  if (operand) command.argument(operand.name, operand.description, operand.preset)
  for (const [at, option] of form.options.entries()) {
    const group = form.groups.findLast(({ first }) => first <= at)
    command.addOption(commanderOption(option, group?.title))
  }
  if (form.help) command.addHelpText('after', form.help)
  return command.action(async (...given: unknown[]) => {
    form.values = { ...command.opts(), ...form.values }
    await form.perform(given[0])
  })
}

function commanderOption({ flags, description, preset, parse, allowed, hidden }: OptionForm, group?: string): Option {
  const option = new Option(flags, description).hideHelp(hidden)
  if (preset !== undefined) option.default(preset)
  if (parse) option.argParser<unknown>((written, before) => parse(written, before as never))
  if (allowed) option.choices(allowed)
  return group === undefined ? option : option.helpGroup(group)
}
