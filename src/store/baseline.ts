/** The baseline file: failures of a contract test that somebody has accepted. */
import { writeFileSync } from 'node:fs'
import { checkForm } from '../core/json-form.js'
import { BASELINE } from '../generated/forms.js'
import { cannotWrite } from './disk-reason.js'
import { readJsonFile } from './json-file.js'

/** One accepted failure. */
export interface BaselineEntry {
  readonly id: string
  readonly reason: string
  /** The last day on which it counts, as `YYYY-MM-DD`. */
  readonly expires?: string
}

/**
 * Reads a baseline.
 *
 * @throws CvHookError `unreadable`; `bad-config` that names the member and its line
 */
export async function readBaseline(path: string): Promise<BaselineEntry[]> {
  const { value, where } = await readJsonFile(path, '--baseline', 'bad-config')
  await checkForm(value, BASELINE, {
    whole: 'the baseline',
    code: 'bad-config',
    where,
    hints: () => ['write {"accepted": [{"id": "body/spaces", "reason": "why", "expires": "2026-12-31"}]}'],
  })
  return (value as unknown as { accepted: BaselineEntry[] }).accepted
}

/**
 * Writes a baseline.
 *
 * @throws CvHookError `disk`
 */
export function writeBaseline(path: string, accepted: readonly BaselineEntry[]): void {
  try {
    writeFileSync(path, `${JSON.stringify({ accepted }, null, 2)}\n`)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}
