/** What may come next on a command line that is still being written. */
import type { CommandForm, OptionForm } from '../command-form.js'
import type { Io } from '../io.js'
import { type Candidate, operandsOf, type Source, valuesOf } from './values.js'

/** The commands as completion needs them: what they are for, and how the form of one is got. */
export interface Completable {
  /** `send`, `help causes`, ...: each with its purpose. */
  commands: Readonly<Record<string, string>>
  form(command: string): Promise<CommandForm>
}

/**
 * The candidates for the last word, those that begin as it does.
 *
 * @param words those before the cursor, without the program's name; the last one is being written
 */
export async function candidates(words: readonly string[], all: Completable, io: Io): Promise<Source> {
  const word = words.at(-1) ?? ''
  const command = commandOf(words.slice(0, -1), all)
  const source =
    command === undefined
      ? firstWords(words.slice(0, -1), all)
      : await within(await all.form(command.name), command, word, io)
  const typed = word.toLowerCase()
  return source === 'files' ? source : source.filter(({ value }) => value.toLowerCase().startsWith(typed))
}

interface Begun {
  name: string
  /** The words after it, without the one that is being written. */
  before: readonly string[]
}

function commandOf(before: readonly string[], { commands }: Completable): Begun | undefined {
  const [first, second] = before
  if (first === undefined) return undefined
  const topic = `${first} ${second}`
  if (second !== undefined && Object.hasOwn(commands, topic)) return { name: topic, before: before.slice(2) }
  return Object.hasOwn(commands, first) ? { name: first, before: before.slice(1) } : undefined
}

function firstWords(before: readonly string[], { commands }: Completable): Candidate[] {
  const named = Object.entries(commands).map(([value, description]) => ({ value, description }))
  const single = named.filter(({ value }) => !value.includes(' '))
  if (before.length === 0) {
    return [
      ...single,
      { value: 'help', description: 'help of a command or a topic' },
      { value: '--help', description: 'all commands' },
      { value: '--version', description: 'the version' },
    ]
  }
  if (before.length > 1 || before[0] !== 'help') return []
  const topics = named
    .filter(({ value }) => value.startsWith('help '))
    .map(one => ({ ...one, value: one.value.slice(5) }))
  return [...topics, ...single]
}

async function within(form: CommandForm, { name, before }: Begun, word: string, io: Io): Promise<Source> {
  const named = (text: string) => form.options.find(({ long }) => long === text)
  let waiting: OptionForm | undefined
  let operands = 0
  let config: string | undefined
  for (const one of before) {
    // What stands behind the dashes is a command of its own.
    if (one === '--' && !waiting) return 'files'
    if (waiting) {
      if (waiting.long === '--config') config = one
      waiting = undefined
    } else if (one.startsWith('--')) waiting = one.includes('=') ? undefined : withValue(named(one))
    else operands++
  }
  if (waiting) return valuesOf(waiting, word, io, config)
  const equals = word.indexOf('=')
  if (word.startsWith('--') && equals !== -1) return joined(word.slice(0, equals + 1), word, named, io, config)
  if (word.startsWith('-')) return optionsOf(form)
  if (operands > 0 && !form.operand?.variadic) return optionsOf(form)
  const source = await operandsOf(name)
  return source.length === 0 ? optionsOf(form) : source
}

const withValue = (option: OptionForm | undefined) => (option?.takesValue ? option : undefined)

const optionsOf = (form: CommandForm): Candidate[] => [
  ...form.options.filter(({ hidden }) => !hidden).map(({ long, description }) => ({ value: long, description })),
  { value: '--help', description: 'show the help of this command' },
]

/** `--option=value` in one word. */
async function joined(
  start: string,
  word: string,
  named: (long: string) => OptionForm | undefined,
  io: Io,
  config: string | undefined,
): Promise<Source> {
  const option = withValue(named(start.slice(0, -1)))
  const source = option ? await valuesOf(option, word.slice(start.length), io, config) : []
  return source === 'files' ? source : source.map(one => ({ ...one, value: start + one.value }))
}
