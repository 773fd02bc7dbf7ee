/**
 * What a command takes, said once in commander's own words. commander is a seventh of a short command's time, so it is
 * loaded only where the arguments need it: for help, for a complaint, for spellings that are not plain.
 */

/** Turns a value as written into the option's, given what the option had before. */
export type OptionParser = (written: string, before: never) => unknown

/** An option of a command. */
export class OptionForm {
  /** `--like-this`, without what follows. */
  readonly long: string
  /** The member of the flags: `likeThis`; for `--no-this` it is `this`. */
  readonly member: string
  readonly takesValue: boolean
  readonly negates: boolean
  allowed: readonly string[] | undefined
  hidden = false

  constructor(
    readonly flags: string,
    readonly description: string,
    readonly preset?: string,
    readonly parse?: OptionParser,
  ) {
    this.long = flags.split(' ', 1)[0]!
    this.takesValue = flags.includes('<')
    this.negates = this.long.startsWith('--no-')
    const name = this.long.slice(this.negates ? 5 : 2)
    this.member = name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase())
  }

  /** The only values that it takes. */
  choices(allowed: readonly string[]): this {
    this.allowed = allowed
    return this
  }

  /** Leaves it out of the help. */
  hideHelp(hidden = true): this {
    this.hidden = hidden
    return this
  }
}

/** The one argument of a command: `[file]`, or `[files...]` for any number. */
export interface ArgumentForm {
  name: string
  description: string
  preset?: string
  variadic: boolean
}

type Action = (...given: never[]) => Promise<void>

/** What a command takes, and what it does with it. Every method adds something and gives the form itself. */
export class CommandForm {
  purpose = ''
  readonly options: OptionForm[] = []
  /** The titles of groups, each with the options that come after it. */
  readonly groups: { title: string; first: number }[] = []
  operand: ArgumentForm | undefined
  help: (() => string) | undefined
  work: Action | undefined
  /** The arguments that are read, as they were written. */
  rawArgs: readonly string[] = []
  /** What the arguments came to. */
  values: Record<string, unknown> = {}

  constructor(readonly name: string) {}

  description(text: string): this {
    this.purpose = text
    return this
  }

  argument(name: string, description: string, preset?: string): this {
    this.operand = { name, description, variadic: name.includes('...'), ...(preset === undefined ? {} : { preset }) }
    return this
  }

  option(flags: string, description: string, how?: string | OptionParser): this {
    return this.addOption(
      typeof how === 'function'
        ? new OptionForm(flags, description, undefined, how)
        : new OptionForm(flags, description, how),
    )
  }

  addOption(option: OptionForm): this {
    this.options.push(option)
    return this
  }

  /** Begins a group of options. */
  optionsGroup(title: string): this {
    this.groups.push({ title, first: this.options.length })
    return this
  }

  addHelpText(_where: 'after', text: () => string): this {
    this.help = text
    return this
  }

  /** `work` gets the argument, where there is one, and the flags. */
  action(work: Action): this {
    this.work = work
    return this
  }

  /** Does the work with the flags in `values`, and with the argument where the command takes one. */
  perform(argument: unknown): Promise<void> {
    return this.work!(...((this.operand ? [argument, this.values] : [this.values]) as never[]))
  }

  /** For a parser that keeps what several options say in one member. */
  setOptionValue(member: string, value: unknown): void {
    this.values[member] = value
  }
}
