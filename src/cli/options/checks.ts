/** Which checks a contract test runs and what counts: options of `test`, with what a profile says where they are not given. */

import { LEVELS, type Level } from '../../contract/check.js'
import type { Statuses } from '../../contract/judge.js'
import type { CheckSelection } from '../../contract/select.js'
import { CvHookError } from '../../core/errors.js'
import { ACCEPTED, parseStatuses, REFUSED } from '../../core/status.js'
import { parseDuration, parsePositiveDuration } from '../../core/units.js'
import type { Profile } from '../../store/profile.js'
import { type CommandForm, OptionForm } from '../command-form.js'
import { collect } from './collect.js'
import { parseCount } from './count.js'

/** The options as commander gives them. */
export interface CheckFlags {
  events?: string[]
  only?: string[]
  skip?: string[]
  level?: Level
  strict?: boolean
  expectStatus?: string
  expectRefusal?: string
  expectWithin?: string
  concurrency?: string
  wait?: string
}

const DEFAULT_WITHIN = '10s'
const DEFAULT_CONCURRENCY = '4'
const MAX_CONCURRENCY = 50

/** Adds the options. */
export function addCheckOptions(command: CommandForm): CommandForm {
  return command
    .optionsGroup('What to check:')
    .option('--events <names>', 'only these events, separated by commas', collect)
    .option('--only <ids>', 'only these checks: ids, or how they begin, e.g. refuses', collect)
    .option('--skip <ids>', 'all but these checks', collect)
    .addOption(new OptionForm('--level <level>', 'only checks of this level').choices(LEVELS))
    .option('--list', 'print the checks, send nothing')
    .optionsGroup('What is expected:')
    .option('--expect-status <list>', 'which answers accept a delivery (default: 2xx)')
    .option('--expect-refusal <list>', 'which answers refuse one (default: 4xx, but not 404, 405, 408, 413, 419, 429)')
    .option('--expect-within <duration>', `how soon the answer must be there (default: ${DEFAULT_WITHIN})`)
    .option('--strict', 'let checks of level should fail the run as well')
    .optionsGroup('How to send:')
    .option(
      '--concurrency <n>',
      `how many accepting checks at once (default: ${DEFAULT_CONCURRENCY}); a refusal is always alone`,
    )
    .option('--wait <duration>', 'how long to wait for a receiver that is still starting')
}

/** The options, read and checked. */
export interface CheckChoice {
  events: string[]
  selection: CheckSelection
  strict: boolean
  statuses: Statuses
  withinMs: number
  concurrency: number
  waitMs: number
}

/**
 * Reads the options.
 *
 * @throws CvHookError `usage`
 */
export function readCheckOptions(flags: CheckFlags, profile: Profile | undefined): CheckChoice {
  const own = profile?.test ?? {}
  const refused = flags.expectRefusal ?? own.expectRefusal
  const accepted = flags.expectStatus ?? own.expectStatus
  return {
    events: names(flags.events ?? own.events, '--events'),
    selection: {
      only: names(flags.only ?? own.only, '--only'),
      skip: names(flags.skip ?? own.skip, '--skip'),
      level: flags.level ?? own.level,
    },
    strict: flags.strict ?? own.strict ?? false,
    statuses: {
      accepted: accepted === undefined ? ACCEPTED : parseStatuses(accepted),
      refused: refused === undefined ? REFUSED : parseStatuses(refused, '--expect-refusal'),
    },
    withinMs: parsePositiveDuration(flags.expectWithin ?? own.expectWithin ?? DEFAULT_WITHIN, '--expect-within'),
    concurrency: parseCount(
      flags.concurrency ?? String(own.concurrency ?? DEFAULT_CONCURRENCY),
      '--concurrency',
      1,
      MAX_CONCURRENCY,
    ),
    waitMs: parseDuration(flags.wait ?? own.wait ?? '0', '--wait'),
  }
}

/** Comma-separated, or given several times; an entry that is empty is a variable that was not set. */
function names(given: readonly string[] | undefined, option: string): string[] {
  const all = (given ?? []).flatMap(one => one.split(',').map(name => name.trim()))
  if (all.some(name => name === '')) throw new CvHookError('usage', `${option} has an empty entry`)
  return all
}
