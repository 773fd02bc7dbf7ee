/** What a run of the listener came to: whether a delivery is as it should be, and the exit code of all of them. */
import type { ListenCounts } from '../../app/listen/counts.js'
import { isAccepted, type Received } from '../../app/listen/received.js'
import { EXIT } from '../../core/errors.js'
import type { End } from './ending.js'
import type { ListenSettings } from './settings.js'

/** Whether `--fail-fast` ends the run at this delivery. */
export function isWrong({ judgement, lost, forwarded }: Received): boolean {
  if (lost || !isAccepted(judgement) || judgement.findings.some(one => one.severity === 'error')) return true
  return forwarded?.some(one => one.error || (one.status ?? 0) >= 300) ?? false
}

/** The exit code. */
export function exitCode(
  end: End,
  commandCode: number | undefined,
  { expectations, accepted, exitAfter }: ListenSettings,
  { lost, verdicts }: ListenCounts,
): number {
  if (end.why === 'signal' && commandCode) return commandCode
  if (end.why === 'command' && end.code !== 0) return end.code
  if (lost > 0) return EXIT.unable
  const unverified = verdicts.invalid + (accepted.unsigned ? 0 : verdicts.unsigned)
  const wrong = end.why === 'wrong' || !expectations.met || (exitAfter && unverified > 0)
  // A command that had to be ended has not done its work.
  return wrong || (end.why === 'time' && commandCode !== undefined && commandCode !== 0) ? EXIT.no : EXIT.ok
}
