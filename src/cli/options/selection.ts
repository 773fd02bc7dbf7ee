/** Which deliveries: events by name, all of them, a scenario, or the user's own bytes. The same options on send and fixture. */

import type { Selection } from '../../app/plan.js'
import { CvHookError } from '../../core/errors.js'
import { readUserFile } from '../../store/files.js'
import { type CommandForm, OptionForm } from '../command-form.js'
import type { Io } from '../io.js'
import type { PayloadFlags } from './payload.js'

/** The selection as commander gives it. */
export interface SelectionFlags {
  events: string[]
  all?: boolean
  scenario?: string
  data?: string
}

/**
 * Adds the selection's argument and options.
 *
 * @param data whether the user's own bytes can be chosen; where not, the option is known all the same, to be refused with a reason
 */
export function addSelectionOptions(command: CommandForm, data = true): CommandForm {
  const own = new OptionForm('--data <file>', 'your own bytes, untouched; - for standard input').hideHelp(!data)
  return command
    .argument('[events...]', 'names of events; cv-hook events lists them')
    .option('--all', 'every event that has the chosen shape')
    .option('--scenario <name|file>', 'a bundled story, or one of your own')
    .addOption(own)
}

/**
 * Reads the selection.
 *
 * @throws CvHookError `usage` when none or more than one kind is given, `unreadable`
 */
export async function readSelection(flags: SelectionFlags & PayloadFlags, io: Io, data = true): Promise<Selection> {
  const given = [
    flags.all ? '--all' : undefined,
    flags.scenario === undefined ? undefined : '--scenario',
    flags.data === undefined ? undefined : '--data',
    flags.events.length > 0 && flags.data === undefined ? 'event names' : undefined,
  ].filter(one => one !== undefined)
  if (given.length > 1) throw new CvHookError('usage', `${given.join(' and ')} exclude each other`)
  if (flags.all) return { kind: 'all' }
  if (flags.scenario !== undefined) return readScenario(flags.scenario)
  if (flags.data !== undefined) {
    const clash = CHANGING.find(([name]) => flags[name])
    if (clash) throw new CvHookError('usage', `--data is sent as it is: it does not go with ${clash[1]}`)
    return readData(flags.data, flags.events, io)
  }
  if (flags.events.length === 0) {
    throw new CvHookError('usage', 'nothing is chosen', [
      `name an event, e.g. ADD_CASE_DECISION, or use ${data ? '--all, --scenario or --data' : '--all or --scenario'}`,
      'cv-hook events lists the events',
    ])
  }
  return { kind: 'events', names: flags.events }
}

/** What says how a fixture is made. */
const CHANGING: readonly (readonly [name: keyof PayloadFlags, option: string])[] = [
  ['payload', '--payload'],
  ['documents', '--documents'],
  ['documentUrl', '--document-url'],
  ['change', '--set, --unset and --merge'],
  ['pad', '--pad'],
  ['fresh', '--fresh'],
  ['seed', '--seed'],
]

async function readScenario(name: string): Promise<Selection> {
  const { bundledScenario, checkScenario } = await import('../../events/scenario.js')
  if (!/[\\/]|\.json$/.test(name)) return { kind: 'scenario', scenario: bundledScenario(name) }
  const { readJsonFile } = await import('../../store/json-file.js')
  const { value, where } = await readJsonFile(name, '--scenario')
  return { kind: 'scenario', scenario: await checkScenario(value, where), where }
}

async function readData(source: string, events: string[], io: Io): Promise<Selection> {
  if (events.length > 1) throw new CvHookError('usage', '--data is one body: name at most one event, as its label')
  const [label] = events
  if (source !== '-') {
    return { kind: 'data', bytes: readUserFile(source, '--data'), label }
  }
  if (io.stdin.isTTY)
    throw new CvHookError('usage', '--data - reads a pipe, not the keyboard', [
      'cat body.json | cv-hook send --data - ...',
    ])
  const chunks: Uint8Array[] = []
  for await (const chunk of io.stdin) chunks.push(chunk)
  return { kind: 'data', bytes: Buffer.concat(chunks), label }
}
