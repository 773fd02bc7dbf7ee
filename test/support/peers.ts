/** Programs that tests need besides Node: a missing one fails in CI, and elsewhere is said loudly. */
import { spawnSync } from 'node:child_process'

/** Whether a program is there. In CI (`CV_HOOK_PEERS=required`) a missing one is an error. */
export function hasPeer(program: string): boolean {
  const found = spawnSync('sh', ['-c', `command -v "$1"`, 'sh', program]).status === 0
  if (found) return true
  if (process.env['CV_HOOK_PEERS'] === 'required') throw new Error(`${program} is not installed, and CI needs it`)
  console.warn(`\n!!! ${program} is not installed: the tests that need it prove nothing in this run !!!\n`)
  return false
}
