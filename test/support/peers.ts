/** Programs and libraries that tests need besides Node: a missing one fails in CI, and elsewhere is said loudly. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Whether a program is there. In CI (`CV_HOOK_PEERS=required`) a missing one is an error. */
export function hasPeer(program: string): boolean {
  return isThere(program, spawnSync('sh', ['-c', `command -v "$1"`, 'sh', program]).status === 0)
}

/** Whether a library is there, which has this file. In CI a missing one is an error. */
export function hasLibrary(name: string, file: string): boolean {
  return isThere(name, existsSync(file))
}

function isThere(peer: string, found: boolean): boolean {
  if (found) return true
  if (process.env['CV_HOOK_PEERS'] === 'required') throw new Error(`${peer} is not installed, and CI needs it`)
  console.warn(`\n!!! ${peer} is not installed: the tests that need it prove nothing in this run !!!\n`)
  return false
}
