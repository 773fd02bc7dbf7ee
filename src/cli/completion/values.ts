/** What may stand as the value of an option or as the argument of a command. */
import { findConfig } from '../../store/profile.js'
import type { OptionForm } from '../command-form.js'
import type { Io } from '../io.js'
import { SHELLS } from './scripts.js'

/** What may come next. */
export interface Candidate {
  value: string
  description?: string
}

/** All that may come, or that the shell's own files may. */
export type Source = Candidate[] | 'files'

const named = (values: readonly string[]): Candidate[] => values.map(value => ({ value }))

const EVENTS = async (all: boolean) => {
  const { allEntries } = await import('../../events/catalogue.js')
  return allEntries()
    .filter(({ evidence }) => all || evidence !== 'activity-only')
    .map(({ name, meaning }) => ({
      value: name,
      description: meaning,
    }))
}

const FRAMEWORK_NAMES = async () => {
  const { FRAMEWORKS } = await import('../../explain/frameworks.js')
  return FRAMEWORKS.map(({ id, title }) => ({ value: id, description: title }))
}

const CHECK_IDS = async () => {
  const { allChecks } = await import('../../app/all-checks.js')
  return (await allChecks()).map(({ id, title }) => ({ value: id, description: title }))
}

const CAUSE_NAMES = async () => {
  const { CAUSE_IDS, CAUSES } = await import('../../explain/causes.js')
  return CAUSE_IDS.map(id => ({ value: id, description: CAUSES[id].title }))
}

const REPORTS = async () => {
  const { REPORT_KINDS } = await import('../../report/reports.js')
  return named(REPORT_KINDS.map(kind => (kind === 'github' ? kind : `${kind}=`)))
}

async function scenarios(): Promise<Candidate[]> {
  const { bundledScenario, scenarioNames } = await import('../../events/scenario.js')
  return scenarioNames().map(value => ({ value, description: bundledScenario(value).title }))
}

async function profiles(io: Io, config: string | undefined): Promise<Candidate[]> {
  const file = findConfig(io.cwd, config ?? io.env['CV_HOOK_CONFIG'])
  if (file === undefined) return []
  const { readConfig } = await import('../../store/config.js')
  return named(Object.keys((await readConfig(file, '--config')).profiles))
}

/** Names of variables; a label before them stays. */
function variables(io: Io, word: string): Candidate[] {
  const label = word.slice(0, word.lastIndexOf('=') + 1)
  return Object.keys(io.env)
    .filter(name => /^[A-Za-z_]\w*$/.test(name))
    .map(name => ({ value: label + name }))
}

/** The items that may follow those before the last comma. */
function listed(word: string, items: readonly Candidate[]): Candidate[] {
  const before = word.slice(0, word.lastIndexOf(',') + 1)
  const taken = new Set(before.split(','))
  return items.filter(({ value }) => !taken.has(value)).map(one => ({ ...one, value: before + one.value }))
}

/**
 * The values of an option.
 *
 * @param word what stands there already
 * @param config the config file of this command line, where one is named
 */
export async function valuesOf(
  { long, flags, allowed }: OptionForm,
  word: string,
  io: Io,
  config?: string,
): Promise<Source> {
  if (allowed) return named(allowed)
  const placeholder = flags.slice(long.length)
  if (long === '--scenario') return scenarios()
  if (long === '--profile') return profiles(io, config)
  if (long === '--events' || long === '--expect-event') return listed(word, await EVENTS(true))
  if (long === '--only' || long === '--skip') return listed(word, await CHECK_IDS())
  if (long === '--framework') return FRAMEWORK_NAMES()
  if (long === '--report') return REPORTS()
  if (long === '--verdict') return listed(word, named((await import('../../app/judge.js')).VERDICTS))
  if (/NAME>|VARIABLE>/.test(placeholder))
    return /^<Name=/.test(placeholder.trim()) && !word.includes('=') ? [] : variables(io, word)
  return /file|folder|PATH/.test(placeholder) ? 'files' : []
}

/** What each command takes as its argument; what is not listed takes none, or what nobody can know. */
const OPERANDS: Readonly<Record<string, () => Promise<Source>>> = {
  send: () => EVENTS(false),
  fixture: () => EVENTS(false),
  events: () => EVENTS(true),
  snippet: FRAMEWORK_NAMES,
  completion: async () => named(SHELLS),
  'help causes': CAUSE_NAMES,
  'help checks': CHECK_IDS,
  sign: async () => 'files',
  verify: async () => 'files',
  replay: async () => 'files',
  redact: async () => 'files',
}

/** What a command takes as its argument. */
export const operandsOf = async (command: string): Promise<Source> => (await OPERANDS[command]?.()) ?? []
