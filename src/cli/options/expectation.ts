/** What is expected of the answers, and what is sent instead of what is right: the same options on send and replay. */
import type { Expectations } from '../../app/plan.js'
import { FORGERIES, type Forgery } from '../../core/forge.js'
import { parseStatuses } from '../../core/status.js'
import { parsePositiveDuration } from '../../core/units.js'
import { type CommandForm, OptionForm } from '../command-form.js'

/** The options as commander gives them. */
export interface ExpectationFlags {
  forge?: Forgery
  expectStatus?: string
  expectWithin?: string
}

/** Adds the group of options. */
export function addExpectationOptions(command: CommandForm): CommandForm {
  return command
    .optionsGroup('What is expected:')
    .addOption(
      new OptionForm('--forge <how>', 'sign wrongly on purpose; a refusal is then expected').choices(FORGERIES),
    )
    .option('--expect-status <list>', 'which answers are right, e.g. 2xx or 200,202')
    .option('--expect-within <duration>', 'how soon the answer must be there')
}

/**
 * Reads the options.
 *
 * @throws CvHookError `usage`
 */
export function readExpectations({ forge, expectStatus, expectWithin }: ExpectationFlags): Expectations {
  return {
    ...(forge === undefined ? {} : { forge }),
    ...(expectStatus === undefined ? {} : { status: parseStatuses(expectStatus) }),
    ...(expectWithin === undefined ? {} : { withinMs: parsePositiveDuration(expectWithin, '--expect-within') }),
  }
}
