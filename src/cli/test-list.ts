/** `test --list`: the checks that would be run. */
import { listedCheckRecord } from '../app/test-records.js'
import type { Check } from '../contract/check.js'
import { EXIT } from '../core/errors.js'
import type { Io } from './io.js'
import type { Context } from './options/context.js'
import { styles } from './render/style.js'
import { renderCheckList } from './render/test.js'

/** Prints the checks; returns the exit code. */
export async function listChecks(checks: readonly Check[], { json }: Context, io: Io): Promise<number> {
  if (json) for (const check of checks) await io.out(`${JSON.stringify(listedCheckRecord(check))}\n`)
  else await io.out(renderCheckList(checks, { style: await styles(io.terminal.out), columns: io.terminal.out.columns }))
  return EXIT.ok
}
