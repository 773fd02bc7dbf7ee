/** A list of checks: all, those that would be run, or those that are asked for. */
import { listedCheckRecord } from '../app/test-records.js'
import type { Check } from '../contract/check.js'
import { EXIT } from '../core/errors.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import type { Context } from './options/context.js'
import { renderCheckList } from './render/checks.js'
import { pageOf } from './render/style.js'

/** Prints the checks; returns the exit code. */
export async function listChecks(checks: readonly Check[], { json }: Pick<Context, 'json'>, io: Io): Promise<number> {
  if (json) for (const check of checks) await io.out(jsonLine(listedCheckRecord(check)))
  else await io.out(renderCheckList(checks, await pageOf(io.terminal.out)))
  return EXIT.ok
}
