/** Which deliveries: the same options on listen and replay. */

import type { FilterOptions } from '../../app/delivery-filter.js'
import { VERDICTS } from '../../app/judge.js'
import { CvHookError } from '../../core/errors.js'
import type { CommandForm } from '../command-form.js'
import { collect } from './collect.js'

/** The filter options as commander gives them. */
export interface FilterFlags {
  events?: string[]
  case?: string[]
  verdict?: string[]
  /** `--findings` asks for them, `--no-findings` turns them off. */
  findings?: boolean
}

/** Adds the filters to the command's group. */
export function addFilterOptions(command: CommandForm, whose: string): CommandForm {
  return command
    .option('--events <list>', `only ${whose} of these events; PAYMENT_* stands for many`, collect)
    .option('--case <id>', `only ${whose} of this case, by its id or short id`, collect)
    .option('--verdict <list>', `only ${whose} that are valid, invalid, unsigned`, collect)
    .option('--findings', `only ${whose} with findings`)
}

/**
 * Reads the filters.
 *
 * @throws CvHookError `usage`
 */
export function readFilter(flags: FilterFlags): FilterOptions {
  const verdicts = listed(flags.verdict)?.map(written => {
    const verdict = VERDICTS.find(one => one === written.toLowerCase())
    if (!verdict) {
      throw new CvHookError('usage', `--verdict: "${written.slice(0, 40)}" is none of ${VERDICTS.join(', ')}`)
    }
    return verdict
  })
  const invented = flags.case?.find(id => /^case#\d+$/.test(id))
  if (invented !== undefined) {
    throw new CvHookError('usage', `--case: ${invented} is a name that stands for an id, made up for each run`, [
      "give the case's id or short id: listen --show payload --reveal shows them, the capture holds them",
    ])
  }
  const events = listed(flags.events)
  return {
    ...(events ? { events } : {}),
    ...(flags.case ? { cases: flags.case } : {}),
    ...(verdicts ? { verdicts } : {}),
    ...(flags.findings ? { findings: true } : {}),
  }
}

/** The items of comma-separated lists. */
export const listed = (lists: readonly string[] | undefined): string[] | undefined =>
  lists?.flatMap(list => list.split(',').map(item => item.trim())).filter(item => item !== '')
