/** The baseline file: failures of a contract test that somebody has accepted. */
import { writeFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { CvHookError } from '../core/errors.js'
import { describeIssue, firstIssue, issuePath, SAYING_MISSING, type SchemaIssue } from '../core/schema-issue.js'
import { reason } from './files.js'
import { readJsonFile } from './json-file.js'

/** One entry as it stands in the file. */
export interface BaselineFileEntry {
  id: string
  reason: string
  /** `YYYY-MM-DD`. */
  expires?: string
}

const schema = () =>
  z.strictObject({
    $schema: z.optional(z.string()),
    accepted: z.array(
      z.strictObject({
        id: z.string().check(z.minLength(1)),
        reason: z.string().check(z.regex(/\S/, 'says nothing')),
        expires: z.optional(z.iso.date()),
      }),
    ),
  })

/**
 * Reads a baseline.
 *
 * @throws CvHookError `unreadable`; `bad-config` that names the member and its line
 */
export function readBaseline(path: string): BaselineFileEntry[] {
  const { value, where } = readJsonFile(path, '--baseline', 'bad-config')
  const result = schema().safeParse(value, SAYING_MISSING)
  if (result.success) return result.data.accepted as BaselineFileEntry[]
  const issue = firstIssue(result.error.issues as SchemaIssue[])
  throw new CvHookError('bad-config', `${where(issuePath(issue))}: ${describeIssue(issue, 'the baseline')}`, [
    'write {"accepted": [{"id": "body/spaces", "reason": "why", "expires": "2026-12-31"}]}',
  ])
}

/**
 * Writes a baseline.
 *
 * @throws CvHookError `disk`
 */
export function writeBaseline(path: string, accepted: readonly BaselineFileEntry[]): void {
  try {
    writeFileSync(path, `${JSON.stringify({ accepted }, null, 2)}\n`)
  } catch (error) {
    throw new CvHookError('disk', `cannot write ${path}: ${reason(error)}`)
  }
}
