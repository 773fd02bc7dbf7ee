/** Which checks are run: `--only`, `--skip`, `--level`. The control always is. */
import { CvHookError } from '../core/errors.js'
import { fitsParts } from '../core/pattern.js'
import { didYouMean } from '../core/suggest.js'
import type { Check, Level } from './check.js'
import { CONTROL } from './checks.js'

/** The user's selection. Each entry is an id, the beginning of ids up to a slash, or has `*` for anything. */
export interface CheckSelection {
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly level: Level | undefined
}

/**
 * Picks checks, in the order of the list.
 *
 * @throws CvHookError `usage` for an entry that fits no check, and when nothing is left
 */
export function selectChecks(checks: readonly Check[], { only, skip, level }: CheckSelection): Check[] {
  for (const entry of [...only, ...skip]) requireKnown(entry, checks)
  const wanted = checks.filter(
    check =>
      check === CONTROL ||
      ((only.length === 0 || only.some(entry => fits(check.id, entry))) &&
        !skip.some(entry => fits(check.id, entry)) &&
        (level === undefined || check.level === level)),
  )
  if (wanted.length < 2 && !only.some(entry => fits(CONTROL.id, entry))) {
    throw new CvHookError('usage', 'no check is left of what --only, --skip and --level say')
  }
  return wanted
}

/**
 * The checks that an entry means.
 *
 * @throws CvHookError `usage` when there are none
 */
export function checksNamed(entry: string, checks: readonly Check[]): Check[] {
  requireKnown(entry, checks)
  return checks.filter(check => fits(check.id, entry))
}

function requireKnown(entry: string, checks: readonly Check[]): void {
  if (checks.some(check => fits(check.id, entry))) return
  const groups = new Set(checks.map(check => check.group))
  throw new CvHookError('usage', `there is no check "${entry.slice(0, 80)}"`, [
    ...didYouMean(entry, [...groups, ...checks.map(check => check.id)]),
    'cv-hook test --list lists them',
  ])
}

function fits(id: string, entry: string): boolean {
  const [name, wanted] = [id.toLowerCase(), entry.trim().toLowerCase().replace(/\/$/, '')]
  if (!wanted.includes('*')) return name === wanted || name.startsWith(`${wanted}/`)
  return fitsParts(name, wanted.split('*'))
}
