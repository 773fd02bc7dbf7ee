/** The baseline of a run of `test`: read before, written after. */
import { updatedBaseline } from '../contract/baseline.js'
import type { CheckResult } from '../contract/result.js'
import { CvHookError } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { counted } from '../core/units.js'
import { type BaselineEntry, readBaseline, writeBaseline } from '../store/baseline.js'
import { fileExists } from '../store/files.js'
import type { Profile } from '../store/profile.js'
import type { Io } from './io.js'

/** The baseline of a run. */
export interface Baseline {
  path: string | undefined
  entries: readonly BaselineEntry[]
  update: boolean
  reason: string
}

/**
 * Reads the baseline that the options or the profile name.
 *
 * @throws CvHookError `usage`, `unreadable`, `bad-config`
 */
export async function readBaselineOptions(
  flags: { baseline?: string; updateBaseline?: boolean; reason?: string },
  profile: Profile | undefined,
): Promise<Baseline> {
  const path = flags.baseline ?? profile?.test?.baseline
  const update = flags.updateBaseline === true
  if (path === '') throw new CvHookError('usage', '--baseline is empty', ['is the variable set?'])
  if (update && path === undefined) throw new CvHookError('usage', '--update-baseline needs --baseline <file>')
  if (update && !flags.reason?.trim()) {
    throw new CvHookError('usage', '--update-baseline needs --reason <text>', ['say why the failures are accepted'])
  }
  if (!update && flags.reason !== undefined) throw new CvHookError('usage', '--reason goes with --update-baseline')
  const missing = path === undefined || (update && !fileExists(path))
  return { path, entries: missing ? [] : await readBaseline(path), update, reason: flags.reason?.trim() ?? '' }
}

/** Writes what is accepted from now on, and says so; returns the new baseline. */
export function updateBaseline(baseline: Baseline, results: readonly CheckResult[], io: Io): Baseline {
  const { path, entries, reason } = baseline
  const updated = updatedBaseline(entries, results, reason, io.now())
  writeBaseline(path!, updated)
  io.err(`note: ${printable(path!)} now accepts ${counted(updated.length, 'failure')}\n`)
  return { ...baseline, entries: updated }
}
