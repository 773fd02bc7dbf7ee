/** The targets and what they are tried with, for the tests that need no fuzzer. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Takes an input; it throws where a property does not hold. */
export type Target = (data: Buffer) => void | Promise<void>

const HERE = new URL('.', import.meta.url)

/** The names of all targets. */
export const TARGET_NAMES: readonly string[] = readdirSync(new URL('targets/', HERE))
  .filter(name => name.endsWith('.ts'))
  .map(name => name.slice(0, -3))

/** A target by its name. */
export async function targetOf(name: string): Promise<Target> {
  const { fuzz } = (await import(`./targets/${name}.ts`)) as { fuzz: Target }
  return fuzz
}

/** The inputs that broke something once, by the names of their files. */
export function foundBy(name: string): ReadonlyArray<readonly [file: string, input: Buffer]> {
  const folder = new URL(`found/${name}/`, HERE)
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.map(file => [file, readFileSync(new URL(file, folder))] as const)
}
